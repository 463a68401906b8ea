import fc from 'fast-check';
import type { AccountProblem, Answer } from '../../src/dash/answer.ts';
import { AddressError } from '../../src/dash/baseUrl.ts';
import { DashError, type ErrorTexts } from '../../src/dash/dashError.ts';
import { VirtualTextError, type VirtualTextAsk } from '../../src/virtualText/virtualTextError.ts';
import { failureOf, type StepFields } from '../../src/zapier/failures.ts';
import { refusal } from '../support/dash.ts';
import { TOO_LONG } from '../../src/virtualText/virtualTextAnswer.ts';

const answer = (status: number, envelope: Answer['envelope'] = refusal(status, 'no')): Answer => ({
  status,
  empty: false,
  envelope,
});
const withoutJson = (status: number): Answer => ({ status, empty: false });
const empty = (status: number): Answer => ({ status, empty: true });
const tooLong: Answer = { status: 413, empty: true, isTooLong: true };

/** A step whose person chooses a list, and fills in a number. */
const step: StepFields = { labels: { blocklist: 'Blocklist', number: 'Phone Number' }, hasDropdown: true };

/** What Dash's answer to a request of that step means. */
const failureFor = (given: Answer, ask: ErrorTexts) => failureOf(new DashError(given, ask), step);

const blockIt = { purpose: 'block the number' };

