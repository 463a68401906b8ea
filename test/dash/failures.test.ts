import fc from 'fast-check';
import { failureOf, isSuccess, type Answer } from '../../src/dash/failures.ts';
import { refusal, success } from '../support/dash.ts';

const answer = (status: number, envelope: Answer['envelope'] = refusal(status, 'no')): Answer => ({
  status,
  empty: false,
  envelope,
});
const withoutJson = (status: number): Answer => ({ status, empty: false });
const empty = (status: number): Answer => ({ status, empty: true });

const blockIt = { purpose: 'block the number' };

describe('every status has a sentence: what could not be done, why, and what to do', () => {
  const LATER = 'Try again in a few minutes.';
  const CHECK = 'Check the fields of this step.';
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
    [answer(404), 'halt', 'VirtualPBX does not know it, or not any more. Choose it again in the fields of this step.'],
    [answer(405), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [empty(406), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(409), 'fail', 'somebody else changed it at the same moment. Try again.'],
    [answer(410), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(413), 'halt', 'it is larger than VirtualPBX and Zapier take. Use a smaller file.'],
    [empty(415), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(416), 'halt', `VirtualPBX did not accept the input. ${CHECK}`],
    [answer(423), 'halt', 'the VirtualPBX account is locked. Sign in to Dash or ask VirtualPBX support to open it.'],
    [answer(429), 'throttle', 'VirtualPBX got more requests than it takes at once. Zapier tries again in a moment.'],
    [answer(500), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
    [withoutJson(502), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
    [answer(503), 'fail', `VirtualPBX has a problem of its own. ${LATER}`],
  ];

  test.each(statuses)('%j', (given, kind, reason) => {
    expect(failureOf(given, blockIt)).toEqual({
      kind,
      status: given.status,
      sentence: `Could not block the number: ${reason}`,
    });
  });
});

describe('complaints about fields', () => {
  const sentenceFor = (data: unknown, more: object = {}): string =>
    failureOf(answer(400, refusal(400, 'validation error', data)), { ...blockIt, ...more }).sentence;
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
    expect(failureOf(answer(500, refusal(500, 'fault', { number: required })), blockIt).sentence).toBe(
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
  const wording = { ...blockIt, section: 'Call Center' };

  test('that Dash does not have for the account is called by its name', () => {
    expect(failureOf(empty(404), wording)).toEqual({
      kind: 'halt',
      status: 404,
      sentence: 'Call Center is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.',
    });
  });

  test('that answers 404 with data is switched on', () => {
    expect(failureOf(answer(404), wording).sentence).toBe(
      'Could not block the number: VirtualPBX does not know it, or not any more. Choose it again in the fields of this step.',
    );
  });
});

describe('an operation that knows better what a status means', () => {
  const wording = {
    purpose: 'place the call',
    section: 'Calls',
    sentences: { 500: 'No phone is online.', 404: 'Gone.' },
  };

  test.each([
    [500, 'No phone is online.'],
    [404, 'Gone.'],
  ])('says so for %i, and that halts', (status, sentence) => {
    expect(failureOf(answer(status), wording)).toEqual({ kind: 'halt', status, sentence });
  });

  test('leaves the other statuses as they are', () => {
    expect(failureOf(answer(502), wording)).toMatchObject({
      kind: 'fail',
      sentence: 'Could not place the call: VirtualPBX has a problem of its own. Try again in a few minutes.',
    });
  });
});

describe('an operation that must not be done twice', () => {
  const UNCLEAR = 'VirtualPBX did not say whether it placed the call.';
  const wording = { purpose: 'place the call', unclear: UNCLEAR, sentences: { 500: 'No phone is online.' } };

  test.each([
    withoutJson(0),
    empty(408),
    answer(502),
    empty(520),
    withoutJson(599),
    withoutJson(200),
    empty(204),
    answer(201, { status: 'success' }),
    answer(200),
  ])('halts when nobody knows whether it was done: %j', (given) => {
    expect(failureOf(given, wording)).toEqual({ kind: 'halt', status: given.status, sentence: UNCLEAR });
  });

  test('may know better what a status means', () => {
    expect(failureOf(answer(500), wording).sentence).toBe('No phone is online.');
  });

  test.each([
    [302, 'fail'],
    [400, 'halt'],
    [401, 'stale'],
    [404, 'halt'],
    [409, 'fail'],
    [429, 'throttle'],
  ])('is told of a refusal with %i as anything else is', (status, kind) => {
    const told = failureOf(answer(status), wording);
    expect(told).toEqual(failureOf(answer(status), { purpose: wording.purpose }));
    expect(told.kind).toBe(kind);
  });
});

describe('success', () => {
  test.each([
    ['data', answer(200, success({ id: 'a' })), true],
    ['data that is null', answer(200, success(null)), true],
    ['something created', answer(201, success({})), true],
    ['a status of its own making', answer(202, { data: {} }), true],
    ['an error in the body', answer(200, refusal(200, 'no')), false],
    ['a fatal error in the body', answer(200, { ...success({}), status: 'fatal' }), false],
    ['no data', answer(200, { status: 'success' }), false],
    ['no JSON', withoutJson(200), false],
    ['nothing', empty(204), false],
    ['a redirect', answer(302, success({})), false],
    ['a refusal', answer(400, success({})), false],
    ['no answer', withoutJson(0), false],
  ])('%s', (_what, given, expected) => {
    expect(isSuccess(given)).toBe(expected);
  });
});

test('a body can say what its status means; of another the status is left to speak', () => {
  const means = ({ envelope }: Answer) => (envelope?.message === 'datastore timeout' ? 'It is over.' : undefined);
  const wording = { ...blockIt, means, sentences: { 503: 'It is out of order.' } };
  expect(failureOf(answer(503, refusal(503, 'datastore timeout')), wording)).toEqual({
    kind: 'halt',
    status: 503,
    sentence: 'It is over.',
  });
  expect(failureOf(answer(503), wording)).toMatchObject({ sentence: 'It is out of order.' });
});
