import { dropdown } from '../zapier/dropdown.ts';
import { readSchedule } from './schedule.ts';

export const listSchedules = dropdown({
  key: 'list_schedules',
  noun: 'Schedule',
  path: ['temporal_rules'],
  purpose: 'list the schedules',
  section: 'Office Hours',
  choice: (row) => {
    const { id, name } = readSchedule(row);
    return id === null ? null : { id, name: name ?? 'Schedule without a name' };
  },
});
