import { errors } from 'zapier-platform-core';
import { DashError } from '../../src/dash/dashError.ts';
import { VirtualTextError } from '../../src/virtualText/virtualTextError.ts';
import {
  expiredConnectionError,
  failedError,
  haltedError,
  isAccountError,
  isRetriedByZapier,
  isStaleSession,
  sentenceOf,
  staleSessionError,
  throttledError,
  toUserError,
  unexpectedAnswerError,
} from '../../src/zapier/errors.ts';
import { createStep } from '../support/step.ts';
import { expires, fails, halts, refreshes, throttles } from '../support/told.ts';

const SENTENCE = 'Could not block the number.';

const made: [string, Error, object][] = [
  ['a halt', haltedError(SENTENCE), halts(SENTENCE)],
  ['a failure', failedError(SENTENCE, 'VirtualPBX', 500), fails(SENTENCE, 500)],
  ['a pause', throttledError(SENTENCE, 10), throttles(SENTENCE)],
  ['an ended session', staleSessionError(), refreshes],
  ['an ended connection', expiredConnectionError(SENTENCE), expires(SENTENCE)],
];

describe('an error made here', () => {
  test.each(made)('is the one that the platform knows: %s', (_what, error, expected) => {
    expect(error).toMatchObject(expected);
  });

  test.each(made)('reaches the platform without the input of the step: %s', async (_what, error, expected) => {
    const step = createStep(() => Promise.reject(error));
    await expect(step.run({ inputData: { number: '+14155550100' } })).rejects.toMatchObject(expected);
  });

  test('needs that, since core adds the input to any other', async () => {
    const step = createStep(() => Promise.reject(new Error(SENTENCE)));
    await expect(step.run({ inputData: { number: '+14155550100' } })).rejects.toThrow('+14155550100');
  });

  test('may come without code and status', () => {
    expect(failedError(SENTENCE).message).toBe(JSON.stringify({ message: SENTENCE }));
  });
});

describe('the sentence of an error', () => {
  const SESSION_ENDED = 'Your VirtualPBX session ended. If this keeps happening, reconnect your VirtualPBX account.';

  test.each([
    ['a halt', haltedError(SENTENCE), SENTENCE],
    ['a failure', failedError(SENTENCE, 'VirtualPBX', 500), SENTENCE],
    ['a pause', throttledError(SENTENCE, 10), SENTENCE],
    ['an ended session', staleSessionError(), SESSION_ENDED],
    ['an ended connection', expiredConnectionError(SENTENCE), SENTENCE],
    ['an error of another origin', new Error('secret'), 'Something went wrong. Run this step again in a few minutes.'],
    ['something that is no error', 'secret', 'Something went wrong. Run this step again in a few minutes.'],
  ])('of %s', (_what, error, sentence) => {
    expect(sentenceOf(error)).toBe(sentence);
  });
});

describe('an error after which Zapier runs the step again', () => {
  test.each([
    ['an ended session', staleSessionError(), true, true],
    ["core's own sign of that", new errors.RefreshAuthError(), true, true],
    ['a pause', throttledError(SENTENCE, 10), false, true],
    ["core's own pause", new errors.ThrottledError('Slow down.', 60), false, true],
    ['a halt', haltedError(SENTENCE), false, false],
    ['a failure', failedError(SENTENCE), false, false],
    ['an ended connection', expiredConnectionError(SENTENCE), false, false],
    ['an error of another origin', new Error('secret'), false, false],
    ['something that is no error', null, false, false],
  ])('is recognized: %s', (_what, error, isStale, isRepeated) => {
    expect(isStaleSession(error)).toBe(isStale);
    expect(isRetriedByZapier(error)).toBe(isRepeated);
  });
});

describe('the error of a client', () => {
  const refused = (status: number) => new DashError({ status, empty: false }, { purpose: 'block the number' });
  const WHY = 'Could not block the number';
  const RATE = `${WHY}: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.`;
  const GONE = `${WHY}: VirtualPBX can't find it; it may have been deleted. If this keeps happening, contact VirtualPBX support.`;
  const BROKEN = `${WHY}: VirtualPBX had a problem. Try again in a few minutes.`;
  const expired = new DashError({ status: 400, empty: false }, { purpose: 'block the number' }, 'expired');
  const EXPIRED = 'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.';
  const noText = new VirtualTextError(
    { status: 429, isJson: false, reason: null },
    { purpose: 'send the text message' },
  );
  const NO_TEXT =
    'Could not send the text message: VirtualText got too many requests at once. Try again in a minute. Zaps that are on try again automatically.';

  test.each<[string, Error, object]>([
    ['a stale session', refused(401), refreshes],
    ['a refusal', refused(404), halts(GONE)],
    ['a problem of the account', expired, halts(EXPIRED)],
    ['too many requests', refused(429), throttles(RATE)],
    ['an outage', refused(503), fails(BROKEN, 503)],
    ['too many requests to VirtualText', noText, throttles(NO_TEXT)],
    [
      'an unexpected answer',
      unexpectedAnswerError({ purpose: 'block the number' }),
      fails(`${WHY}: VirtualPBX sent an unexpected answer. Try again in a few minutes.`, 200),
    ],
  ])('becomes the error for the user: %s', (_what, error, expected) => {
    expect(toUserError(error)).toMatchObject(expected);
  });

  test.each([
    ['a stale session', refused(401), true, true, false],
    ['too many requests', refused(429), false, true, false],
    ['too many requests to VirtualText', noText, false, true, false],
    ['a problem of the account', expired, false, false, true],
    ['a refusal', refused(404), false, false, false],
    ['an outage', refused(503), false, false, false],
  ])('is recognized: %s', (_what, error, isStale, isRepeated, isOfAccount) => {
    expect([isStaleSession(error), isRetriedByZapier(error), isAccountError(error)]).toEqual([
      isStale,
      isRepeated,
      isOfAccount,
    ]);
  });

  test('has its sentence before it is thrown', () => {
    expect(sentenceOf(refused(404))).toBe(GONE);
    expect(sentenceOf(noText)).toBe(NO_TEXT);
  });

  test('says nothing of the answer by itself', () => {
    const envelope = { auth_token: 'secret', message: 'secret', data: { name: 'secret' } };
    const error = new DashError({ status: 404, empty: false, envelope }, { purpose: 'block the number' });
    expect(String(error)).not.toContain('secret');
    expect(JSON.stringify(toUserError(error))).not.toContain('secret');
  });
});

test('an error of another origin is no error for the user', () => {
  expect(toUserError(new Error('secret'))).toBeNull();
});
