import { clockText, spokenMoment } from '../zapier/moments.ts';
import { spokenCaller, type Caller } from '../zapier/parties.ts';
import { spokenNumber } from '../zapier/phoneNumbers.ts';
import type { Call, MissedReason, Outcome } from './assemble.ts';

type Names = Pick<Caller, 'from_number' | 'from_name'> & {
  to_number: string | null;
  to_name: string | null;
  user_name: string | null;
  timeZone: string;
};

const spokenLength = (seconds: number): string => (seconds < 60 ? `${seconds} s` : clockText(seconds));

const reasons: Partial<Record<Outcome | MissedReason, string>> = {
  rejected: 'declined',
  busy: 'busy',
  no_phone_online: 'no phone online',
  cancelled: 'hung up before an answer',
  no_answer: 'no answer',
  failed: 'could not be connected',
};

const subjects: Record<Outcome, string> = {
  answered: 'Call',
  missed: 'Missed call',
  busy: 'Missed call',
  failed: 'Missed call',
  cancelled: 'Call',
  no_answer: 'Call',
};

/** Who called whom: for a call of ours the person by name, `Bob Smith called +1 415-555-0123`. */
const opening = ({ direction, outcome }: Call, { to_number, to_name, user_name, ...from }: Names): string => {
  const number = to_number === null ? 'an unknown number' : spokenNumber(to_number);
  const to = to_name === null ? number : `${to_name} (${number})`;
  if (direction === 'outbound') return `${user_name ?? spokenCaller(from)} called ${to}`;
  return `${outcome === null ? 'Call' : subjects[outcome]} from ${spokenCaller(from)} to ${to}`;
};

/** What became of the call, after its time. */
const endings = ({ talk, ringing, systemAnswered }: Call): string[] => {
  if (talk !== null && talk > 0) return [`talked ${spokenLength(talk)}`];
  const rang = ringing !== null && ringing > 0 ? [`rang ${spokenLength(ringing)}`] : [];
  return systemAnswered === true ? [...rang, 'answered by the system'] : rang;
};

/** The one sentence that one would write by hand, as `Missed call from Ann Lee (+1 415-488-6134) to …, rang 24 s.` */
export const summaryOf = (call: Call, names: Names): string => {
  const { direction, outcome, missedReason, answered } = call;
  const isAnsweredByUser = direction !== 'outbound' && answered !== null && names.user_name !== null;
  const moment = call.started ?? answered;
  const reason = reasons[missedReason ?? outcome ?? 'answered'];
  return `${[
    opening(call, names),
    ...(isAnsweredByUser ? [`answered by ${String(names.user_name)}`] : []),
    ...(moment ? [spokenMoment(moment, names.timeZone)] : []),
    ...(reason === undefined ? [] : [reason]),
    ...endings(call),
  ].join(', ')}.`;
};
