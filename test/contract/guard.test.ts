import { errors, type Bundle, type ZObject } from 'zapier-platform-core';
import app from '../../src/index.ts';
import { ROOT } from '../support/dash.ts';
import { md5 } from './guard.ts';
import { NUMBER, TEXT } from './marks.ts';
import { methodsOf } from './operations.ts';
import { leaksOf, run } from './runner.ts';
import { connections, WEBHOOK_SECRET } from './secrets.ts';
import { everythingIsFine } from './worlds.ts';

type Perform = (z: ZObject, bundle: Bundle) => unknown;

const hashOf = ({ username = '', password = '' }: Bundle['authData']) => md5(`${username.toLowerCase()}:${password}`);

// Core writes there too what an operation logs.
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});

/** The app with one search more, and what the guard says of it. */
const leaksWith = async (perform: Perform, inputData: object = {}): Promise<string[]> => {
  const leaky = { key: 'leaky', noun: 'Leak', display: {}, operation: { inputFields: [], perform } };
  const situation = { name: '', bundle: { inputData } };
  const method = 'searches.leaky.operation.perform';
  const definition = { ...app, searches: { leaky } };
  return leaksOf(await run(definition, method, situation, connections['a user'], everythingIsFine));
};

const accountUrl = (account?: string) => `${ROOT}/v2/accounts/${String(account)}`;

test('an operation that keeps all to itself gives nothing away', async () => {
  const leaks = await leaksWith(async (z, { authData, inputData }) => {
    await z.request({ url: accountUrl(authData.account_id), method: 'POST', body: { name: inputData.name } });
    await z.cache.set('name', 'Ann Lee', 60, ['auth']);
    return [{ id: authData.account_id }];
  });
  expect(leaks).toEqual([]);
});

const careless: [string, string[], Perform][] = [
  [
    'logs the md5 of user name and password',
    ['the md5 of the lower-case user name in a log record'],
    (z, { authData }) => {
      z.console.log(hashOf(authData));
      return [];
    },
  ],
  [
    'posts the md5 before the log scrubber knows it',
    ['the md5 of the lower-case user name in a log record'],
    async (z, { authData }) => {
      await z.request({
        url: `${ROOT}/v2/user_auth`,
        method: 'PUT',
        body: { data: { credentials: hashOf(authData) } },
      });
      return [];
    },
  ],
  [
    'throws an error with the token',
    ['the session token in a log record', 'the session token in the error'],
    (_z, { authData }) => {
      throw Object.assign(new errors.Error(`No luck with ${String(authData.auth_token)}`), { doNotContextify: true });
    },
  ],
  [
    'keeps the headers of a request in an error',
    ['the session token in a log record', 'the session token in the error'],
    (_z, { authData }) => {
      const request = new Map([['headers', { 'X-Auth-Token': authData.auth_token }]]);
      throw Object.assign(new errors.Error('No luck'), { request });
    },
  ],
  [
    'returns the token in a URL',
    ['the session token in the output'],
    (_z, { authData }) => [{ id: 1, link: encodeURI(`https://files.example/?token=${String(authData.auth_token)}`) }],
  ],
  ['returns the webhook secret', ['the webhook secret in the output'], () => [{ id: 1, [WEBHOOK_SECRET]: true }]],
  [
    'returns the password in base64',
    ['the password in the output'],
    (_z, { authData }) => [{ id: 1, header: Buffer.from(String(authData.password)).toString('base64') }],
  ],
  [
    'sends the token in a query string',
    ['the session token in an address'],
    async (z, { authData }) => {
      await z.request({ url: accountUrl(authData.account_id), params: { auth_token: authData.auth_token } });
      return [];
    },
  ],
  [
    'sends the token to another host',
    ['the session token in a request to files.example'],
    async (z, { authData }) => {
      await z.request({ url: 'https://files.example/a.pdf', headers: { 'X-Auth-Token': String(authData.auth_token) } });
      return [];
    },
  ],
  [
    'sends the VirtualText credential to Dash',
    [
      'the VirtualText credential in a request to public-api.virtualpbx.com:8443',
      'the user half of the VirtualText credential in a request to public-api.virtualpbx.com:8443',
      'the token half of the VirtualText credential in a request to public-api.virtualpbx.com:8443',
    ],
    async (z, { authData }) => {
      const headers = { Authorization: `Bearer ${String(authData.virtualtext_credential)}` };
      await z.request({ url: accountUrl(authData.account_id), headers });
      return [];
    },
  ],
  [
    'logs half of the VirtualText credential',
    ['the token half of the VirtualText credential in a log record'],
    (z, { authData }) => {
      z.console.log(authData.virtualtext_credential?.split(':')[1]);
      return [];
    },
  ],
  [
    'sends the password itself',
    ['the password in a request to public-api.virtualpbx.com:8443'],
    async (z, { authData }) => {
      const body = { password: authData.password };
      await z.request({ url: accountUrl(authData.account_id), method: 'POST', body });
      return [];
    },
  ],
];

