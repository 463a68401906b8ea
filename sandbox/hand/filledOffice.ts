import { abandonQueueCall, answerQueueCall, endQueueCall, enterQueue, setStatus } from '../dash/activity/callCenter.ts';
import { frontDeskQueueId } from '../dash/company/office.ts';
import { gregorian } from '../dash/company/gregorian.ts';
import { newId } from '../dash/company/ids.ts';
import { answered, callers, made, minutesAgo, missed } from './calls.ts';
import type { DashSandbox } from '../dash/server.ts';
import type { Caller } from './calls.ts';

/** The fax box of everything that arrives. */
export const FAXBOX = 'Front Desk Fax';

/** The number of the voicemail box that is full. */
export const FULL_BOX = '1005';

/** The number of the voicemail box that everyone leaves messages in. */
export const BUSY_BOX = '1002';

const DAY_MINUTES = 24 * 60;

const { ann, ben, grace, kwame, luis } = callers;

const fillVoicemail = async ({ leaveVoicemail, fillMailbox, company }: DashSandbox): Promise<void> => {
  const leave = (minutes: number, transcription: string, { number, name }: Caller = ann) =>
    leaveVoicemail({
      mailbox: BUSY_BOX,
      callerNumber: number,
      callerName: name,
      transcription,
      at: minutesAgo(minutes),
    });
  await leave(20 * DAY_MINUTES, 'Hello, I would like to ask about my bill from last month.', luis);
  const { media_id } = await leave(90, 'Hi, this is Grace Park. I have found the form, thank you.', grace);
  for (const message of company.messages) if (message.media_id === media_id) message.folder = 'saved';
  await leave(15, 'Hello, this is Ann Lee. Could you call me back about my appointment on Friday?');
  fillMailbox(FULL_BOX);
};

/** The calls that others refer to: one with a recording, and one with a Pivot request, by their call ids. */
export type NotedCalls = { recorded: string; pivoted: string };

const fillCalls = async ({
  recordCall,
  keepRecording,
  startCall,
  park,
  askPivot,
}: DashSandbox): Promise<NotedCalls> => {
  recordCall(missed(kwame, minutesAgo(100)));
  recordCall(missed(grace, minutesAgo(80)));
  recordCall(made({ at: minutesAgo(60) }));
  const recorded = recordCall(answered(ann, minutesAgo(40)));
  keepRecording(recorded);
  await startCall(answered(luis));
  await park(grace.number, grace.name);
  const { call_id: pivoted } = askPivot({ status: 200, at: minutesAgo(30) });
  askPivot({ status: 404, at: minutesAgo(10) });
  return { recorded: recorded.primaryCallId, pivoted };
};

const fillFaxes = async (dash: DashSandbox): Promise<void> => {
  const { receiveFax } = dash;
  await receiveFax({
    faxbox: FAXBOX,
    callerNumber: grace.number,
    callerName: grace.name,
    pages: 2,
    at: minutesAgo(50),
  });
  await sendFax(dash);
};

/** Puts a fax into the queue, and sends it. Resolves when all webhooks have been called. */
export const sendFax = async ({ company, finishFax }: DashSandbox): Promise<void> => {
  const id = newId();
  const box = company.faxboxes.find(({ name }) => name === FAXBOX);
  const document = { from_number: box?.caller_id ?? '', to_number: ben.number, to_name: ben.name, faxbox_id: box?.id };
  company.faxes.push({ id, folder: 'outgoing', status: 'pending', timestamp: gregorian(minutesAgo(1)), document });
  await finishFax(id, true);
};

/** A blocklist in use, and a Zap that the phone system has stopped sending events to. */
const fillSettings = ({ company }: DashSandbox): void => {
  const blocklist = { id: newId(), name: 'Blocked Callers', numbers: { '+14155550199': {} } };
  company.blacklists.push(blocklist);
  company.account.blacklists = [blocklist.id];
  company.webhooks.push({
    id: newId(),
    name: 'Zapier: New Missed Call',
    uri: 'http://127.0.0.1:1/hooks/old',
    hook: 'channel_destroy',
    http_verb: 'post',
    format: 'json',
    retries: 4,
    enabled: false,
    include_internal_legs: false,
    disable_reason: 'too many failed attempts',
  });
};

