import { mainNumber } from '../dash/company/office.ts';
import { fate, fromOutside, people, toPhoneOf } from '../dash/cases/builders.ts';
import { forge, type Stage } from '../day/chapter.ts';
import { countsByApp } from './appsView.ts';
import { hear, noteResults, type Seen } from './watch.ts';
import type { CallScript } from '../dash/server.ts';
import type { LiveZap, Connection } from '../zapier/platform.ts';
import type { Gaps, Timing } from './gaps.ts';

/** Who uses the buttons, and what they say in voicemails and texts. */
export type Visitor = { name: string; words: string };

/** The office while a visitor owns it. `zap` finds a Zap of the office by the key of its trigger. */
export type Visit = {
  stage: Stage;
  connection: Connection;
  seen: Seen;
  gaps: Gaps;
  timing: Timing;
  zap: (trigger: string) => LiveZap;
};

/** Does what a button says, and returns what happened. */
type Action = (visit: Visit, visitor: Visitor) => Promise<string>;

/** The visitor's phone number. */
const NUMBER = '+14155550123';

/** Longer than Dash takes to write the record of a call. */
const RECORDS_MS = 250;

const callScript = ({ name }: Visitor, isAnswered: boolean): CallScript => {
  const [talks, cause, bridged] = isAnswered
    ? ([30, 'NORMAL_CLEARING', true] as const)
    : ([0, 'NO_ANSWER', false] as const);
  return {
    name: 'a visitor calls',
    caller: { number: NUMBER, name },
    dialed: mainNumber,
    // The app reads a call from the history once it has been over for a while.
    at: new Date(Date.now() - (20 + talks + 30) * 1000),
    legs: [
      fromOutside(fate(20, talks, cause, bridged ? 'B1' : undefined)),
      toPhoneOf(people.maya, 'B1', fate(20, talks, cause, bridged ? 'A' : undefined)),
    ],
  };
};

const call =
  (isAnswered: boolean): Action =>
  async ({ stage: { dash }, seen, gaps, timing }, visitor) => {
    const script = callScript(visitor, isAnswered);
    const played = await hear(seen, script, gaps, timing, () => dash.startCall(script));
    await dash.endCall(played.primaryCallId);
    await gaps.pause(RECORDS_MS);
    if (isAnswered) dash.keepRecording(played);
    return isAnswered
      ? 'You called, Maya Okafor answered, and you hung up. The call was recorded.'
      : 'You called, Maya Okafor’s phone rang, and nobody answered.';
  };

const leaveVoicemail = ({ stage: { dash } }: Visit, { name, words }: Visitor) =>
  dash.leaveVoicemail({ mailbox: '1000', callerNumber: NUMBER, callerName: name, transcription: words });

const voicemail: Action = async (visit, visitor) => {
  await leaveVoicemail(visit, visitor);
  return 'You left a voicemail for the front desk.';
};

const text: Action = async ({ stage: { virtualText } }, { name, words }) => {
  await virtualText.receive({ from: NUMBER, name, body: words });
  return 'You sent a text.';
};

const expire: Action = async ({ stage: { dash, zapier }, connection }) => {
  dash.expireSessions();
  const before = zapier.counts.refreshes;
  await zapier.run(connection, 'searches.find_user', { name: 'zoe nunez' });
  return zapier.counts.refreshes > before
    ? 'The session expired. The app needed it for its next search, signed in again by itself, and found Zoë Núñez.'
    : 'The session expired, and the app found Zoë Núñez.';
};

const switchOff: Action = ({ stage: { dash }, zap }) => {
  const { targetUrl } = zap('new_voicemail');
  for (const webhook of dash.company.webhooks.filter(({ uri }) => uri === targetUrl)) {
    webhook.enabled = false;
    webhook.disable_reason = 'too many failed attempts';
  }
  return Promise.resolve(
    'The phone system no longer sends voicemails to the Trello Zap. Leave one, and no card comes until the Zaps are reconnected.',
  );
};

const reconnect: Action = async ({ stage: { zapier }, connection }) => {
  const repaired = await zapier.run(connection, 'creates.reenable_webhooks');
  return `The app reconnected: ${(repaired as { trigger_names: string }).trigger_names}. Events come in again.`;
};

const twice: Action = async (visit, visitor) => {
  const { event } = await leaveVoicemail(visit, visitor);
  await visit.stage.zapier.settled();
  await visit.stage.dash.redeliver(event);
  return 'You left one voicemail, and the phone system sent its event twice. The app dropped the second one.';
};

const forged: Action = async ({ stage: { dash }, zap }, { name }) => {
  await forge(zap('new_voicemail'), {
    account_id: dash.company.account.id,
    event_category: 'notification',
    event_name: 'voicemail_new',
    voicemail_box: dash.company.mailboxes[0]?.id,
    voicemail_id: '202611-forged',
    caller_id_name: name,
    caller_id_number: NUMBER,
  });
  return 'Someone sent a forged voicemail to the Zap’s address. Without the Zap’s secret, the app refused it.';
};

const actions = {
  talk: call(true),
  miss: call(false),
  ...{ voicemail, text, expire, 'switch-off': switchOff, reconnect, twice, forge: forged },
} satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

export const isAction = (name: string): name is ActionName => Object.hasOwn(actions, name);

const things: Record<string, [one: string, many: string]> = {
  Trello: ['Trello card', 'Trello cards'],
  'Google Sheets': ['row in the sheet', 'rows in the sheet'],
  Slack: ['Slack message', 'Slack messages'],
  Airtable: ['Airtable record', 'Airtable records'],
  CRM: ['note in the CRM', 'notes in the CRM'],
  'Google Drive': ['file in Google Drive', 'files in Google Drive'],
  texts: ['text to you', 'texts to you'],
};

const countAll = ({ seen, stage }: Visit): Map<string, number> => {
  noteResults(seen);
  const texts = stage.virtualText.office.sent.filter(({ to }) => to === NUMBER).length;
  return countsByApp(seen).set('texts', texts);
};

/** What is new since then: `1 Slack message, 1 text to you`. */
export const whatIsNew = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string => {
  const news = Object.entries(things).flatMap(([app, [one, many]]) => {
    const count = (after.get(app) ?? 0) - (before.get(app) ?? 0);
    return count > 0 ? `${String(count)} ${count === 1 ? one : many}` : [];
  });
  return news.length > 0 ? `New: ${news.join(', ')}.` : 'Nothing new in the other apps.';
};

/** Everyone who calls is in the CRM while `work` runs. */
const withContact = async <T>({ zapier }: Stage, { name }: Visitor, work: () => Promise<T>): Promise<T> => {
  const search = 'CRM: Find Contact';
  const before = zapier.answers.get(search);
  zapier.answers.set(search, () => ({ ID: name, Name: name }));
  try {
    return await work();
  } finally {
    if (before) zapier.answers.set(search, before);
    else zapier.answers.delete(search);
  }
};

/** Does what a button says, and returns what happened and what is new in the other apps. */
export const act = (visit: Visit, name: ActionName, visitor: Visitor): Promise<string> =>
  withContact(visit.stage, visitor, async () => {
    const { virtualText, zapier } = visit.stage;
    const before = countAll(visit);
    const happened = await actions[name](visit, visitor);
    await virtualText.relayed();
    await zapier.settled();
    for (const trigger of ['new_call_record', 'new_recording']) await zapier.poll(visit.zap(trigger));
    return `${happened} ${whatIsNew(before, countAll(visit))}`;
  });
