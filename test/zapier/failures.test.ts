import fc from 'fast-check';
import type { Answer } from '../../src/dash/answer.ts';
import { DashError, type ErrorTexts } from '../../src/dash/dashError.ts';
import { VirtualTextError, type VirtualTextAsk } from '../../src/virtualText/virtualTextError.ts';
import { failureOf } from '../../src/zapier/failures.ts';
import { refusal } from '../support/dash.ts';

const answer = (status: number, envelope: Answer['envelope'] = refusal(status, 'no')): Answer => ({
  status,
  empty: false,
  envelope,
});
const withoutJson = (status: number): Answer => ({ status, empty: false });
const empty = (status: number): Answer => ({ status, empty: true });

/** What Dash's answer to a request means. */
const failureFor = (given: Answer, ask: ErrorTexts) => failureOf(new DashError(given, ask));

const blockIt = { purpose: 'block the number' };

describe('every status has a sentence: what could not be done, why, and what to do', () => {
  const LATER = 'Try again in a few minutes.';
  const CHECK = 'Check the fields of this step.';
  const UNKNOWN = 'VirtualPBX does not know it, or not any more. Choose it again in the fields of this step.';
  const NOT_OFFERED = 'your phone system does not offer that. Ask VirtualPBX support whether it can.';
  const statuses: [Answer, string, string][] = [
    [withoutJson(0), 'fail', `VirtualPBX did not answer. ${LATER}`],
    [withoutJson(200), 'fail', `VirtualPBX answered with something other than data. ${LATER}`],
    [answer(200), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
    [empty(204), 'fail', `VirtualPBX answered with something other than data. ${LATER}`],
    [
      empty(302),
      'fail',
      'VirtualPBX pointed to another address, and this app follows it nowhere. Ask VirtualPBX support whether the address of its API has changed.',
    ],
    [answer(400), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(401), 'stale', 'the session has ended. Reconnect the account if this goes on.'],
    [
      answer(402),
      'halt',
      'VirtualPBX would charge for it, and the account has not agreed to that. Do it once in Dash, where the charge can be accepted.',
    ],
    [
      answer(403),
      'halt',
      "this connection is not allowed to do that. Connect with the account's API key, or ask the administrator of your phone system for the permission.",
    ],
    [answer(404), 'halt', UNKNOWN],
    [answer(405), 'halt', NOT_OFFERED],
    [empty(406), 'halt', NOT_OFFERED],
    [empty(408), 'fail', `VirtualPBX was not ready for it in time. ${LATER}`],
    [answer(409), 'fail', 'somebody else changed it at the same moment. Try again.'],
    [answer(410), 'halt', UNKNOWN],
    [answer(413), 'halt', 'it is larger than VirtualPBX and Zapier take. Use a smaller file.'],
    [empty(413), 'halt', 'VirtualPBX sent more than this app can read at once. Choose less, such as a shorter time.'],
    [empty(415), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(416), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(423), 'halt', 'the VirtualPBX account is locked. Sign in to Dash or ask VirtualPBX support to open it.'],
    [empty(425), 'fail', `VirtualPBX was not ready for it in time. ${LATER}`],
    [answer(429), 'throttle', 'VirtualPBX got more requests than it takes at once. Zapier tries again in a moment.'],
    [answer(500), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
    [withoutJson(502), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
    [answer(503), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
  ];

  test.each(statuses)('%j', (given, kind, reason) => {
    expect(failureFor(given, blockIt)).toEqual({
      kind,
      status: given.status,
      sentence: `Could not block the number: ${reason}`,
    });
  });
});

describe('complaints about fields', () => {
  const sentenceFor = (data: unknown, more: object = {}): string =>
    String(failureFor(answer(400, refusal(400, 'validation error', data)), { ...blockIt, ...more })?.sentence);
  const complaint = (what: string) => `Could not block the number. ${what}. Check the fields of this step.`;
  const required = { required: { message: 'Field is required but missing' } };

  test('name the field by its label', () => {
    expect(sentenceFor({ number: required }, { labels: { number: 'Phone Number' } })).toBe(
      complaint('Phone Number: Field is required but missing'),
    );
  });

  test.each([
    ['uri', 'Uri'],
    ['http_verb', 'Http verb'],
    ['caller_id.internal.number', 'Caller id internal number'],
    ['call-forward', 'Call forward'],
    ['{{bundle.inputData}}', 'One of the fields'],
    ['<b>name</b>', 'One of the fields'],
    ['my secret field', 'One of the fields'],
    ['', 'One of the fields'],
    ['_.-', 'One of the fields'],
    ['x'.repeat(81), 'One of the fields'],
    ['constructor', 'Constructor'],
  ])('without a label call %j readably', (field, name) => {
    expect(sentenceFor({ [field]: required })).toBe(complaint(`${name}: Field is required but missing`));
  });

  test('may come as plain text in place of the details', () => {
    expect(sentenceFor({ from: { forbidden: 'number does not belong to account' } })).toBe(
      complaint('From: number does not belong to account'),
    );
  });

  test('are all told, with their own full stops taken off', () => {
    const data = {
      uri: required,
      retries: {
        maximum: { message: 'Value must be at most 4.', target: 4, value: 9 },
        type: { message: 'Value did not match type(s): integer' },
      },
    };
    expect(sentenceFor(data)).toBe(
      complaint(
        'Uri: Field is required but missing; Retries: Value must be at most 4; Retries: Value did not match type(s): integer',
      ),
    );
  });

  test('are cut to one line of bounded length', () => {
    const message = `too\nlong\t\u0000 ${'x'.repeat(300)}`;
    expect(sentenceFor({ name: { maxLength: { message } } })).toBe(complaint(`Name: too long ${'x'.repeat(191)}…`));
  });

  test('are not cut through the middle of a character', () => {
    const message = '😀'.repeat(201);
    expect(sentenceFor({ name: { maxLength: { message } } })).toBe(complaint(`Name: ${'😀'.repeat(200)}…`));
  });

  test.each([
    ['a message for all', { message: 'invalid data' }],
    ['a list', [{ number: required }]],
    ['details without a message', { number: { required: { target: 4 } } }],
    ['details that are null', { number: { required: null } }],
    ['nothing', {}],
  ])('are none in %s', (_what, data) => {
    expect(sentenceFor(data)).toBe(
      'Could not block the number: VirtualPBX did not accept the input. Check the fields of this step.',
    );
  });

  test('are read from a 400 only', () => {
    expect(failureFor(answer(500, refusal(500, 'fault', { number: required })), blockIt)?.sentence).toBe(
      'Could not block the number: VirtualPBX has a problem of its own. Try again in a few minutes.',
    );
  });

  test('never make telling fail, and never grow beyond what a person reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 5000 }), (field, message) => {
        const sentence = sentenceFor({ [field]: { rule: { message } } });
        expect(sentence).toMatch(/^Could not block the number\. [^\p{Cc}]+ Check the fields of this step\.$/u);
        expect(sentence.length).toBeLessThan(field.length + 500);
      }),
    );
  });
});

