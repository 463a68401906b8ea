import { durationInWords } from '../fields/durations.ts';
import { formatTime } from '../fields/times.ts';
import { formatCaller, type Called, type Caller } from '../fields/parties.ts';
import { formatNumber, isInsideNumber } from '../fields/phoneNumbers.ts';
import type { Call, MissedReason, Outcome } from './call.ts';

type Names = Caller & Called & { user_name: string | null; timeZone: string };

const reasons: Partial<Record<Outcome | MissedReason, string>> = {
  rejected: 'declined',
  busy: 'busy',
  no_phone_online: 'no phone online',
  cancelled: 'hung up before anyone answered',
  no_answer: 'no answer',
  failed: "couldn't be connected",
};

const subjects: Record<Outcome, string> = {
  answered: 'Call',
  missed: 'Missed call',
  busy: 'Missed call',
  failed: 'Missed call',
  cancelled: 'Call',
  no_answer: 'Call',
};

/** `415-555-0123` or `extension 1001`; a feature code or an emergency number as dialed. */
const formatDialed = (number: string): string => {
  const isExtension = isInsideNumber(number) && !number.startsWith('*');
  return isExtension || number.startsWith('+') ? formatNumber(number) : number;
};

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const formatCalled = ({ to_number, to_name }: Names): string | null => {
  const number = to_number === null ? null : formatDialed(to_number);
  if (to_name === null) return number;
  return number === null ? to_name : `${to_name} (${number})`;
};

/** Who called whom; an outbound call starts with the user's name, such as `Bob Smith called 415-555-0123`. */
const opening = ({ direction, outcome }: Call, names: Names): string => {
  const to = formatCalled(names);
  if (direction === 'outbound') {
    const verb = outcome === null ? 'is calling' : 'called';
    return `${names.user_name ?? capitalized(formatCaller(names))} ${verb} ${to ?? 'an unknown number'}`;
  }
  const subject = outcome === null ? 'Call' : subjects[outcome];
  return `${subject} from ${formatCaller(names)}${to === null ? '' : ` to ${to}`}`;
};

/** Who answered, unless the rest of the sentence says so. */
const answers = ({ direction, outcome, talk, answered }: Call, { user_name, to_name }: Names): string[] => {
  if (direction !== 'outbound' && answered !== null && user_name !== null && user_name !== to_name)
    return [`answered by ${user_name}`];
  return outcome === 'answered' && talk === null ? ['answered'] : [];
};

/** Whether no phone rang, so that a ringing time would only confuse. */
const nothingRang = ({ outcome, missedReason }: Call): boolean =>
  outcome === 'failed' || missedReason === 'no_phone_online';

/** How the call ended. */
const endings = (call: Call): string[] => {
  const { outcome, talk, ringing, systemAnswered } = call;
  if (talk !== null && talk > 0) return [`talked ${durationInWords(talk)}`];
  const rang = ringing !== null && ringing > 0 && !nothingRang(call) ? [`rang ${durationInWords(ringing)}`] : [];
  // An answered call is to a feature code or a conference room, which are there to be called.
  const pickedUp = outcome === 'answered' ? 'answered automatically' : 'went to voicemail or a menu';
  return systemAnswered === true ? [...rang, pickedUp] : rang;
};

/** A call in one sentence, such as `Missed call from Ann Lee (415-555-0134) to …, rang 24 sec.` */
export const callSummary = (call: Call, names: Names): string => {
  const { outcome, missedReason } = call;
  const moment = call.started ?? call.answered;
  const reason = reasons[missedReason ?? outcome ?? 'answered'];
  return `${[
    opening(call, names),
    ...answers(call, names),
    ...(moment ? [formatTime(moment, names.timeZone)] : []),
    ...(reason === undefined ? [] : [reason]),
    ...endings(call),
  ].join(', ')}.`;
};
