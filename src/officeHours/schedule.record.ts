import { flag, parse, text } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';

/** A temporal rule of Dash. `enabled` is set only while someone overrides its times. */
const scheduleSchema = { id: text, name: text, enabled: flag };

export const parseSchedule = (value: unknown) => parse(scheduleSchema, value);

/** The states of a schedule: the label of the choice, what Dash stores in `enabled`, and the words of the summary. */
export const SCHEDULE_STATES = {
  on: { label: 'On', enabled: true, words: 'is on until someone changes it' },
  off: { label: 'Off', enabled: false, words: 'is off until someone changes it' },
  follow_schedule: { label: 'Follow the Schedule', enabled: null, words: 'follows its set hours' },
} as const;

type ScheduleState = keyof typeof SCHEDULE_STATES;

export const scheduleFields = [
  field('id', 'string', 'Schedule ID'),
  field('summary', 'string', 'Summary'),
  field('name', 'string', 'Name'),
  field('state', 'string', 'State'),
] as const;

type ScheduleRecord = RecordOf<typeof scheduleFields>;

const stateOf = (enabled: boolean | null): ScheduleState => {
  if (enabled === null) return 'follow_schedule';
  return enabled ? 'on' : 'off';
};

/** The record of a schedule from its document. */
export const scheduleRecord = (id: string, document: unknown): ScheduleRecord => {
  const { name, enabled } = parseSchedule(document);
  const state = stateOf(enabled);
  return { id, summary: `${name ?? 'The schedule'} ${SCHEDULE_STATES[state].words}.`, name, state };
};

export const scheduleSample: ScheduleRecord = {
  id: 'd3e44f6f8a9b0c1d2e3f4a5bb5a1f0c2',
  summary: 'Office Open is off until someone changes it.',
  name: 'Office Open',
  state: 'off',
};
