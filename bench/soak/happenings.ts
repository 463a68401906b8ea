import { casesOf } from '../../sandbox/dash/cases/cases.ts';
import { expectedCalls } from '../../sandbox/dash/cases/expectedCalls.ts';
import { nthCase, quickcallIds, varied } from '../../sandbox/dash/cases/manyCalls.ts';
import { gregorian } from '../../sandbox/dash/company/gregorian.ts';
import { billingQueueId, frontDeskQueueId } from '../../sandbox/dash/company/office.ts';
import { registrationDetails } from '../../sandbox/dash/events/notificationSamples.ts';
import type { DashSandbox } from '../../sandbox/dash/server.ts';
import type { Diary } from './diary.ts';
import type { Random } from './random.ts';

type Office = { dash: DashSandbox; random: Random; diary: Diary };

/** Makes something happen at the office, and writes down what Zaps must return of it. `nth` is different each time. */
type Happening = (office: Office, nth: number) => Promise<unknown>;

/** Moments of the last hours, one for each happening, in whole seconds. */
const momentOf = (nth: number): Date => new Date((Math.floor(Date.now() / 1000) - 30_000 + 2 * nth) * 1000);

/** A time as records have it. */
const inRecords = (at: Date): string => at.toISOString().replace('.000', '');

const callOf =
  (first: number): Happening =>
  async ({ dash, diary }, nth) => {
    const { kazoo } = dash.settings;
    const one = nthCase(first + nth, kazoo);
    const played = await dash.playCall(varied(one, nth));
    for (const callId of quickcallIds(played)) diary.rename(callId, played.primaryCallId);
    for (const call of expectedCalls(dash.company, one, played)) {
      if (call.isTemporary) diary.overlook('call_ended', call.id);
      diary.expect({ kind: 'call', call });
    }
  };

const leaveVoicemail: Happening = async ({ dash, random, diary }, nth) => {
  const mailbox = random.pick(['1000', '1001', '1003', '1004', '1005']);
  const isTranscribed = random.chance(70);
  const voicemail = {
    mailbox,
    callerNumber: `+141555501${String(nth % 100).padStart(2, '0')}`,
    callerName: `Zoë & “Co” = ${nth}%`,
    seconds: random.below(20),
    ...(isTranscribed && { transcription: `Please call me back, it’s about number ${nth} & more.` }),
  };
  const { media_id } = await dash.leaveVoicemail(voicemail);
  diary.expect({ kind: 'voicemail', id: media_id, mailbox, seconds: voicemail.seconds, isTranscribed });
};

/** Many callers find the same voicemail box full; the Zap runs once an hour. */
const fullMailbox: Happening = async ({ dash, diary }) => {
  const mailbox = '1002';
  const box = dash.company.mailboxes.find((one) => one.mailbox === mailbox);
  await dash.notify('voicemail_full', { voicemail_box: box?.id });
  diary.expectOnce({ kind: 'full mailbox', mailbox });
};

const changeRegistration: Happening = async ({ dash, random, diary }, nth) => {
  const { account, devices } = dash.company;
  const device = devices[random.below(devices.length)];
  if (!device) return;
  const isOnline = random.chance(50);
  const at = momentOf(nth);
  const details = registrationDetails({
    now: gregorian(at),
    online: isOnline,
    accountId: account.id,
    realm: account.realm,
    deviceId: device.id,
    ownerId: device.owner_id,
    username: device.sip.username ?? device.id,
  });
  await dash.notify(isOnline ? 'register' : 'deregister', details);
  diary.expect({ kind: 'device', id: device.id, isOnline, at: inRecords(at) });
};

/** A caller joins a queue and hangs up, waits too long, or is answered. */
const queueCall: Happening = async ({ dash, random, diary }, nth) => {
  const { qubicle } = dash;
  const queueId = random.pick([frontDeskQueueId, billingQueueId]);
  const caller = `Queue Caller ${nth}`;
  const at = momentOf(nth);
  const { session_id } = await qubicle.joinQueue(
    { queueId, name: caller, number: `+141555501${String(nth % 100).padStart(2, '0')}` },
    at,
  );
  diary.expect({ kind: 'joined', caller, queueId });
  const isOver = random.chance(50);
  const later = new Date(at.getTime() + 1000 * (1 + random.below(90)));
  await (isOver ? qubicle.hangUp(session_id, later) : qubicle.timeOutSession(session_id, later));
  diary.expect({ kind: 'left', caller, queueId, reason: isOver ? 'abandoned' : 'timed_out' });
  if (isOver || queueId !== billingQueueId) return;
  // The queue for bills sends callers on to the front desk.
  diary.expect({ kind: 'joined', caller, queueId: frontDeskQueueId });
  const end = new Date(later.getTime() + 1000);
  await qubicle.hangUp(session_id, end);
  diary.expect({ kind: 'left', caller, queueId: frontDeskQueueId, reason: 'abandoned' });
};

/** An agent signs in, answers a caller, and signs out. */
const agentShift: Happening = async ({ dash, random, diary }, nth) => {
  const { qubicle, company } = dash;
  const id = company.qubicle.recipients[0]?.id ?? '';
  const queueId = random.pick([frontDeskQueueId, billingQueueId]);
  const caller = `Queue Caller ${nth}`;
  const start = momentOf(nth).getTime();
  const after = (seconds: number) => new Date(start + 1000 * seconds);
  const tell = (status: 'signed_out' | 'away' | 'ready', seconds: number) => {
    diary.expect({ kind: 'agent', id, status, at: inRecords(after(seconds)) });
  };
  await qubicle.signIn(id, after(0));
  tell('away', 0);
  await qubicle.choose(id, 'ready', after(1));
  tell('ready', 1);
  const { session_id } = await qubicle.joinQueue({ queueId, name: caller, number: '+14155550142' }, after(2));
  diary.expect({ kind: 'joined', caller, queueId });
  await qubicle.offerCall(session_id, after(3));
  await qubicle.answerOffer(id, after(8));
  diary.expect({ kind: 'left', caller, queueId, reason: 'answered' });
  await qubicle.choose(id, 'away', after(9));
  tell('away', 9);
  await qubicle.hangUp(session_id, after(10));
  await qubicle.endWrapups(after(3600));
  await qubicle.signOut(id, after(12));
  tell('signed_out', 12);
};

/** What happens how often. */
const kinds: readonly [weight: number, happening: (first: number) => Happening][] = [
  [4, callOf],
  [5, () => leaveVoicemail],
  [1, () => fullMailbox],
  [5, () => changeRegistration],
  [4, () => queueCall],
  [1, () => agentShift],
];

/** What happens at an office: calls of every kind in turn, and everything else at random. */
export const createHappenings = (office: Office): (() => Promise<unknown>) => {
  const { dash, random } = office;
  const first = random.below(casesOf(dash.settings.kazoo).length);
  const choices = kinds.flatMap(([weight, of]) => Array<Happening>(weight).fill(of(first)));
  let nth = 0;
  return async () => {
    nth += 1;
    await choices[random.below(choices.length)]?.(office, nth);
  };
};
