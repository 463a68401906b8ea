import { cases } from '../sandbox/dash/cases/cases.ts';
import { credentials } from '../sandbox/dash/company/office.ts';
import { textCredentials as texting, textingNumber } from '../sandbox/virtualText/server.ts';
import { trelloCardForEachVoicemail } from '../sandbox/zaps/trelloCardForEachVoicemail.ts';
import type { CallScript, DashSandbox } from '../sandbox/dash/server.ts';
import type { VirtualTextSandbox } from '../sandbox/virtualText/server.ts';
import type { Connection, LiveZap, ZapDefinition, ZapierSandbox } from '../sandbox/zapier/platform.ts';

/** Where the operations run. What one of them leaves is what the next finds. */
export type Office = {
  dash: DashSandbox;
  virtualText: VirtualTextSandbox;
  zapier: ZapierSandbox;
  connection: Connection;
  zap?: LiveZap;
};

/** `prepare` comes before and is not counted. */
export type Operation = {
  name: string;
  prepare?: (office: Office) => unknown;
  run: (office: Office) => Promise<unknown>;
};

const connect = async (office: Office) => {
  office.connection = await office.zapier.connect({ api_key: credentials.apiKey });
};

const connectWithVirtualText = async (office: Office) => {
  const virtualtext = { virtualtext_url: office.virtualText.url, virtualtext_credential: texting.credential };
  office.connection = await office.zapier.connect({ api_key: credentials.apiKey, ...virtualtext });
};

const search =
  (key: string, input: Record<string, unknown> = {}) =>
  ({ zapier, connection }: Office) =>
    zapier.run(connection, `searches.${key}`, input);

const list =
  (key: string) =>
  ({ zapier, connection }: Office) =>
    zapier.run(connection, `triggers.${key}`);

const send = ({ zapier, connection }: Office) =>
  zapier.run(connection, 'creates.send_message', {
    to_number: '+14154886134',
    from_number: textingNumber,
    body: 'See you on Friday!',
  });

const receiveText = async ({ virtualText, zapier }: Office) => {
  await virtualText.receive({ from: '+14154886134', body: 'See you!' });
  await zapier.settled();
};

const turnOn = (definition: ZapDefinition) => async (office: Office) => {
  office.zap = await office.zapier.turnOn(office.connection, definition);
};

const turnOff = async ({ zapier, zap }: Office) => {
  if (zap) await zapier.turnOff(zap);
};

/** What the cache knows belongs to a connection: a new one knows nothing. */
const turnOnAnew = (definition: ZapDefinition) => async (office: Office) => {
  await turnOff(office);
  await connect(office);
  await turnOn(definition)(office);
};

const listening = (key: string): ZapDefinition => ({ name: key, trigger: { key, input: {} }, steps: [] });

const scriptOf = (part: string): CallScript => {
  const found = cases.find(({ name }) => name.includes(part));
  if (!found) throw new Error(`No case is named ${part}`);
  return found.script();
};

const answeredCall = scriptOf('the desk phone answers');
const missedCall = scriptOf('the caller gives up');

const play = (script: CallScript) => async (office: Office) => {
  await office.dash.playCall(script);
  await office.zapier.settled();
};

const voicemail = async ({ dash, zapier }: Office) => {
  await dash.leaveVoicemail({ mailbox: '1002', callerNumber: '+14154886134', seconds: 1 });
  await zapier.settled();
};

const hookTriggers: Record<string, CallScript> = {
  call_started: answeredCall,
  call_answered: answeredCall,
  call_ended: answeredCall,
  missed_call: missedCall,
  emergency_call: { ...scriptOf('a customer is called and answers'), dialed: '911' },
};

const ofHook = ([key, script]: [string, CallScript]): Operation[] => [
  { name: `${key}, cold cache`, prepare: turnOnAnew(listening(key)), run: play(script) },
  { name: `${key}, warm cache`, run: play(script) },
];

const poll = ({ zapier, zap }: Office) => (zap ? zapier.poll(zap) : Promise.resolve());

const recordTenCalls = ({ dash }: Office) => {
  for (let nth = 0; nth < 10; nth++) dash.recordCall(answeredCall);
};

/** A call whose time to call back is over for less than an hour. */
const recordOldMissedCall = ({ dash }: Office) =>
  dash.recordCall({ ...missedCall, caller: { number: '+14155550191' }, at: new Date(Date.now() - 100 * 60_000) });

/** In this order. */
export const operations: readonly Operation[] = [
  { name: 'connect with an API key, test included', run: connect },

  { name: 'list_users', run: list('list_users') },
  { name: 'list_mailboxes', run: list('list_mailboxes') },
  { name: 'list_phone_numbers', run: list('list_phone_numbers') },
  {
    name: 'api_request',
    run: ({ zapier, connection }) => zapier.run(connection, 'creates.api_request', { path: 'users' }),
  },
  { name: 'find_user by name', run: search('find_user', { name: 'Zoë' }) },
  {
    name: 'find_user by name, with availability',
    run: search('find_user', { name: 'Zoë', include_availability: true }),
  },
  { name: 'find_user by extension', run: search('find_user', { extension: '1002' }) },

  { name: 'new_voicemail, turned on', run: turnOn(trelloCardForEachVoicemail) },
  { name: 'new_voicemail with its audio, cold cache', run: voicemail },
  { name: 'new_voicemail with its audio, warm cache', run: voicemail },
  {
    name: 'new_voicemail, in the editor',
    run: ({ zapier, connection }) => zapier.list(connection, 'triggers.new_voicemail'),
  },
  {
    name: 'new_voicemail, subscribed again',
    run: ({ zapier, zap }) => (zap ? zapier.resubscribe(zap) : Promise.resolve()),
  },
  { name: 'new_voicemail, turned off', run: turnOff },

  { name: 'new_call_record, nothing new', prepare: turnOnAnew(listening('new_call_record')), run: poll },
  { name: 'new_call_record, 10 new calls, cold cache', prepare: recordTenCalls, run: poll },
  { name: 'new_call_record, 10 new calls, warm cache', prepare: recordTenCalls, run: poll },
  ...Object.entries(hookTriggers).flatMap(ofHook),

  { name: 'call_not_returned, nothing new', prepare: turnOnAnew(listening('call_not_returned')), run: poll },
  { name: 'call_not_returned, a new one, cold cache', prepare: recordOldMissedCall, run: poll },

  { name: 'get_call_report', run: search('get_call_report') },
  { name: 'get_call_report by user', run: search('get_call_report', { group_by: 'user' }) },
  { name: 'find_call, warm cache', run: search('find_call', { outcome: 'answered' }) },
  { name: 'find_unreturned_call, warm cache', run: search('find_unreturned_call') },
  { name: 'list_recent_calls', run: list('list_recent_calls') },

  { name: 'connect with VirtualText, test included', prepare: turnOff, run: connectWithVirtualText },
  { name: 'send_message', run: send },
  { name: 'find_contact', run: search('find_contact', { name: 'Ann Lee' }) },
  { name: 'list_contacts', run: list('list_contacts') },
  { name: 'new_message, turned on', run: turnOn(listening('new_message')) },
  { name: 'new_message', run: receiveText },
  { name: 'new_message, turned off', run: turnOff },
];
