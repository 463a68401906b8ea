import { defineInputFields } from 'zapier-platform-core';
import { inputReader, type InputReader } from '../fields/inputReader.ts';
import { hasRecording, type Call } from './call.ts';
import { allOf, type Verdict } from './callFilters.ts';

const [system_answered, minimum_talk_seconds, recordings] = defineInputFields([
  {
    key: 'system_answered',
    group: 'more',
    label: 'Calls That Went to Voicemail or a Menu',
    type: 'string',
    choices: { include: 'Include', exclude: 'Leave Out', only: 'Only These' },
    default: 'include',
    helpText:
      'Calls that no person answered, only voicemail, a menu, or a queue. Include them, leave them out, or run for nothing else.',
  },
  {
    key: 'minimum_talk_seconds',
    group: 'more',
    label: 'Minimum Talk Time (in Seconds)',
    type: 'integer',
    helpText:
      'Skip calls in which people talked for less than this, and all unanswered calls. Leave empty to skip none.',
  },
  {
    key: 'recordings',
    group: 'recording',
    label: 'Recordings',
    type: 'string',
    choices: { any: 'Any Call', with: 'Calls With a Recording', without: 'Calls Without a Recording' },
    default: 'any',
    helpText: "Run for all calls, only for recorded calls, or only for calls that weren't recorded.",
  },
]);

/** The filters for how a call ended, which only triggers for finished calls have. */
export const endingFilterFields = { system_answered, minimum_talk_seconds, recordings };

/** Whether a choice asks for calls with a property (true) or without it (false). */
const WANTED: ReadonlyMap<string | null, boolean> = new Map([
  ['only', true],
  ['exclude', false],
  ['with', true],
  ['without', false],
]);

/** Whether a call with or without a property passes; null if that is unknown and matters. */
const propertyVerdict = (has: boolean | null, choice: string | null): Verdict => {
  const wanted = WANTED.get(choice);
  if (wanted === undefined) return true;
  return has === null ? null : has === wanted;
};

/** Whether missing legs may add to the talk time of a call. */
const mayHaveMoreTalk = ({ talk, outcome, complete, unknown }: Call): boolean =>
  talk === null || (!complete && (outcome === 'answered' || unknown.includes('outcome')));

const talkVerdict = (call: Call, minimum: number): Verdict => {
  const { talk, total } = call;
  if (minimum <= 0 || (talk !== null && talk >= minimum)) return true;
  if (total !== null && total < minimum) return false;
  return mayHaveMoreTalk(call) ? null : false;
};

/** Whether a call passes the filters for how it ended; null if that is not known yet. */
export const endingVerdict = (call: Call, { raw }: Pick<InputReader, 'raw'>): Verdict => {
  const input = inputReader([system_answered, minimum_talk_seconds, recordings], raw);
  return allOf([
    propertyVerdict(call.systemAnswered, input.text('system_answered')),
    propertyVerdict(hasRecording(call), input.text('recordings')),
    talkVerdict(call, input.number('minimum_talk_seconds') ?? 0),
  ]);
};