describe('every status has a sentence: what could not be done, why, and what to do', () => {
  const LATER = 'Try again in a few minutes.';
  const CHECK = 'Check the fields of this step.';
  const UNKNOWN = "VirtualPBX can't find it; it may have been deleted. Choose it again in this step.";
  const NOT_OFFERED = "your phone system doesn't offer this. Contact VirtualPBX support.";
  const statuses: [Answer, string, string][] = [
    [withoutJson(0), 'fail', `VirtualPBX didn't answer. ${LATER}`],
    [withoutJson(200), 'fail', `VirtualPBX sent an unexpected answer. ${LATER}`],
    [answer(200), 'fail', `VirtualPBX had a problem. ${LATER}`],
    [empty(204), 'fail', `VirtualPBX sent an unexpected answer. ${LATER}`],
    [empty(300), 'fail', 'VirtualPBX sent an unexpected redirect. Contact VirtualPBX support.'],
    [empty(302), 'fail', 'VirtualPBX sent an unexpected redirect. Contact VirtualPBX support.'],
    [answer(400), 'halt', `VirtualPBX didn't accept the request. ${CHECK}`],
    [answer(401), 'stale', 'your VirtualPBX session ended. Reconnect your VirtualPBX account.'],
    [
      answer(402),
      'halt',
      "VirtualPBX charges for this, and your account hasn't agreed to the charge. Do it once in Dash, where you can accept the charge.",
    ],
    [
      answer(403),
      'halt',
      "this connection isn't allowed to do that. Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.",
    ],
    [answer(404), 'halt', UNKNOWN],
    [answer(405), 'halt', NOT_OFFERED],
    [empty(406), 'halt', NOT_OFFERED],
    [empty(408), 'fail', `the request took too long. ${LATER}`],
    [answer(409), 'fail', 'someone else was changing it at the same time. Try again.'],
    [answer(410), 'halt', UNKNOWN],
    [answer(413), 'halt', "it's too large. Use a smaller file or less text."],
    // Dash's own answer to a request that is too large, with or without a body.
    [empty(413), 'halt', "it's too large. Use a smaller file or less text."],
    [tooLong, 'halt', 'VirtualPBX sent more data than Zapier can handle. Choose less, such as a shorter time.'],
    [empty(415), 'halt', `VirtualPBX didn't accept the request. ${CHECK}`],
    [answer(416), 'halt', `VirtualPBX didn't accept the request. ${CHECK}`],
    [answer(423), 'halt', 'the VirtualPBX account is locked. Sign in to Dash, or ask VirtualPBX support to unlock it.'],
    [empty(425), 'fail', `VirtualPBX wasn't ready for the request. ${LATER}`],
    [
      answer(429),
      'throttle',
      'VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
    ],
    [answer(500), 'fail', `VirtualPBX had a problem. ${LATER}`],
    [withoutJson(502), 'fail', `VirtualPBX had a problem. ${LATER}`],
    [answer(503), 'fail', `VirtualPBX had a problem. ${LATER}`],
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
  const quoted = (what: string) =>
    `Could not block the number. VirtualPBX says: “${what}”. Correct it in Dash, or contact VirtualPBX support.`;
  const required = { required: { message: 'Field is required but missing' } };

  test('name the field by its label', () => {
    expect(sentenceFor({ number: required })).toBe(complaint('Phone Number: Field is required but missing'));
    expect(sentenceFor({ entry: required }, { labels: { entry: 'Phone Number' } })).toBe(
      complaint('Phone Number: Field is required but missing'),
    );
  });

  test('are quoted where the step does not have the field', () => {
    expect(sentenceFor({ name: required }, { labels: { name: 'Name' } })).toBe(
      quoted('Name: Field is required but missing'),
    );
    expect(sentenceFor({ number: required, name: required })).toBe(
      complaint('Phone Number: Field is required but missing; VirtualPBX says: “Name: Field is required but missing”'),
    );
  });

  test.each([
    ['uri', 'Uri'],
    ['http_verb', 'Http verb'],
    ['caller_id.internal.number', 'Caller id internal number'],
    ['call-forward', 'Call forward'],
    ['constructor', 'Constructor'],
    ['_private_', 'Private'],
    ['a--b', 'A b'],
    ['a_b', 'A b'],
  ])('without a label call %j readably', (field, name) => {
    expect(sentenceFor({ [field]: required })).toBe(quoted(`${name}: Field is required but missing`));
  });

  test.each(['{{bundle.inputData}}', '<b>name</b>', 'my secret field', '', '_.-', 'x'.repeat(81)])(
    'leave out a name that is no name of a field: %j',
    (field) => {
      expect(sentenceFor({ [field]: required })).toBe(quoted('Field is required but missing'));
    },
  );

  test('may come as plain text in place of the details', () => {
    expect(sentenceFor({ from: { forbidden: 'number does not belong to account' } })).toBe(
      quoted('From: number does not belong to account'),
    );
  });

  test('are all reported, without their own periods', () => {
    const data = {
      uri: required,
      retries: {
        maximum: { message: 'Value must be at most 4.', target: 4, value: 9 },
        type: { message: 'Value did not match type(s): integer' },
      },
    };
    expect(sentenceFor(data)).toBe(
      quoted(
        'Uri: Field is required but missing”; VirtualPBX says: “Retries: Value must be at most 4”; VirtualPBX says: “Retries: Value did not match type(s): integer',
      ),
    );
  });

  test('are cut to one line of bounded length', () => {
    const message = `too\nlong\t\u0000 ${'x'.repeat(300)}`;
    expect(sentenceFor({ name: { maxLength: { message } } })).toBe(quoted(`Name: too long ${'x'.repeat(191)}…`));
  });

  test('are not cut through the middle of a character', () => {
    const message = '😀'.repeat(201);
    expect(sentenceFor({ name: { maxLength: { message } } })).toBe(quoted(`Name: ${'😀'.repeat(200)}…`));
  });

  test.each([
    ['a message for all', { message: 'invalid data' }],
    ['a list', [{ number: required }]],
    ['details without a message', { number: { required: { target: 4 } } }],
    ['details that are null', { number: { required: null } }],
    ['nothing', {}],
  ])('are none in %s', (_what, data) => {
    expect(sentenceFor(data)).toBe(
      "Could not block the number: VirtualPBX didn't accept the request. Check the fields of this step.",
    );
  });

  test('are read from a 400 only', () => {
    expect(failureFor(answer(500, refusal(500, 'fault', { number: required })), blockIt)?.sentence).toBe(
      'Could not block the number: VirtualPBX had a problem. Try again in a few minutes.',
    );
  });

  test('always become a sentence of bounded length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', maxLength: 5000 }), (field, message) => {
        const sentence = sentenceFor({ [field]: { rule: { message } } });
        expect(sentence).toMatch(
          /^Could not block the number\. [^\p{Cc}]+ (Check the fields of this step|Correct it in Dash, or contact VirtualPBX support)\.$/u,
        );
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
      sentence: "Call Center isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
    });
  });

  test('that has no name is a part of the phone system', () => {
    expect(failureFor(empty(404), blockIt)).toEqual({
      kind: 'halt',
      status: 404,
      sentence:
        "This part of the phone system isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
    });
  });

  test('that answers 404 with data is switched on', () => {
    expect(failureFor(answer(404), ask)?.sentence).toBe(
      "Could not block the number: VirtualPBX can't find it; it may have been deleted. Choose it again in this step.",
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
      sentence: 'Could not place the call: VirtualPBX had a problem. Try again in a few minutes.',
    });
  });
});

