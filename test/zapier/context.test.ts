import {
  nullUnlessRetried,
  failedError,
  haltedError,
  staleSessionError,
  throttledError,
} from '../../src/zapier/errors.ts';
import { account, authData, success, TOKEN } from '../support/dash.ts';
import { createContextStep, withDash } from '../support/step.ts';
import { fails, refreshes, throttles } from '../support/told.ts';

const ask = { purpose: 'do it' };
const NO_ANSWER = fails("Could not do it: VirtualPBX didn't answer. Try again in a few minutes.", 0);

describe('a connection', () => {
  const timeZone = createContextStep(({ timeZone: zone }) => Promise.resolve(zone));

  test('has the time zone of the account', async () => {
    expect(await timeZone.run()).toBe('America/Los_Angeles');
  });

  test.each([undefined, ''])('has UTC when the account has %j', async (account_timezone) => {
    expect(await timeZone.run({ authData: { ...authData, account_timezone } })).toBe('UTC');
  });

  test.each([undefined, ''])('without an account, %j, asks for a new session', async (account_id) => {
    await expect(timeZone.run({ authData: { ...authData, account_id } })).rejects.toMatchObject(refreshes);
  });

  test('reaches its own account', async () => {
    account()
      .get('/users/u1')
      .reply(200, success({ id: 'u1' }));
    expect(await withDash((dash) => dash.get(['users', 'u1'], ask))).toEqual({ id: 'u1' });
  });
});

test('what Dash answers comes without the token that it echoes', async () => {
  account()
    .get('/users/u1')
    .reply(200, success({ id: 'u1', note: `${TOKEN}, ${TOKEN}` }));
  const user = await withDash((dash) => dash.get(['users', 'u1'], ask));
  expect(user).toEqual({ id: 'u1', note: '…, …' });
});

describe('a request that takes too long', () => {
  const after = (milliseconds: number) => {
    const signal = AbortSignal.timeout(milliseconds);
    return jest.spyOn(AbortSignal, 'timeout').mockReturnValue(signal);
  };
  afterEach(() => jest.restoreAllMocks());

  test('is given up after 20 seconds', async () => {
    const timeout = after(20);
    account().get('').delay(200).reply(200, success({}));
    await expect(withDash((dash) => dash.get([], ask))).rejects.toMatchObject(NO_ANSWER);
    expect(timeout).toHaveBeenCalledWith(20_000);
  });

  test('is given up after 12 seconds when it is for a file, of which there may be a second try', async () => {
    const timeout = after(20);
    account().get('/raw').delay(200).reply(200, 'ID3', { 'content-type': 'audio/mpeg' });
    const fetchFile = withDash((dash) =>
      dash.file(['raw'], ask, { accept: '*/*', types: ['audio/mpeg'], largest: 10 }),
    );
    await expect(fetchFile).rejects.toMatchObject(NO_ANSWER);
    expect(timeout).toHaveBeenCalledWith(12_000);
  });
});

describe('an answer that is welcome but not needed', () => {
  const ignoring = (error: Error) => Promise.reject(error).catch(nullUnlessRetried);

  test.each([
    ['a halt', haltedError('No.')],
    ['a failure', failedError('No.')],
    ['anything else', new Error('No.')],
  ])('is null after %s', async (_what, error) => {
    expect(await ignoring(error)).toBeNull();
  });

  test.each([
    ['an ended session', staleSessionError(), refreshes],
    ['a pause', throttledError('Wait.', 10), throttles('Wait.')],
  ])('is left to Zapier after %s', async (_what, error, expected) => {
    await expect(ignoring(error)).rejects.toMatchObject(expected);
  });
});
