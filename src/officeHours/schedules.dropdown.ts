import { dropdown } from '../zapier/dropdown.ts';
import { parseSchedule } from './schedule.record.ts';

export const listSchedules = dropdown({
  key: 'list_schedules',
  noun: 'Schedule',
  path: ['temporal_rules'],
  purpose: 'list the schedules',
  section: 'Office Hours',
  choice: (row) => {
    const { id, name } = parseSchedule(row);
    return id === null ? null : { id, name: name ?? 'Schedule without a name' };
  },
});
