import { toGregorian } from '../../src/dash/time.ts';
import { ROOT } from '../support/dash.ts';
import { md5, type Service } from './guard.ts';
import * as marks from './marks.ts';
import {
  ACCOUNT,
  ACDC_ACCOUNT,
  connections,
  NEW_TOKEN,
  VIRTUALTEXT,
  VIRTUALTEXT_V1,
  WEBHOOK_SECRET,
} from './secrets.ts';

export type Asked = { method: string; url: URL; headers: Record<string, string>; body: string };
export type Answer = { status: number; body: string; type?: string; headers?: Record<string, string> };

/** How a step ends: with what it returns, or with an error of one of these names. */
export type Ending = 'output' | 'HaltedError' | 'AppError' | 'ThrottledError' | 'RefreshAuthError';

/**
 * How every server behaves during a run. An answer of null is a connection that breaks; `earlier` is what the run asked
 * before.
 */
export type World = { name: string; answer: (asked: Asked, earlier: readonly Asked[]) => Answer | null };

/** A world in which something goes wrong, and how it ends a step that cannot do without the answer. */
export type Refusal = World & { code: Code; endsIn: Record<Service, Ending> };

/** A refusal by its status, and three that have none. */
export const CODES = [
  '400',
  '401',
  '402',
  '403',
  '404',
  '404 not_found',
  '409',
  '429',
  '500',
  'page',
  'redirect',
  'silence',
] as const;
export type Code = (typeof CODES)[number];

/** Whose server a request goes to; null for any other. */
export const serviceAt = ({ origin }: URL): Service | null => {
  if (origin === ROOT) return 'dash';
  return origin === VIRTUALTEXT || origin === VIRTUALTEXT_V1 ? 'virtualtext' : null;
};

/** Where no request may go. */
const ELSEWHERE = 'elsewhere.example';

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

/**
 * All that a careless server could quote of a request, but for the secret of a webhook: of a text core's log keeps only
 * what it knows for a secret by its value.
 */
const quoted = ({ headers, body }: Asked): string =>
  `${JSON.stringify(headers)} ${body}`.replaceAll(/"zapier_token":"[^"]*"/g, '""');

const isInAccount = ({ pathname }: URL): boolean => /^\/v2\/accounts\/\w{32}/.test(pathname);

/** Below the account: `users`, `vmboxes/{id}/messages`. */
const pathOf = ({ url }: Asked): string[] => url.pathname.split('/').slice(isInAccount(url) ? 4 : 2);

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
    endpoints: [{ outbound_call_id: marks.ID }],
    availability_state: 'Away',
    available: false,
    active_recipient_count: 1,
    stats: { active_session_count: 1, abandoned_sessions: 0 },
  };
};

/** Where a section's document differs from the row. */
const documents: Record<string, () => object> = {
  webhooks: () => ({ name: 'Zapier: New Voicemail', enabled: false, hook: 'channel_destroy' }),
  blacklists: () => ({ numbers: { [marks.NUMBER]: {} } }),
};

/** The call of an agent of Qubicle. */
const handlingCall = { session_id: marks.SESSION_ID, queue_id: marks.ID, caller_id_number: marks.NUMBER };

/** Lists whose path does not look like one, and lists in another shape. */
const lists: Record<string, (entry: object) => unknown> = {
  'vmboxes/messages': (entry) => [{ [marks.ID]: entry }],
  devices: (entry) => [entry, { ...entry, id: marks.OTHER_ID }],
  'devices/status': (entry) => [entry],
  'cdrs/interaction': (entry) => [entry],
  'faxes/inbox': (entry) => [entry],
  'faxes/outbox': (entry) => [
    { ...entry, status: 'completed' },
    { ...entry, id: marks.OTHER_ID, status: 'failed' },
  ],
  'faxes/outgoing': (entry) => [entry],
  'pivot/debug': (entry) => [entry],
  'webhooks/attempts': (entry) => [entry],
  'queues/stats': (entry) => ({ current_timestamp: toGregorian(new Date()), stats: [entry] }),
  'agents/status': (entry) => ({ [marks.ID]: entry }),
  'agents/stats': (entry) => ({ [marks.ID]: entry }),
  parked_calls: (entry) => ({ slots: { 1: entry } }),
  phone_numbers: (entry) => ({ numbers: { [marks.NUMBER]: entry } }),
  qubicle_recipients: (entry) => [entry, { ...entry, id: marks.OTHER_ID }],
  'qubicle_recipients/status': (entry) => ({
    [marks.ID]: entry,
    [marks.OTHER_ID]: { ...entry, availability_state: 'On-A-Call', handling_call: handlingCall },
  }),
  'qubicle_queues/status': (entry) => ({ [marks.ID]: entry }),
};