describe('an operation that must not be done twice', () => {
  const UNCLEAR = 'VirtualPBX did not say whether it placed the call.';
  const ask = { purpose: 'place the call', unclear: UNCLEAR, sentences: { 500: 'No phone is online.' } };

  test.each([
    withoutJson(0),
    empty(408),
    tooLong,
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
  ])('reports a refusal with %i like any other', (status, kind) => {
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
  const CONNECTION = 'Check the VirtualText fields of your connection, or contact VirtualPBX support.';
  const UNKNOWN = `VirtualText can't find it. ${CONNECTION}`;
  const NOT_OFFERED = `your VirtualText doesn't offer this. ${CONNECTION}`;
  const failure = (status: number, isJson: boolean, reason: string | null = null, ask: VirtualTextAsk = sendIt) =>
    failureOf(new VirtualTextError({ status, isJson, reason }, ask), step);

  test.each<[number, boolean, string, string]>([
    [0, false, 'fail', `VirtualText didn't answer. ${LATER}`],
    [200, true, 'halt', `VirtualText didn't accept the request. ${CHECK}`],
    [
      200,
      false,
      'fail',
      'VirtualText sent an unexpected answer. Check the VirtualText fields of your connection, or contact VirtualPBX support.',
    ],
    [
      302,
      false,
      'fail',
      'VirtualText sent an unexpected redirect. Check the VirtualText fields of your connection, or contact VirtualPBX support.',
    ],
    [400, true, 'halt', `VirtualText didn't accept the request. ${CHECK}`],
    [
      401,
      true,
      'fail',
      "VirtualText doesn't accept the VirtualText Credential of this connection. Copy it again from VirtualText, and reconnect your VirtualPBX account.",
    ],
    [
      403,
      true,
      'halt',
      "VirtualText doesn't let the user of this connection do that. Ask your VirtualText administrator for permission.",
    ],
    [408, false, 'fail', `VirtualText didn't answer within 25 seconds. ${LATER}`],
    [
      429,
      true,
      'throttle',
      'VirtualText got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
    ],
    [404, true, 'halt', UNKNOWN],
    [405, true, 'halt', NOT_OFFERED],
    [406, false, 'halt', NOT_OFFERED],
    [410, true, 'halt', UNKNOWN],
    [413, false, 'halt', "it's too large. Use a smaller file or less text."],
    [TOO_LONG, false, 'halt', 'VirtualText sent more data than Zapier can handle. Contact VirtualPBX support.'],
    [425, false, 'fail', `VirtualText wasn't ready for the request. ${LATER}`],
    [
      451,
      true,
      'halt',
      'the recipient has opted out of text messages. Nobody can text this number until the recipient opts in again.',
    ],
    [500, true, 'fail', `VirtualText had a problem. ${LATER}`],
  ])('has a sentence for %i, JSON %j', (status, isJson, kind, reason) => {
    expect(failure(status, isJson)).toEqual({
      kind,
      status,
      sentence: `Could not send the text message: ${reason}`,
    });
  });

  test('is quoted where the user can do something about it, in one line', () => {
    expect(failure(422, true, 'The number\nis not yours.')?.sentence).toBe(
      `Could not send the text message: VirtualText didn't accept the request (VirtualText says: “The number is not yours”). ${CHECK}`,
    );
    expect(failure(500, true, 'Stack trace')?.sentence).not.toContain('Stack trace');
  });

  test.each<[number, boolean, string]>([
    [0, false, 'Look there.'],
    [408, false, 'Look there.'],
    [413, false, "Could not send the text message: it's too large. Use a smaller file or less text."],
    [TOO_LONG, false, 'Look there.'],
    [425, false, 'Look there.'],
    [502, false, 'Look there.'],
    [200, false, 'Look there.'],
    [200, true, `Could not send the text message: VirtualText didn't accept the request. ${CHECK}`],
    [404, true, 'Gone.'],
    [410, true, 'Gone.'],
  ])('halts when it is not clear whether a message was sent: %i, JSON %j', (status, isJson, sentence) => {
    const ask = { ...sendIt, unclear: 'Look there.', sentences: { 404: 'Gone.' } };
    expect(failure(status, isJson, null, ask)).toEqual({ kind: 'halt', status, sentence });
  });
});

test('without fields, nothing is said about them', () => {
  const bare: StepFields = { labels: {}, hasDropdown: false };
  const sentenceFor = (error: Error): string => String(failureOf(error, bare)?.sentence);
  const support = 'If this keeps happening, contact VirtualPBX support.';
  expect(sentenceFor(new DashError(answer(404), blockIt))).toBe(
    `Could not block the number: VirtualPBX can't find it; it may have been deleted. ${support}`,
  );
  expect(sentenceFor(new DashError(answer(400), blockIt))).toBe(
    `Could not block the number: VirtualPBX didn't accept the request. ${support}`,
  );
  expect(sentenceFor(new VirtualTextError({ status: 400, isJson: true, reason: null }, blockIt))).toBe(
    `Could not block the number: VirtualText didn't accept the request. ${support}`,
  );
});

test.each<[AccountProblem, string]>([
  ['expired', 'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.'],
  [
    'unknown',
    "VirtualPBX can't find the account of this connection; it may have been deleted. Connect again, or contact VirtualPBX support.",
  ],
])('an account that is %s', (problem, sentence) => {
  expect(failureOf(new DashError(answer(404), blockIt, problem))).toEqual({ kind: 'account', status: 404, sentence });
});

test('a wrong address says so itself', () => {
  const error = new AddressError('isn’t an address');
  expect(failureOf(error)).toEqual({ kind: 'account', status: 0, sentence: error.message });
});

test('any other error is no failure of a request', () => {
  expect(failureOf(new Error('secret'))).toBeNull();
});
