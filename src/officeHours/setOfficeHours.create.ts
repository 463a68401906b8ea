import { defineInputFields } from 'zapier-platform-core';
import { confirmedDocument } from '../fields/documentChange.ts';
import { create } from '../zapier/operation.ts';
import { SCHEDULE_STATES, scheduleFields, scheduleRecord, scheduleSample } from './schedule.record.ts';
import { forgetSchedule } from './schedules.lookUp.ts';

const { on, off, follow_schedule } = SCHEDULE_STATES;

const inputFields = defineInputFields([
  {
    key: 'schedule',
    label: 'Schedule',
    type: 'string',
    required: true,
    dynamic: 'list_schedules.id.name',
    helpText:
      'Some schedules mean open and some mean closed. Turning on "Office Open" opens the office; turning on "Holidays" closes it.',
  },
  {
    key: 'state',
    label: 'State',
    type: 'string',
    required: true,
    choices: { on: on.label, off: off.label, follow_schedule: follow_schedule.label },
    helpText:
      'On and Off stay until someone changes them. To go back to the set hours, use this step again with Follow the Schedule.',
  },
]);

export const setOfficeHours = create({
  key: 'set_office_hours',
  noun: 'Schedule',
  label: 'Set Office Hours',
  description: 'Turns a schedule on or off, or returns it to its set hours.',
  inputFields,
  perform: async (input, context) => {
    const id = input.required('schedule');
    const { enabled } = SCHEDULE_STATES[input.choice('state')];
    // Null removes the key, so that the rule's own times apply again.
    const ask = { purpose: 'change the schedule', section: 'Office Hours' };
    const stored = await context.dash.patch(['temporal_rules', id], { enabled }, ask);
    await forgetSchedule(context, id);
    return scheduleRecord(id, confirmedDocument(stored, 'the change to the schedule'));
  },
  outputFields: scheduleFields,
  sample: scheduleSample,
});