describe('a section of the API', () => {
  const ask = { ...blockIt, section: 'Call Center' };

  test('that Dash does not have for the account is called by its name', () => {
    expect(failureFor(empty(404), ask)).toEqual({
      kind: 'halt',
      status: 404,
      sentence: 'Call Center is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.',
    });
  });

  test('that answers 404 with data is switched on', () => {
    expect(failureFor(answer(404), ask)?.sentence).toBe(
      'Could not block the number: VirtualPBX does not know it, or not any more. Choose it again in the fields of this step.',
    );
  });
});

describe('an operation that knows better what a status means', () => {
  const ask = {
    purpose: 'place the call',
    section: 'Calls',
    sentences: { 500: 'No phone is online.', 404: 'Gone.' },
  };

  test.each([
    [500, 'No phone is online.'],
    [404, 'Gone.'],
    [410, 'Gone.'],
  ])('says so for %i, and that halts', (status, sentence) => {
    expect(failureFor(answer(status), ask)).toEqual({ kind: 'halt', status, sentence });
  });

  test('leaves the other statuses as they are', () => {
    expect(failureFor(answer(502), ask)).toMatchObject({
      kind: 'fail',
      sentence: 'Could not place the call: VirtualPBX has a problem of its own. Try again in a few minutes.',
    });
  });
});

describe('an operation that must not be done twice', () => {
  const UNCLEAR = 'VirtualPBX did not say whether it placed the call.';
  const ask = { purpose: 'place the call', unclear: UNCLEAR, sentences: { 500: 'No phone is online.' } };

  test.each([
    withoutJson(0),
    empty(408),
    empty(413),
    answer(425),
    answer(502),
    empty(520),
    withoutJson(599),
    withoutJson(200),
    empty(204),
    answer(201, { status: 'success' }),
    answer(200),
  ])('halts when nobody knows whether it was done: %j', (given) => {
    expect(failureFor(given, ask)).toEqual({ kind: 'halt', status: given.status, sentence: UNCLEAR });
  });

  test('may know better what a status means', () => {
    expect(failureFor(answer(500), ask)?.sentence).toBe('No phone is online.');
  });

  test.each([
    [302, 'fail'],
    [400, 'halt'],
    [401, 'stale'],
    [404, 'halt'],
    [405, 'halt'],
    [406, 'halt'],
    [409, 'fail'],
    [410, 'halt'],
    [429, 'throttle'],
  ])('is told of a refusal with %i as anything else is', (status, kind) => {
    const told = failureFor(answer(status), ask);
    expect(told).toEqual(failureFor(answer(status), { purpose: ask.purpose }));
    expect(told?.kind).toBe(kind);
  });
});

