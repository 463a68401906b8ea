import { defineInputFields } from 'zapier-platform-core';
import { inputReader, type InputReader } from '../fields/inputReader.ts';
import type { Call } from './call.ts';
import type { Verdict } from './callFilters.ts';

/** The filter for missed calls that a mailbox, a menu or a queue picked up. */
export const [systemAnsweredField] = defineInputFields([
  {
    key: 'system_answered',
    label: 'Calls That Went to Voicemail or a Menu',
    type: 'string',
    choices: { include: 'Include', exclude: 'Leave Out', only: 'Only These' },
    helpText: 'No person answered, but voicemail, a menu, or a queue picked up. Leave empty to include them.',
  },
]);

const accepts: Record<string, (bySystem: boolean) => boolean> = {
  exclude: (bySystem) => !bySystem,
  only: (bySystem) => bySystem,
};

/** Whether the filter lets a call pass. */
export const systemVerdict = ({ systemAnswered }: Call, { raw }: Pick<InputReader, 'raw'>): Verdict => {
  const isAccepted = accepts[String(inputReader([systemAnsweredField], raw).text('system_answered'))];
  if (isAccepted === undefined) return true;
  return systemAnswered === null ? null : isAccepted(systemAnswered);
};
