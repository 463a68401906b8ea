import golden from '../golden/anonymous.json' with { type: 'json' };
import { screenCall } from '../../sandbox/dash/calls/screening.ts';
import { numberedCases } from '../../sandbox/dash/cases/numbered.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { accountRoutes } from '../../sandbox/dash/sections/index.ts';
import { startedState } from './state.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { State } from '../../sandbox/dash/state.ts';
import { isBlocking, keysOf, parseBlocklist } from '../../src/blocklists/blocklist.record.ts';
import { callersToBlock } from '../../src/blocklists/blockedNumbers.ts';

const NUMBER = '+14155550134';
const versions: KazooVersion[] = ['4.2', '4.3'];

const send = (route: string, state: State, data: Record<string, unknown> = {}, id = '') =>
  accountRoutes[route]?.({ params: { id }, query: {}, data, accept: '*/*' }, state);

const keysSaved = ({ company }: State): string[] => company.blacklists.flatMap(({ numbers }) => Object.keys(numbers));

/** An office with one list, which the account refers to. */
const officeWith = (kazoo: KazooVersion, document: Record<string, unknown>): State => {
  const state = startedState(kazoo, openCompany());
  send('PUT /blacklists', state, { name: 'Spam', ...document });
  state.company.account.blacklists = state.company.blacklists.map(({ id }) => id);
  return state;
};

/** Whether a call from outside ends where it begins. */
const isRefused = ({ company }: State, number: string): boolean => {
  const script = numberedCases[0]?.script();
  if (!script) throw new Error('There is no such call');
  return screenCall(company, { ...script, caller: { number } }).legs[0]?.cause === 'CALL_REJECTED';
};

describe.each(versions)('the sandbox as KAZOO %s', (kazoo) => {
  test.each(golden.blacklist_keys)('saves the key $key_sent as $key_saved', ({ key_sent, key_saved }) => {
    expect(keysSaved(officeWith(kazoo, { numbers: { [key_sent]: {} } }))).toEqual([key_saved]);
  });

  test('writes every key of an old list anew, whatever is changed of it', () => {
    const state = officeWith(kazoo, {});
    const keys = Object.fromEntries(golden.blacklist_keys.map(({ key_sent }) => [key_sent, {}]));
    const [list] = state.company.blacklists;
    if (list) list.numbers = keys;
    send('PATCH /blacklists/:id', state, { name: 'Robocalls' }, list?.id);
    expect(new Set(keysSaved(state))).toEqual(new Set(golden.blacklist_keys.map(({ key_saved }) => key_saved)));
  });

  test.each(golden.blacklist_hits)(
    'with the key $key_sent refuses a call from $caller_id_number: $is_blacklisted',
    ({ key_sent, caller_id_number, is_blacklisted }) => {
      const state = officeWith(kazoo, { numbers: { [key_sent]: {} } });
      expect(isRefused(state, caller_id_number)).toBe(is_blacklisted);
    },
  );

  /** In the sandbox it stands for a caller who asks for privacy, which KAZOO receives next to the number. */
  const ASKS_FOR_PRIVACY = 'anonymous';

  const callers = golden.rows.flatMap(({ caller_id_number, privacy_headers, is_anonymous }) =>
    caller_id_number === ASKS_FOR_PRIVACY || Object.keys(privacy_headers).length > 0
      ? []
      : [{ caller_id_number, is_anonymous }],
  );

  test.each(callers)(
    'blocks hidden callers where a list says so, $caller_id_number among them: $is_anonymous',
    ({ caller_id_number, is_anonymous }) => {
      const blocking = officeWith(kazoo, { should_block_anonymous: true });
      expect(isRefused(blocking, caller_id_number)).toBe(is_anonymous);
      expect(isRefused(officeWith(kazoo, {}), caller_id_number)).toBe(false);
    },
  );

  test('blocks who asks for privacy', () => {
    expect(isRefused(officeWith(kazoo, { should_block_anonymous: true }), ASKS_FOR_PRIVACY)).toBe(true);
  });

  test('stores what its schema does not mention, and adds nothing', () => {
    const [list] = officeWith(kazoo, { flags: ['x'], note: 1 }).company.blacklists;
    expect(list).toEqual({ id: expect.any(String) as string, name: 'Spam', numbers: {}, flags: ['x'], note: 1 });
  });

  test('lists id, name and flags', () => {
    const state = officeWith(kazoo, { numbers: { [NUMBER]: {} } });
    expect(send('GET /blacklists', state)).toMatchObject({
      data: [{ id: state.company.blacklists[0]?.id, name: 'Spam', flags: [] }],
    });
  });
});

describe('the app', () => {
  const typed = ['4155550134', '14155550134', NUMBER, '(415) 555-0134', '415-555-0134', '442079460958'];

  test.each(versions)('sends keys that KAZOO %s keeps as they are, and finds callers by', (kazoo) => {
    const keys = callersToBlock('Numbers', [...typed, '011442079460958', '+266696687'], true);
    expect(keys).toEqual([NUMBER, '+442079460958', '+266696687']);
    const state = officeWith(kazoo, { numbers: Object.fromEntries(keys.map((key) => [key, {}])) });
    expect(keysSaved(state)).toEqual(keys);
    expect(keys.map((key) => isRefused(state, key))).toEqual([true, true, true]);
  });

  const keysOfNumber = golden.blacklist_keys.map(({ key_sent }) => key_sent).filter((key) => key.includes('0134'));

  test('finds every form of a number on an old list', () => {
    const numbers = Object.fromEntries(golden.blacklist_keys.map(({ key_sent }) => [key_sent, {}]));
    const list = parseBlocklist({ id: 'old', name: 'Old', numbers });
    expect(list && keysOf(list, NUMBER)).toEqual(keysOfNumber.filter((key) => key !== '5550134'));
    expect(list && keysOf(list, '+442079460958')).toEqual(['442079460958', '+442079460958', '011442079460958']);
  });

  test.each(golden.blacklist_hits.filter(({ caller_id_number }) => caller_id_number === NUMBER))(
    'knows whether the saved key $key_sent refuses the number: $is_blacklisted',
    ({ key_sent, is_blacklisted }) => {
      const saved = golden.blacklist_keys.find((row) => row.key_sent === key_sent)?.key_saved ?? '';
      const list = parseBlocklist({ id: 'old', name: 'Old', numbers: { [saved]: {} } });
      expect(list && isBlocking(list, NUMBER)).toBe(is_blacklisted);
    },
  );
});