test('a body can say what its status means; of another the status is left to speak', () => {
  const means = ({ envelope }: Answer) => (envelope?.message === 'datastore timeout' ? 'It is over.' : undefined);
  const ask = { ...blockIt, means, sentences: { 503: 'It is out of order.' } };
  expect(failureFor(answer(503, refusal(503, 'datastore timeout')), ask)).toEqual({
    kind: 'halt',
    status: 503,
    sentence: 'It is over.',
  });
  expect(failureFor(answer(503), ask)).toMatchObject({ sentence: 'It is out of order.' });
});

describe('VirtualText', () => {
  const sendIt = { purpose: 'send the text message' };
  const CHECK = 'Check the fields of this step.';
  const LATER = 'Try again in a few minutes.';
  const UNKNOWN =
    'VirtualText does not know it, or not any more. Check the fields of this step, and VirtualText Address in the connection.';
  const NOT_OFFERED =
    'your VirtualText does not offer that. Check VirtualText Address in the connection, or ask VirtualPBX support whether it can.';
  const failure = (status: number, isJson: boolean, reason: string | null = null, ask: VirtualTextAsk = sendIt) =>
    failureOf(new VirtualTextError({ status, isJson, reason }, ask));

  test.each<[number, boolean, string, string]>([
    [0, false, 'fail', `VirtualText did not answer. ${LATER}`],
    [200, true, 'halt', `VirtualText did not accept the input. ${CHECK}`],
    [
      200,
      false,
      'fail',
      'VirtualText answered with something other than data. If this goes on, check VirtualText Address in the connection.',
    ],
    [
      302,
      false,
      'fail',
      'VirtualText pointed to another address, and this app follows it nowhere. Check VirtualText Address in the connection.',
    ],
    [400, true, 'halt', `VirtualText did not accept the input. ${CHECK}`],
    [
      401,
      true,
      'fail',
      'VirtualText does not accept the VirtualText Credential of this connection. Copy it again from VirtualText and reconnect the account.',
    ],
    [404, true, 'halt', UNKNOWN],
    [405, true, 'halt', NOT_OFFERED],
    [406, false, 'halt', NOT_OFFERED],
    [408, false, 'fail', `VirtualText was not ready for it in time. ${LATER}`],
    [410, true, 'halt', UNKNOWN],
    [413, false, 'halt', 'VirtualText sent more than this app can read at once. Ask VirtualPBX support.'],
    [425, false, 'fail', `VirtualText was not ready for it in time. ${LATER}`],
    [429, true, 'throttle', 'VirtualText got more requests than it takes at once. Zapier tries again in a moment.'],
    [
      451,
      true,
      'halt',
      'the recipient has opted out of text messages. No step can send to somebody who has opted out.',
    ],
    [500, true, 'fail', `VirtualText has a problem of its own. ${LATER}`],
  ])('has a sentence for %i, JSON %j', (status, isJson, kind, reason) => {
    expect(failure(status, isJson)).toEqual({
      kind,
      status,
      sentence: `Could not send the text message: ${reason}`,
    });
  });

  test('is quoted where the user can do something about it, in one line', () => {
    expect(failure(422, true, 'The number\nis not yours.')?.sentence).toBe(
      `Could not send the text message: VirtualText did not accept the input (VirtualText says: “The number is not yours”). ${CHECK}`,
    );
    expect(failure(500, true, 'Stack trace')?.sentence).not.toContain('Stack trace');
  });

  test.each<[number, boolean, string]>([
    [0, false, 'Look there.'],
    [408, false, 'Look there.'],
    [413, false, 'Look there.'],
    [425, false, 'Look there.'],
    [502, false, 'Look there.'],
    [200, false, 'Look there.'],
    [200, true, `Could not send the text message: VirtualText did not accept the input. ${CHECK}`],
    [404, true, 'Gone.'],
    [410, true, 'Gone.'],
  ])('halts when it is not clear whether a message was sent: %i, JSON %j', (status, isJson, sentence) => {
    const ask = { ...sendIt, unclear: 'Look there.', sentences: { 404: 'Gone.' } };
    expect(failure(status, isJson, null, ask)).toEqual({ kind: 'halt', status, sentence });
  });
});

test('any other error is no failure of a request', () => {
  expect(failureOf(new Error('secret'))).toBeNull();
});
