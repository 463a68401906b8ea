import { toGregorian } from '../../src/dash/time.ts';
import { ROOT } from '../support/dash.ts';
import { md5, type Service } from './guard.ts';
import * as marks from './marks.ts';
import { ACCOUNT, connections, NEW_TOKEN, VIRTUALTEXT, VIRTUALTEXT_V1, WEBHOOK_SECRET } from './secrets.ts';

export type Asked = { method: string; url: URL; headers: Record<string, string>; body: string };
export type Answer = { status: number; body: string; type?: string; headers?: Record<string, string> };

/** How every server behaves during a run. An answer of null is a connection that breaks. */
export type World = { name: string; answer: (asked: Asked) => Answer | null };

/** Whose server a request goes to; null for any other. */
export const serviceAt = ({ origin }: URL): Service | null => {
  if (origin === ROOT) return 'dash';
  return origin === VIRTUALTEXT || origin === VIRTUALTEXT_V1 ? 'virtualtext' : null;
};

const json = (status: number, body: object): Answer => ({
  status,
  body: JSON.stringify(body),
  type: 'application/json',
});

const isLogin = ({ url }: Asked): boolean => /^\/v2\/(user|api)_auth$/.test(url.pathname);

/** Dash echoes the token in each of its answers, the failed ones included. */
const echoedToken = ({ headers }: Asked): string => headers['x-auth-token'] ?? 'undefined';

/** What proved to a server who asks. */
const proof = ({ headers }: Asked): string => headers['x-auth-token'] ?? headers.authorization ?? '';

/** All that a careless server could quote of a request. */
const quoted = ({ headers, body }: Asked): string => `${JSON.stringify(headers)} ${body}`;

/** Below the account: `users`, `vmboxes/{id}/messages`. */
const pathOf = ({ url }: Asked): string[] =>
  url.pathname.split('/').slice(url.pathname.startsWith(`/v2/accounts/${ACCOUNT}`) ? 4 : 2);

/** One row that has all that rows of Dash and VirtualText have, so that operations of any kind find what they read. */
const row = () => {
  const minuteAgo = toGregorian(new Date()) - 60;
  return {
    ...marks.event,
    id: marks.ID,
    name: marks.TEXT,
    first_name: marks.TEXT,
    last_name: 'Doe',
    fullName: marks.TEXT,
    email: marks.EMAIL,
    username: marks.EMAIL,
    presence_id: marks.EXTENSION,
    extension: marks.EXTENSION,
    mailbox: marks.EXTENSION,
    mac_address: marks.MAC,
    phoneNumber: marks.NUMBER,
    caller_id: { internal: { number: marks.EXTENSION, name: marks.TEXT } },
    call_forward: { enabled: false },
    do_not_disturb: { enabled: false },
    device_type: 'sip_device',
    enabled: true,
    agents: [marks.ID],
    queues: [marks.ID],
    numbers: [marks.NUMBER],
    blacklists: [marks.ID],
    timezone: 'America/Los_Angeles',
    timestamp: minuteAgo,
    start: minuteAgo,
    created: minuteAgo,
    duration: 61,
    length: 3140,
    media_id: marks.FILE_ID,
    transcribed: true,
    transcription: { result: 'success', text: 'Hello' },
    folder: 'new',
    messages: 100,
    uuid: marks.ID,
    direction: 'inbound',
    dialed_number: marks.NUMBER,
    calling_from: marks.NUMBER,
    iso_8601_combined: new Date().toISOString(),
    interaction_id: `${minuteAgo}-af5b9a0e`,
    media_recordings: [marks.FILE_ID],
    _read_only: { content_types: ['audio/mpeg'] },
    content_type: 'audio/mpeg',
    custom_data: { zapier_token: WEBHOOK_SECRET },
    status: 'ready',
    device_id: marks.ID,
    registered: true,
    agent_id: marks.ID,
    queue_id: marks.ID,
    entered_timestamp: minuteAgo,
    wait_time: 12,
    talk_time: 34,
    status_code: '404',
    uri: marks.TARGET_URL,
    debug_id: marks.FILE_ID,
  };
};

/** Where a section's document differs from the row. */
const documents: Record<string, () => object> = {
  webhooks: () => ({ name: 'Zapier: New Voicemail', enabled: false, hook: 'channel_destroy' }),
  blacklists: () => ({ numbers: { [marks.NUMBER]: {} } }),
};

/** Lists whose path does not look like one, and lists in another shape. */
const lists: Record<string, (entry: object) => unknown> = {
  'vmboxes/messages': (entry) => [{ [marks.ID]: entry }],
  'devices/status': (entry) => [entry],
  'cdrs/interaction': (entry) => [entry],
  'faxes/inbox': (entry) => [entry],
  'faxes/outbox': (entry) => [entry],
  'faxes/outgoing': (entry) => [entry],
  'pivot/debug': (entry) => [entry],
  'webhooks/attempts': (entry) => [entry],
  'queues/stats': (entry) => ({ current_timestamp: toGregorian(new Date()), stats: [entry] }),
  'agents/status': (entry) => ({ [marks.ID]: entry }),
  'agents/stats': (entry) => ({ [marks.ID]: entry }),
  phone_numbers: (entry) => ({ numbers: { [marks.NUMBER]: entry } }),
};

