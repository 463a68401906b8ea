import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { inputChoice, confirmed, requiredText } from '../fields/inputs.ts';
import { SCHEDULE_STATES, scheduleFields, scheduleRecord, scheduleSample, type ScheduleRecord } from './schedule.ts';

const { on, off, follow_schedule } = SCHEDULE_STATES;

const LABELS = { on: on.label, off: off.label, follow_schedule: follow_schedule.label };

const inputFields = defineInputFields([
  {
    key: 'schedule',
    label: 'Schedule',
    type: 'string',
    required: true,
    dynamic: 'list_schedules.id.name',
    helpText:
      'A rule for the times of your office. It may stand for "open" or for "holiday": switching on "Office Open" opens the office, switching on "Holidays" closes it.',
  },
  {
    key: 'state',
    label: 'State',
    type: 'string',
    required: true,
    choices: LABELS,
    helpText:
      'On and off hold at every hour of the day, until somebody changes it. To go back to the times of the schedule, let it follow them again.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<ScheduleRecord> => {
  const id = requiredText('Schedule', bundle.inputData.schedule);
  const { enabled } = SCHEDULE_STATES[inputChoice('State', LABELS, bundle.inputData.state)];
  const { dash } = connect(z, bundle);
  // Null takes the key away: then the times of the rule decide again.
  const ask = { purpose: 'set the office hours', section: 'Office Hours' };
  const stored = await dash.patch(['temporal_rules', id], { enabled }, ask);
  return scheduleRecord(id, confirmed(stored, 'the office hours'));
};

export const setOfficeHours = {
  key: 'set_office_hours',
  noun: 'Schedule',
  display: {
    label: 'Set Office Hours',
    description: 'Switches a schedule of the office on or off, or lets it follow its times again.',
  },
  operation: { inputFields, perform, outputFields: [...scheduleFields], sample: scheduleSample },
};
