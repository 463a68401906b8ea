import { oneLine } from '../dash/schema.ts';
import { durationInWords } from '../fields/durations.ts';
import type { Person } from '../fields/person.ts';
import { formatStatus, type Status } from './status.ts';

/** An agent in a sentence, by name if known. */
export const formatAgent = (person: Person): string => person.user_name ?? 'the agent';

/** An agent's status in a sentence without its period, such as `Jane Doe is now on a call`; `now` may be left out. */
export const formatAgentStatus = (person: Person, status: Status | null, now: 'now' | null = null): string => {
  const agent = formatAgent(person);
  const adverb = now === null ? '' : `${now} `;
  return status === null || status === 'unknown'
    ? `${agent}'s status is ${adverb}unknown`
    : `${agent} is ${adverb}${formatStatus(status)}`;
};

/** A wait at the end of a sentence, such as ` after a wait of 8 sec`; empty when unknown. `wait` is in seconds. */
export const formatWait = (wait: number | null): string =>
  wait === null ? '' : ` after a wait of ${durationInWords(wait)}`;

/** A caller who stopped waiting, such as `Ann Lee gave up waiting in Front Desk after 8 sec`. `wait` is in seconds. */
export const formatGivingUp = (who: string, queue: string, wait: number | null): string =>
  `${who} gave up waiting in ${queue}${wait === null ? '' : ` after ${durationInWords(wait)}`}`;

/** A sentence on one line that begins with a capital letter. People typed the names and reasons in it. */
export const asSentence = (sentence: string): string => {
  const line = oneLine(sentence);
  return line.charAt(0).toUpperCase() + line.slice(1);
};
