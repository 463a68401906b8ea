import { defineInputFields } from 'zapier-platform-core';
import { inputReader, type InputReader } from '../fields/inputReader.ts';
import type { Call } from './call.ts';
import { allOf, type Verdict } from './callFilters.ts';

const [system_answered, minimum_talk_seconds] = defineInputFields([
  {
    key: 'system_answered',
    label: 'Calls That Went to Voicemail or a Menu',
    type: 'string',
    choices: { include: 'Include', exclude: 'Leave Out', only: 'Only These' },
    default: 'include',
    helpText: 'No person answered, but voicemail, a menu, or a queue picked up.',
  },
  {
    key: 'minimum_talk_seconds',
    label: 'Minimum Talk Time (in Seconds)',
    type: 'integer',
    helpText: 'Skip calls in which people talked for less than this.',
  },
]);

/** The filters for how a call went, which only triggers for finished calls have. */
export const endingFilterFields = { system_answered, minimum_talk_seconds };

const acceptsSystemAnswer: Record<string, (bySystem: boolean) => boolean> = {
  exclude: (bySystem) => !bySystem,
  only: (bySystem) => bySystem,
};

const systemVerdict = ({ systemAnswered }: Call, wanted: string | null): Verdict => {
  const accepts = acceptsSystemAnswer[String(wanted)];
  if (accepts === undefined) return true;
  return systemAnswered === null ? null : accepts(systemAnswered);
};

/** Whether the legs that are not here may add to the talk of a call. */
const mayHaveMoreTalk = ({ talk, outcome, complete, unknown }: Call): boolean =>
  talk === null || (!complete && (outcome === 'answered' || unknown.includes('outcome')));

const talkVerdict = (call: Call, minimum: number): Verdict => {
  const { talk, total } = call;
  if (minimum <= 0 || (talk !== null && talk >= minimum)) return true;
  if (total !== null && total < minimum) return false;
  return mayHaveMoreTalk(call) ? null : false;
};

/** Whether the filters for how a call went let it pass; null where that is not known yet. */
export const endingVerdict = (call: Call, { raw }: Pick<InputReader, 'raw'>): Verdict => {
  const input = inputReader([system_answered, minimum_talk_seconds], raw);
  return allOf([
    systemVerdict(call, input.text('system_answered')),
    talkVerdict(call, input.number('minimum_talk_seconds') ?? 0),
  ]);
};