/** What is no list although its path looks like one. */
const states: Record<string, (entry: object) => unknown> = {
  'agents/{id}/status': () => 'ready',
  'qubicle_queues/{id}/status': (entry) => entry,
  'qubicle_recipients/{id}/status': (entry) => entry,
};

/** The same for every account. */
const publicLists: Record<string, (entry: object) => unknown> = {
  webhooks: (entry) => [
    entry,
    ...['qubicle_queue_join', 'qubicle_queue_leave', 'qubicle_recipient_status_change'].map((id) => ({ id, name: id })),
  ],
};

type Shape = 'list' | 'document';

/** The shape of what Dash sends for a request, and how the row that it has of everything is put into it. */
const shapeOf = (asked: Asked): [Shape, (entry: object) => unknown] => {
  const path = pathOf(asked);
  const key = path.join('/').replaceAll(marks.ID, '{id}');
  const list = (isInAccount(asked.url) ? lists : publicLists)[key];
  const state = states[key];
  const isQuestion = asked.method === 'GET' || key === 'qubicle_recipients/status';
  if (!isQuestion) return ['document', (entry) => entry];
  if (list) return ['list', list];
  if (state) return ['document', state];
  // A resource and the id in it take turns.
  return path.length % 2 === 1 ? ['list', (entry) => [entry]] : ['document', (entry) => entry];
};

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A document with a change merged into it as Dash merges: null removes a key. */
const merged = (document: Fields, change: Fields): Fields => {
  const parts = Object.entries(change).map(([key, part]): [string, unknown] => {
    const before = document[key];
    return [key, isFields(part) ? merged(isFields(before) ? before : {}, part) : part];
  });
  return Object.fromEntries(
    Object.entries({ ...document, ...Object.fromEntries(parts) }).filter(([, part]) => part !== null),
  );
};

const changeIn = ({ body }: Asked): Fields => (JSON.parse(body) as { data?: Fields }).data ?? {};

/** The changes that a run has made to the document that it asks for now, and makes now. */
const changesTo = (asked: Asked, earlier: readonly Asked[]): Fields[] =>
  [...earlier, asked].filter(({ method, url }) => method === 'PATCH' && url.href === asked.url.href).map(changeIn);