const mayaIn = ({ company }: DashSandbox): string => company.callCenter.agents[0]?.id ?? '';

/** A caller of ACDC's front desk queue, who is answered, and one who waits or gives up. */
const playAcdc = (dash: DashSandbox, minutes: number, thenGivesUp: boolean): void => {
  const { company } = dash;
  const maya = mayaIn(dash);
  const enter = (caller: Caller, before: number) =>
    enterQueue(company, { call_id: newId(), queue_id: frontDeskQueueId, caller, at: minutesAgo(before) });
  const call = enter(ann, minutes);
  answerQueueCall(call, maya, 12);
  endQueueCall(call, 65);
  setStatus(company, maya, 'connected', minutesAgo(minutes - 0.2), { call_id: call.call_id });
  setStatus(company, maya, 'ready', minutesAgo(minutes - 1.3));
  const waiting = enter(ben, minutes - 1);
  if (thenGivesUp) abandonQueueCall(waiting, 30);
};

/** In Qubicle, Maya talks with Ann, and Ben waits. */
const fillQubicle = async ({ company, qubicle }: DashSandbox): Promise<void> => {
  const maya = company.qubicle.recipients[0]?.id ?? '';
  const join = ({ name, number }: Caller, minutes: number) =>
    qubicle.joinQueue({ queueId: frontDeskQueueId, name, number }, minutesAgo(minutes));
  await qubicle.signIn(maya, minutesAgo(60));
  await qubicle.choose(maya, 'ready', minutesAgo(59));
  const { session_id } = await join(ann, 5);
  await qubicle.offerCall(session_id, minutesAgo(4.8));
  await qubicle.answerOffer(maya, minutesAgo(4.7));
  await join(ben, 2);
};

const fillAcdc = (dash: DashSandbox): void => {
  const maya = mayaIn(dash);
  setStatus(dash.company, maya, 'logged_in', minutesAgo(45));
  setStatus(dash.company, maya, 'ready', minutesAgo(44));
  playAcdc(dash, 30, true);
  playAcdc(dash, 6, false);
};

/** Fills an office with what happened in the hours before now, so that every trigger and every search finds something. */
export const fillOffice = async (dash: DashSandbox): Promise<NotedCalls> => {
  await fillVoicemail(dash);
  await fillFaxes(dash);
  fillSettings(dash);
  fillAcdc(dash);
  await fillQubicle(dash);
  return fillCalls(dash);
};

/** How many voicemails the busy box keeps; Dash would refuse more than a hundred. */
const KEPT_VOICEMAILS = 40;

const forgetOldVoicemails = ({ company }: DashSandbox): void => {
  const box = company.mailboxes.find(({ mailbox }) => mailbox === BUSY_BOX)?.id;
  const old = company.messages.filter(({ mailbox_id }) => mailbox_id === box).slice(0, -KEPT_VOICEMAILS);
  company.messages = company.messages.filter((message) => !old.includes(message));
};

/** What happens at the office, over and over. Someone is always on the phone. */
export const round: ((dash: DashSandbox) => Promise<unknown>)[] = [
  async ({ state, startCall, playCall, recordCall, keepRecording }) => {
    if (state.channels.length === 0) await startCall(answered(luis));
    await playCall(answered(grace));
    keepRecording(recordCall(answered(ann, minutesAgo(2))));
  },
  ({ playCall }) => playCall(missed(kwame)),
  async (dash) => {
    forgetOldVoicemails(dash);
    const said = { callerNumber: ann.number, callerName: ann.name, transcription: 'It is Ann again. Please call me.' };
    await dash.leaveVoicemail({ mailbox: BUSY_BOX, ...said });
    playAcdc(dash, 3, true);
  },
  async ({ receiveFax, askPivot }) => {
    await receiveFax({ faxbox: FAXBOX, callerNumber: grace.number, callerName: grace.name });
    askPivot({ status: 200, at: minutesAgo(1) });
  },
];

/** Keeps the office busy at a slow pace, so that what triggers and searches find stays new. */
export const goOn = (dash: DashSandbox, everyMs: number): void => {
  let nth = 0;
  setInterval(() => {
    void round[nth % round.length]?.(dash);
    nth += 1;
  }, everyMs).unref();
};
