import { listSchedules } from './schedules.dropdown.ts';
import { setOfficeHours } from './setOfficeHours.create.ts';

export const officeHours = {
  triggers: [listSchedules],
  creates: [setOfficeHours],
};