const dashData = (asked: Asked, earlier: readonly Asked[]): unknown => {
  const path = pathOf(asked);
  const document: Fields = { ...row(), ...documents[path[0] ?? '']?.() };
  const entry = changesTo(asked, earlier).reduce(merged, document);
  return shapeOf(asked)[1](entry);
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

/** A file is there: Dash has it in its own type alone. */
const isFileLookedFor = ({ method, url }: Asked): boolean => method === 'GET' && url.pathname.endsWith('/attachment');

const isOfQubicle = ({ url }: Asked): boolean => /\/qubicle_\w+/.test(url.pathname);

const fine = (asked: Asked, earlier: readonly Asked[]): Answer => {
  if (isLogin(asked)) return loginAnswer();
  if (isOfQubicle(asked) && asked.url.pathname.includes(ACDC_ACCOUNT))
    return refusal(404, 'not_found', quoted).answer(asked);
  if (isFileWanted(asked)) return fileAnswer(asked);
  if (isFileLookedFor(asked)) return json(406, {});
  if (serviceAt(asked.url) === 'virtualtext') return virtualTextAnswer(asked);
  return dashAnswer(asked, dashData(asked, earlier));
};

/** A list without its rows, in whatever shape. */
const emptied = (list: unknown): unknown => {
  if (!isFields(list)) return [];
  const parts = Object.entries(list).filter(([key]) => key !== marks.ID && key !== marks.OTHER_ID);
  return Object.fromEntries(parts.map(([key, part]) => [key, isFields(part) ? {} : [part].flat().slice(1)]));
};

const empty = (asked: Asked, earlier: readonly Asked[]): Answer => {
  const isList = !isLogin(asked) && !isFileWanted(asked) && shapeOf(asked)[0] === 'list';
  const answer = fine(asked, earlier);
  if (!isList || answer.status !== 200) return answer;
  if (serviceAt(asked.url) === 'virtualtext') return json(200, { contacts: [] });
  return dashAnswer(asked, emptied(dashData(asked, earlier)));
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

/** What a refusal of either service ends in, unless the two differ. */
const inBoth = (ending: Ending, changes: Partial<Refusal['endsIn']> = {}): Pick<Refusal, 'endsIn'> => ({
  endsIn: { dash: ending, virtualtext: ending, ...changes },
});

const halted = inBoth('HaltedError');
const failed = inBoth('AppError');

const STALE: Refusal = {
  code: '401',
  name: 'does not know the session (401)',
  ...refusal(401, 'invalid_credentials', quoted),
  // A new session of Dash does not change the credential for VirtualText.
  ...inBoth('RefreshAuthError', { virtualtext: 'AppError' }),
};
const NO_SECTION: Refusal = {
  code: '404 not_found',
  name: 'has no such section (404)',
  ...refusal(404, 'not_found', quoted),
  ...halted,
};
const UNKNOWN: Refusal = {
  code: '404',
  name: 'does not know it (404)',
  ...refusal(404, 'bad identifier', (asked) => [quoted(asked)]),
  ...halted,
};
const BUSY: Refusal = {
  code: '429',
  name: 'is asked too often (429)',
  ...refusal(429, 'too_many_requests', quoted),
  ...inBoth('ThrottledError'),
};
export const FAULT: Refusal = {
  code: '500',
  name: 'fails and quotes the request (500)',
  ...refusal(500, 'unspecified_fault', quoted),
  ...failed,
};

export const refusals: Refusal[] = [
  { code: '400', name: 'complains of every field (400)', ...refusal(400, 'validation error', complaints), ...halted },
  STALE,
  { code: '402', name: 'would charge for it (402)', ...refusal(402, 'accept charges', quoted), ...halted },
  {
    code: '403',
    name: 'does not allow it (403)',
    ...refusal(403, 'forbidden', (asked) => ({ message: 'forbidden', cause: quoted(asked) })),
    ...halted,
  },
  UNKNOWN,
  NO_SECTION,
  {
    code: '409',
    name: 'has a conflict (409)',
    ...refusal(409, 'datastore_conflict', quoted),
    // VirtualText has no conflicts: any such answer is about the input.
    ...inBoth('AppError', { virtualtext: 'HaltedError' }),
  },
  BUSY,
  FAULT,
  {
    code: 'page',
    name: 'shows a page that quotes the request',
    answer: (asked) => ({ status: 200, body: `<html><pre>${quoted(asked)}</pre></html>`, type: 'text/html' }),
    ...failed,
  },
  {
    code: 'redirect',
    name: 'sends the request on to another host',
    answer: ({ url }) => ({ status: 302, body: '', headers: { location: `https://${ELSEWHERE}${url.pathname}` } }),
    ...failed,
  },
  { code: 'silence', name: 'breaks the connection', answer: () => null, ...failed },
];

export const everythingIsFine: World = { name: 'answers everything', answer: fine };
export const nothingIsListed: World = { name: 'has nothing in its lists', answer: empty };

/** What every operation meets. Each name completes "when Dash …". */
export const worlds: World[] = [everythingIsFine, nothingIsListed, ...refusals];

/** A request without its query and its account, as `PATCH users/{id}`. */
export const requestOf = (asked: Asked): string =>
  [asked.method, serviceAt(asked.url) === 'dash' ? pathOf(asked).join('/') : asked.url.host + asked.url.pathname].join(
    ' ',
  );

/** Whether a request changes something. Dash places calls for a GET, too. */
const isWrite = (request: string): boolean => /^(?!GET )|\/quickcall\//.test(request);

/** What is read costs nothing, and conflicts with nobody. */
const refusalsOfReads = refusals.filter(({ code }) => code !== '402' && code !== '409');

/** The worlds in which every request of a run is refused. */
export const refusalsOfAll = ([first = '', ...others]: readonly string[]): Refusal[] =>
  others.length === 0 && isWrite(first) ? refusals : refusalsOfReads;

/**
 * The worlds in which all is fine but one request, which is one of several in its run. What an action writes is refused
 * in every way: only there do operations have sentences of their own. Whether Zapier should wait is asked of what a step
 * can do without: only there may an error be swallowed.
 */
export const refusalsOfOne = (method: string, request: string, canDoWithout: boolean): Refusal[] => {
  const waiting = canDoWithout ? [BUSY] : [];
  const all = method.startsWith('creates.') && isWrite(request) ? refusals : [STALE, FAULT, ...waiting];
  return all.map((world) => ({
    ...world,
    name: `${world.name}, asked for ${request}`,
    answer: (asked, earlier) => (requestOf(asked) === request ? world.answer(asked, earlier) : fine(asked, earlier)),
  }));
};

const { username, password } = connections['a user'];

/** What only a login meets: one that works, with all that follows going wrong, and a user name with capitals. */
export const loginWorlds: World[] = [
  ...refusals.map(({ name, answer }): World => ({
    name: `accepts the login and then ${name}`,
    answer: (asked, earlier) => (isLogin(asked) ? loginAnswer() : answer(asked, earlier)),
  })),
  {
    name: 'knows the user name only as typed',
    answer: (asked, earlier) =>
      isLogin(asked) && !asked.body.includes(md5(`${username}:${password}`))
        ? refusal(401, 'invalid_credentials', quoted).answer(asked)
        : fine(asked, earlier),
  },
];