test.each(careless)('an operation that %s is noticed', async (_what, leaks, perform) => {
  expect(await leaksWith(perform)).toEqual(leaks);
});

test('a webhook secret that was made in the run itself is noticed', async () => {
  const leaks = await leaksWith(async (z, { authData }) => {
    const body = { data: { custom_data: { zapier_token: 'made-in-this-run' } } };
    await z.request({ url: accountUrl(authData.account_id), method: 'PUT', body });
    z.console.log('made-in-this-run');
    return [];
  });
  expect(leaks).toEqual(['a new webhook secret in a log record']);
});

test('a secret in the cache of the platform is noticed', async () => {
  const leaks = await leaksWith(async (z, { authData }) => {
    await z.cache.set(hashOf(authData), 1, 60, ['auth']);
    return [];
  });
  expect(leaks).toEqual(['the md5 of the lower-case user name in a request to rpc.platform.test']);
});

test('the log holds what core writes of its own calls of the platform', async () => {
  const cached: Perform = async (z) => [{ id: 1, isCached: (await z.cache.get('name')) !== null }];
  const operation = { inputFields: [], perform: cached };
  const definition = { ...app, searches: { leaky: { key: 'leaky', noun: 'Leak', display: {}, operation } } };
  const method = 'searches.leaky.operation.perform';
  const { logs } = await run(definition, method, { name: '', bundle: {} }, connections['a user'], everythingIsFine);
  expect(logs).toMatchObject([{ message: '200 POST https://rpc.platform.test/' }]);
});

test('an error that was made without src/zapier/errors.ts carries the input, and is noticed', async () => {
  const leaks = await leaksWith(
    () => {
      throw new errors.HaltedError('Not today.');
    },
    { name: TEXT },
  );
  expect(leaks).toEqual([`the input "${TEXT}" in the error`]);
});

test('an error that repeats the input of a list is noticed', async () => {
  const leaks = await leaksWith(
    (_z, { inputData }) => {
      const [number] = inputData.numbers as string[];
      throw Object.assign(new errors.Error(`${String(number)} is no number.`), { doNotContextify: true });
    },
    { numbers: [NUMBER] },
  );
  expect(leaks).toEqual([`the input "${NUMBER}" in the error`]);
});

describe('an error that repeats what was chosen', () => {
  const outcome = { key: 'outcome', choices: { answered: 'Answered' } };
  const row = {
    key: 'row',
    children: [{ key: 'color', choices: [{ value: 'yellow', label: 'Yellow', sample: 'y' }] }],
  };
  const user = { key: 'user', choices: { perform: () => [] } };
  const inputFields = [outcome, row, user, { key: 'state', choices: ['waiting'] }];

  /** What the guard says of an error with these words, when they were filled in. */
  const leaksOfError = async (words: string) => {
    const perform: Perform = () => {
      throw Object.assign(new errors.Error(`No luck with ${words}`), { doNotContextify: true });
    };
    const leaky = { key: 'leaky', noun: 'Leak', display: {}, operation: { inputFields, perform } };
    const situation = { name: '', bundle: { inputData: { outcome: words } } };
    const definition = { ...app, searches: { leaky } };
    const method = 'searches.leaky.operation.perform';
    return leaksOf(await run(definition, method, situation, connections['a user'], everythingIsFine));
  };

  test.each(['answered', 'yellow', 'waiting'])(
    '%s: gives nothing away, since the app itself offers it',
    async (word) => {
      expect(await leaksOfError(word)).toEqual([]);
    },
  );

  test.each(['Answered', 'perform', 'answered twice', 'outcome'])(
    '%s: is noticed, since the app offers no such value',
    async (word) => {
      expect(await leaksOfError(word)).toEqual([`the input "${word}" in the error`]);
    },
  );
});

test('every function of an app is found, those that make fields or choices too, and no middleware', () => {
  const does = () => [];
  const operation = {
    inputFields: [{ key: 'a' }, does, does, { key: 'b', choices: { perform: does } }],
    perform: does,
    performList: does,
    sample: { id: 1 },
  };
  const definition = {
    beforeRequest: [does],
    authentication: { test: does, sessionConfig: { perform: does } },
    triggers: { call: { key: 'call', operation } },
    hydrators: { file: does },
  };
  expect(methodsOf(definition)).toEqual([
    'authentication.test',
    'authentication.sessionConfig.perform',
    'triggers.call.operation.inputFields',
    'triggers.call.operation.inputFields.3.choices.perform',
    'triggers.call.operation.perform',
    'triggers.call.operation.performList',
    'hydrators.file',
  ]);
});
