import type { Company, Mailbox, User } from '../dash/company/model.ts';
import type { Stage } from '../day/chapter.ts';
import type { OngoingCall, Seen } from './watch.ts';

const nameOf = ({ first_name, last_name }: User): string => `${first_name} ${last_name}`;

const personAt = ({ users }: Company, extension: string): string => {
  const user = users.find(({ presence_id }) => presence_id === extension);
  return user ? nameOf(user) : extension;
};

/** What a person in the call center does, as the phone system has it. */
const agentStates = {
  'Call-Offer': 'queue call ringing',
  'On-A-Call': 'on a queue call',
  'Wrapup-Time': 'wrapping up',
};

const agentState = ({ qubicle: { recipients, processes } }: Company, { id }: User): string | undefined => {
  if (!recipients.some((recipient) => recipient.id === id)) return undefined;
  const process = processes.get(id);
  if (!process) return 'signed out of the queue';
  if (process.phase) return agentStates[process.phase];
  return process.isReady ? 'ready for queue calls' : 'away from the queue';
};

const phoneState = (user: User, calls: readonly OngoingCall[]): string => {
  const call = calls.find(({ extensions }) => extensions.includes(user.presence_id));
  if (call) return call.isAnswered ? 'on the phone' : 'ringing';
  if (user.do_not_disturb.enabled) return 'do not disturb';
  return user.call_forward.enabled ? 'calls forwarded to a cell phone' : 'free';
};

const personOf = (company: Company, user: User, calls: readonly OngoingCall[]) => ({
  name: nameOf(user),
  extension: user.presence_id,
  state: phoneState(user, calls),
  queue: agentState(company, user),
  phones: company.devices
    .filter(({ owner_id }) => owner_id === user.id)
    .map(({ name, registered }) => ({ name, isOnline: registered })),
});

const boxOf = ({ messages }: Company, { id, mailbox, name }: Mailbox) => {
  const waiting = messages.filter(({ mailbox_id, folder }) => mailbox_id === id && folder === 'new');
  const last = waiting.at(-1);
  return {
    name,
    number: mailbox,
    count: waiting.length,
    last: last && { from: last.caller_id_name ?? last.caller_id_number, words: last.transcription?.text ?? '' },
  };
};

type ShownText = { from: string; to: string; body: string };

const TEXTS = 3;
const CALLS = 5;

/** Texts in the order in which they were sent and received. */
const textsIn = ({ office: { sent, contacts } }: Stage['virtualText'], { texts }: Seen): ShownText[] => {
  const received = (afterSent: number): ShownText[] =>
    texts
      .filter((text) => text.afterSent === afterSent)
      .map(({ from, body }) => ({ from, to: 'Brightwater Dental', body }));
  const all = sent.flatMap(({ to, body }, nth) => [
    ...received(nth),
    { from: 'Brightwater Dental', to: contacts.find(({ phoneNumber }) => phoneNumber === to)?.fullName || to, body },
  ]);
  return [...all, ...received(sent.length)];
};

/** The office: people and their phones, the queue, calls in progress, voicemail boxes, and texts. */
export const officeView = ({ dash: { company }, virtualText }: Stage, seen: Seen) => {
  const calls = [...seen.calls];
  const texts = textsIn(virtualText, seen);
  return {
    people: company.users.map((user) => personOf(company, user, calls)),
    queue: company.qubicle.sessions.map(({ caller_id_name, queue_id }) => ({
      name: caller_id_name,
      queue: company.qubicle.queues.find(({ id }) => id === queue_id)?.name ?? '',
    })),
    calls: calls.slice(0, CALLS).map(({ from, to, isAnswered }) => ({
      from: personAt(company, from),
      to: personAt(company, to),
      state: isAnswered ? 'talking' : 'ringing',
    })),
    callCount: calls.length,
    boxes: company.mailboxes.map((box) => boxOf(company, box)),
    texts: texts.slice(-TEXTS).reverse(),
    textCount: texts.length,
  };
};
