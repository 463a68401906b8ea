import { errors } from 'zapier-platform-core';
import {
  expiredConnectionError,
  failedError,
  fromFailure,
  haltedError,
  isRetriedByZapier,
  isStaleSession,
  sentenceOf,
  staleSessionError,
  throttledError,
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
  const SESSION_ENDED = 'The VirtualPBX session has ended. Reconnect the account if this goes on.';

  test.each([
    ['a halt', haltedError(SENTENCE), SENTENCE],
    ['a failure', failedError(SENTENCE, 'VirtualPBX', 500), SENTENCE],
    ['a pause', throttledError(SENTENCE, 10), SENTENCE],
    ['an ended session', staleSessionError(), SESSION_ENDED],
    ['an ended connection', expiredConnectionError(SENTENCE), SENTENCE],
    ['an error of another origin', new Error('secret'), 'Something went wrong on the way.'],
    ['something that is no error', 'secret', 'Something went wrong on the way.'],
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
  ])('is told from others: %s', (_what, error, isStale, isRepeated) => {
    expect(isStaleSession(error)).toBe(isStale);
    expect(isRetriedByZapier(error)).toBe(isRepeated);
  });
});

test.each([
  ['stale', 401, refreshes],
  ['halt', 404, halts(SENTENCE)],
  ['throttle', 429, throttles(SENTENCE)],
  ['fail', 503, fails(SENTENCE, 503)],
] as const)('a failure of the kind %s becomes the error for it', (kind, status, expected) => {
  expect(fromFailure({ kind, status, sentence: SENTENCE })).toMatchObject(expected);
});