const dashData = (asked: Asked): unknown => {
  const path = pathOf(asked);
  const entry = { ...row(), ...documents[path[0] ?? '']?.() };
  if (asked.method !== 'GET') return entry;
  const list = lists[path.join('/')];
  if (list) return list(entry);
  // A resource and the id in it take turns.
  return path.length % 2 === 1 ? [entry] : entry;
};

const loginAnswer = (): Answer =>
  json(201, {
    auth_token: NEW_TOKEN,
    status: 'success',
    data: { account_id: ACCOUNT, owner_id: marks.ID, account_name: 'Brightwater Dental' },
  });

const dashAnswer = (asked: Asked, data: unknown): Answer =>
  json(asked.method === 'PUT' ? 201 : 200, { auth_token: echoedToken(asked), status: 'success', data });

const virtualTextAnswer = ({ method, url }: Asked): Answer => {
  const isContactList = method === 'GET' && url.pathname.endsWith('/contacts');
  return json(200, isContactList ? { contacts: [row()] } : { ...row(), status: 'true' });
};

const isFileWanted = ({ method, url, headers }: Asked): boolean =>
  method === 'GET' &&
  (serviceAt(url) === null ||
    /^(audio|image|application\/pdf)/.test(headers.accept ?? '') ||
    url.pathname.endsWith('/raw'));

const fileAnswer = ({ headers }: Asked): Answer => {
  const [type = ''] = (headers.accept ?? '').split(',');
  return { status: 200, body: 'the bytes of a file', type: type.includes('*') ? 'application/pdf' : type };
};

const fine = (asked: Asked): Answer => {
  if (isLogin(asked)) return loginAnswer();
  if (isFileWanted(asked)) return fileAnswer(asked);
  return serviceAt(asked.url) === 'virtualtext' ? virtualTextAnswer(asked) : dashAnswer(asked, dashData(asked));
};

const empty = (asked: Asked): Answer => {
  const answer = fine(asked);
  const isList = !isLogin(asked) && !isFileWanted(asked) && asked.method === 'GET' && pathOf(asked).length % 2 === 1;
  return isList ? dashAnswer(asked, []) : answer;
};

/** A refusal in the envelope of Dash, and for VirtualText in its own. */
const refusal = (status: number, message: string, data: (asked: Asked) => unknown = () => ({})) => ({
  answer: (asked: Asked): Answer =>
    json(status, {
      auth_token: echoedToken(asked),
      status: 'error',
      error: String(status),
      message,
      data: data(asked),
      errors: [`${message} ${proof(asked)}`],
    }),
});

/** The fields of what was sent; none where that was no JSON. */
const sentFields = ({ body }: Asked): string[] => {
  try {
    const sent = JSON.parse(body) as { data?: object };
    return Object.keys(sent.data ?? sent);
  } catch {
    return [];
  }
};

/** Complaints quote what was sent: Dash beside its message, and a careless server would quote the token in it. */
const complaints = (asked: Asked): object => {
  const value = quoted(asked);
  const rule = { message: `Value is not accepted ${proof(asked)}`, value, target: value, cause: proof(asked) };
  return Object.fromEntries(['uri', ...sentFields(asked)].map((field) => [field, { invalid: rule }]));
};

const refusals: World[] = [
  { name: 'complains of every field (400)', ...refusal(400, 'validation error', complaints) },
  { name: 'does not know the session (401)', ...refusal(401, 'invalid_credentials', quoted) },
  {
    name: 'does not allow it (403)',
    ...refusal(403, 'forbidden', (asked) => ({ message: 'forbidden', cause: quoted(asked) })),
  },
  { name: 'does not know it (404)', ...refusal(404, 'bad identifier', (asked) => [quoted(asked)]) },
  { name: 'has no such section (empty 404)', answer: () => ({ status: 404, body: '' }) },
  { name: 'has a conflict (409)', ...refusal(409, 'datastore_conflict', quoted) },
  { name: 'is asked too often (429)', ...refusal(429, 'too_many_requests', quoted) },
  { name: 'fails and quotes the request (500)', ...refusal(500, 'unspecified_fault', quoted) },
  {
    name: 'shows a page that quotes the request',
    answer: (asked) => ({ status: 200, body: `<html><pre>${quoted(asked)}</pre></html>`, type: 'text/html' }),
  },
  {
    name: 'sends the request on to another host',
    answer: ({ url }) =>
      url.hostname === 'elsewhere.test'
        ? { status: 200, body: '{}', type: 'application/json' }
        : { status: 302, body: '', headers: { location: `https://elsewhere.test${url.pathname}` } },
  },
  { name: 'breaks the connection', answer: () => null },
];

export const everythingIsFine: World = { name: 'answers everything', answer: fine };

/** What every operation meets. Each name completes "when Dash …". */
export const worlds: World[] = [everythingIsFine, { name: 'has nothing in its lists', answer: empty }, ...refusals];

const { username, password } = connections['a user'];

/** What only a login meets: one that works, with all that follows going wrong, and a user name with capitals. */
export const loginWorlds: World[] = [
  ...refusals.map(({ name, answer }) => ({
    name: `accepts the login and then ${name}`,
    answer: (asked: Asked) => (isLogin(asked) ? loginAnswer() : answer(asked)),
  })),
  {
    name: 'knows the user name only as typed',
    answer: (asked) =>
      isLogin(asked) && !asked.body.includes(md5(`${username}:${password}`))
        ? refusal(401, 'invalid_credentials', quoted).answer(asked)
        : fine(asked),
  },
];
