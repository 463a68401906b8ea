import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/connection.ts';
import { halted } from '../zapier/errors.ts';
import { required } from '../zapier/inputs.ts';
import {
  SCHEDULE_STATES,
  scheduleFields,
  scheduleRecord,
  scheduleSample,
  STATE_KEYS,
  type ScheduleRecord,
  type ScheduleState,
} from './schedule.ts';

const labels = STATE_KEYS.map((key) => SCHEDULE_STATES[key].label);

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
    choices: Object.fromEntries(STATE_KEYS.map((key) => [key, SCHEDULE_STATES[key].label])),
    helpText:
      'On and off hold at every hour of the day, until somebody changes it. To go back to the times of the schedule, let it follow them again.',
  },
]);

const chosenState = (input: unknown): ScheduleState => {
  const typed = required('State', input);
  const state = STATE_KEYS.find((key) => key === typed);
  if (state === undefined) throw halted(`State holds something else. Choose one of these: ${labels.join(', ')}.`);
  return state;
};

const perform = async (z: ZObject, bundle: Bundle): Promise<ScheduleRecord> => {
  const id = required('Schedule', bundle.inputData.schedule);
  const { enabled } = SCHEDULE_STATES[chosenState(bundle.inputData.state)];
  const { dash } = connect(z, bundle);
  // Null takes the key away: then the times of the rule decide again.
  const ask = { purpose: 'set the office hours', section: 'Office Hours' };
  return scheduleRecord(id, await dash.merge(['temporal_rules', id], { enabled }, ask));
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
