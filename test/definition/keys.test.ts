import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import app from '../../src/index.ts';
import { account, authData, dashHost, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import type { Action, Definition, Field } from './definition.ts';
import { added, asLines, broken, keysOf, type Keys } from './keys.ts';

/** What Zaps may depend on. Lines are added, by hand or as the test below says, and never removed. */
const FILE = join(__dirname, 'shipped.json');
const shippedKeys = (): Keys => JSON.parse(readFileSync(FILE, 'utf8')) as Keys;

const currentKeys = async (): Promise<Keys> => {
  const data = { account_id: authData.account_id, owner_id: authData.owner_id };
  dashHost().put('/v2/user_auth').reply(201, success(data));
  account().get('').reply(200, success({}));
  const session = await createPlatform().run('authentication.sessionConfig.perform');
  return keysOf(app as unknown as Definition, session as object);
};

test('nothing that has shipped is gone, has another type or became required', async () => {
  expect(broken(shippedKeys(), await currentKeys())).toEqual([]);
});

test('all that the app offers is in shipped.json (to add it: EXTEND_SHIPPED=1 npx jest test/definition/keys)', async () => {
  const current = await currentKeys();
  const extended = { ...shippedKeys(), ...added(shippedKeys(), current) };
  if (process.env.EXTEND_SHIPPED === '1') writeFileSync(FILE, `${asLines(extended)}\n`);
  // Keys are for ever: look at each of these lines before they go into the file.
  expect(asLines(added(shippedKeys(), current))).toBe('{}');
});

describe('of a made-up app', () => {
  const withTrigger = (operation: Action['operation']): Definition => ({
    triggers: { new_call: { key: 'new_call', operation } },
  });
  const withInput = (...inputFields: Field[]) => withTrigger({ type: 'hook', inputFields });
  const withOutput = (...outputFields: Field[]) => withTrigger({ type: 'hook', outputFields });
  const withAuth = (...fields: Field[]): Definition => ({ authentication: { type: 'session', fields } });

  const breaks: [string, Definition, Definition, string][] = [
    ['a removed trigger', withInput(), {}, 'trigger new_call is gone'],
    ['a removed input', withInput({ key: 'users' }), withInput(), 'trigger new_call, input users is gone'],
    [
      'a removed input inside another',
      withInput({ key: 'row', children: [{ key: 'name' }] }),
      withInput({ key: 'row', children: [] }),
      'trigger new_call, input row, name is gone',
    ],
    ['a removed output', withOutput({ key: 'id' }), withOutput(), 'trigger new_call, output id is gone'],
    [
      'an input of another type',
      withInput({ key: 'users' }),
      withInput({ key: 'users', type: 'integer' }),
      'trigger new_call, input users was "string, optional" and is "integer, optional"',
    ],
    [
      'an input that became a list',
      withInput({ key: 'users' }),
      withInput({ key: 'users', list: true }),
      'trigger new_call, input users was "string, optional" and is "string, list, optional"',
    ],
    [
      'an output of another type',
      withOutput({ key: 'seconds', type: 'number' }),
      withOutput({ key: 'seconds', type: 'string' }),
      'trigger new_call, output seconds was "number" and is "string"',
    ],
    [
      'an optional input that became required',
      withInput({ key: 'users' }),
      withInput({ key: 'users', required: true }),
      'trigger new_call, input users was "string, optional" and is "string, required"',
    ],
    [
      'a new input that is required',
      withInput(),
      withInput({ key: 'users', required: true }),
      'trigger new_call, input users is new and required',
    ],
    [
      'a trigger that polls instead of listening',
      withInput(),
      withTrigger({ type: 'polling' }),
      'trigger new_call was "hook" and is "polling"',
    ],
    [
      'a trigger that listens instead of polling, where polling was not written down',
      withTrigger({}),
      withInput(),
      'trigger new_call was "polling" and is "hook"',
    ],
    [
      'another way to connect',
      withAuth(),
      { authentication: { type: 'custom', fields: [] } },
      'authentication was "session" and is "custom"',
    ],
    [
      'an optional auth field that became required',
      withAuth({ key: 'api_key', required: false }),
      withAuth({ key: 'api_key' }),
      'authentication, field api_key was "string, optional" and is "string, required"',
    ],
    [
      'a search-or-create with another search',
      { searchOrCreates: { find: { search: 'find', create: 'make' } } },
      { searchOrCreates: { find: { search: 'find', create: 'build' } } },
      'search or create find was "find, make" and is "find, build"',
    ],
  ];

  test.each(breaks)('%s is noticed', (_what, before, after, line) => {
    expect(broken(keysOf(before), keysOf(after))).toEqual([line]);
  });

  test('a key that connections no longer get is noticed', () => {
    const [before, after] = [keysOf({}, { auth_token: '', account_id: '' }), keysOf({}, { auth_token: '' })];
    expect(broken(before, after)).toEqual(['authentication, connection account_id is gone']);
  });

  test('additions break nothing, and are told', () => {
    const [before, after] = [keysOf(withInput()), keysOf(withInput({ key: 'users', list: true }))];
    expect(broken(before, after)).toEqual([]);
    expect(added(before, after)).toEqual({ 'trigger new_call, input users': 'string, list, optional' });
  });

  test('a required input may become optional, and that is told', () => {
    const before = keysOf(withInput({ key: 'users', required: true }));
    const after = keysOf(withInput({ key: 'users' }));
    expect(broken(before, after)).toEqual([]);
    expect(added(before, after)).toEqual({ 'trigger new_call, input users': 'string, optional' });
  });

  test('a whole new operation may have required inputs', () => {
    expect(broken(keysOf({}), keysOf(withInput({ key: 'users', required: true })))).toEqual([]);
  });

  test('fields that a function makes are told as such', () => {
    expect(keysOf(withTrigger({ type: 'hook', inputFields: [() => []] }))).toMatchObject({
      'trigger new_call, input (made when the step is built)': 'function',
    });
  });
});
