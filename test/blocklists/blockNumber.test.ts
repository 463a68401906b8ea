import { account, refusal, success } from '../support/dash.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';
import { active, changed, created, isGone, isThere, listed, madeActive, run, spam, usual } from './dash.ts';

const block = (inputData: object) => run('creates.block_number', inputData);
const NUMBER = '+14155550100';

describe('on a list that somebody chose', () => {
  test('adds the number, without the entries that are there, and switches the list on without losing others', async () => {
    isThere(spam);
    changed({ numbers: { [NUMBER]: {} } }, { ...spam, numbers: { ...spam.numbers, [NUMBER]: {} } });
    active('other');
    madeActive('other', 'spam');
    active('other', 'spam');
    expect(await block({ numbers: ['(415) 555-0100'], blocklist: 'spam' })).toEqual({
      id: 'spam',
      summary: 'Now blocked by "Spam": 415-555-0100.',
      name: 'Spam',
      numbers: '+14155550142, +442079460018, +14155550100',
      number_count: 3,
      block_hidden_callers: false,
      active: true,
      added_numbers: NUMBER,
      changed: true,
    });
  });

  test('writes nothing where all is so already', async () => {
    isThere(spam);
    active('spam');
    expect(await block({ numbers: ['+1 415 555 0142'], blocklist: 'spam' })).toMatchObject({
      summary: 'Already blocked by "Spam": 415-555-0142.',
      added_numbers: null,
      changed: false,
    });
  });

  test('switches on a list that has the number, but blocks nobody yet', async () => {
    isThere(spam);
    active();
    madeActive('spam');
    active('spam');
    expect(await block({ numbers: '+14155550142', blocklist: 'spam' })).toMatchObject({
      summary: 'Now blocked by "Spam": 415-555-0142.',
      added_numbers: null,
      changed: true,
    });
  });

  test('adds only those of several numbers that are missing, each once', async () => {
    isThere(spam);
    const more = { [NUMBER]: {}, '+14155550101': {} };
    changed({ numbers: more }, { ...spam, numbers: { ...spam.numbers, ...more } });
    active('spam');
    const numbers = ['+14155550142, 415-555-0100', '', '415.555.0101;+14155550100', null, '+442079460018'];
    expect(await block({ numbers, blocklist: 'spam' })).toMatchObject({
      summary: 'Now blocked by "Spam": 4 numbers.',
      added_numbers: '+14155550100, +14155550101',
      number_count: 4,
    });
  });

  test.each(['4155550142', '(415) 555-0142'])(
    'puts a number in the form that blocks in the place of an old one, with its notes: %s',
    async (key) => {
      isThere({ ...spam, numbers: { '1 415 555 0142': null, [key]: { name: 'robocall' } } });
      const numbers = { '+14155550142': { name: 'robocall' }, '1 415 555 0142': null, [key]: null };
      changed({ numbers }, spam);
      active('spam');
      expect(await block({ numbers: '+14155550142', blocklist: 'spam' })).toMatchObject({
        summary: 'Now blocked by "Spam": 415-555-0142.',
        added_numbers: '+14155550142',
        changed: true,
      });
    },
  );

  test('sends a number from abroad with its plus sign', async () => {
    isThere(usual);
    changed({ numbers: { '+442079460018': {} } }, { ...usual, numbers: { '+442079460018': {} } });
    active('usual');
    expect(await block({ numbers: '442079460018', blocklist: 'usual' })).toMatchObject({ changed: true });
  });

  test('that is unknown is a sentence', async () => {
    isGone('spam');
    await expect(block({ numbers: [NUMBER], blocklist: 'spam' })).rejects.toMatchObject(
      halts('There is no such blocklist, or it is deleted already. Choose it again in Blocklist.'),
    );
  });
});

describe('on the usual list', () => {
  test.each([usual, { ...usual, name: 'blocked by zapier ' }])('takes the one that is there: $name', async (list) => {
    listed(spam, list);
    isThere(list);
    changed({ numbers: { [NUMBER]: {} } }, { ...list, numbers: { [NUMBER]: {} } });
    active('usual');
    expect(await block({ numbers: [NUMBER], blocklist: '' })).toMatchObject({ id: 'usual', active: true });
  });

  test('makes it, with the number on it, when it is missing', async () => {
    listed(spam);
    active('spam');
    created({ name: 'Blocked by Zapier', numbers: { [NUMBER]: {} } }, { ...usual, numbers: { [NUMBER]: {} } });
    active('spam');
    madeActive('spam', 'usual');
    active('spam', 'usual');
    expect(await block({ numbers: [NUMBER] })).toMatchObject({
      id: 'usual',
      name: 'Blocked by Zapier',
      added_numbers: NUMBER,
      changed: true,
    });
  });
});

describe('the usual list that has to be made', () => {
  const made = () => {
    listed(spam);
    active('spam');
    created({ name: 'Blocked by Zapier', numbers: { [NUMBER]: {} } }, { ...usual, numbers: { [NUMBER]: {} } });
    active('spam');
  };

  test('is not made a second time where its document leaves its id out', async () => {
    listed(spam, usual);
    account()
      .get('/blacklists/usual')
      .reply(200, success({ name: usual.name, numbers: {} }));
    changed({ numbers: { [NUMBER]: {} } }, { ...usual, numbers: { [NUMBER]: {} } });
    active('usual');
    expect(await block({ numbers: [NUMBER] })).toMatchObject({ id: 'usual', added_numbers: NUMBER });
  });

  test('is not made where the account cannot be read', async () => {
    listed(spam);
    account().get('').reply(401, refusal(401, 'invalid_credentials'));
    await expect(block({ numbers: [NUMBER] })).rejects.toMatchObject(refreshes);
  });

  test('is finished by Zapier, which repeats the step after a pause', async () => {
    made();
    account().patch('').reply(429, refusal(429, 'too_many_requests'));
    await expect(block({ numbers: [NUMBER] })).rejects.toMatchObject(
      throttles(
        'Could not switch the blocklist on: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    );
    const list = { ...usual, numbers: { [NUMBER]: {} } };
    listed(spam, list);
    isThere(list);
    active('spam');
    madeActive('spam', 'usual');
    active('spam', 'usual');
    expect(await block({ numbers: [NUMBER] })).toMatchObject({ id: 'usual', numbers: NUMBER, changed: true });
  });

  test('but cannot be switched on is told', async () => {
    made();
    account().patch('').reply(403, refusal(403, 'forbidden'));
    await expect(block({ numbers: [NUMBER] })).rejects.toMatchObject(
      halts(
        'The list was made, but may not be active yet. Run this step again: it finds "Blocked by Zapier" with the numbers on it, and turns it on.',
      ),
    );
  });
});

describe('hidden callers', () => {
  const hiding = { ...spam, should_block_anonymous: true };

  test.each([true, 'true', 'yes'])('are blocked as well when that is answered by %j', async (block_hidden_callers) => {
    isThere(spam);
    changed({ should_block_anonymous: true }, hiding);
    active('spam');
    expect(await block({ numbers: ['+14155550142'], blocklist: 'spam', block_hidden_callers })).toMatchObject({
      summary: 'Now blocked by "Spam": 415-555-0142, hidden callers.',
      block_hidden_callers: true,
      changed: true,
    });
  });

  test.each([false, 'no', '', null, undefined])('stay as they are with %j', async (block_hidden_callers) => {
    isThere(hiding);
    active('spam');
    expect(await block({ numbers: ['+14155550142'], blocklist: 'spam', block_hidden_callers })).toMatchObject({
      block_hidden_callers: true,
      changed: false,
    });
  });

  test('are blocked on a list that is made for it', async () => {
    listed();
    active('spam');
    created({ name: 'Blocked by Zapier', numbers: {}, should_block_anonymous: true }, { ...hiding, numbers: {} });
    active('spam');
    expect(await block({ numbers: ['anonymous'], block_hidden_callers: true })).toMatchObject({
      summary: 'Now blocked by "Spam": hidden callers.',
      numbers: null,
      number_count: 0,
    });
  });

  test('are blocked by the number that a carrier gives them, too', async () => {
    isThere(spam);
    const numbers = { ...spam.numbers, '+266696687': {} };
    changed({ numbers: { '+266696687': {} }, should_block_anonymous: true }, { ...hiding, numbers });
    active('spam');
    expect(
      await block({ numbers: '266696687, anonymous', blocklist: 'spam', block_hidden_callers: true }),
    ).toMatchObject({
      summary: 'Now blocked by "Spam": +266696687, hidden callers.',
      numbers: '+14155550142, +442079460018, +266696687',
      added_numbers: '+266696687',
    });
  });

  test('keep what is on the list for others with such a number', async () => {
    const others = { '+7378742833': { name: 'robocall' }, Restricted: {}, '0000000000': {} };
    isThere({ ...hiding, numbers: others });
    changed({ numbers: { '+266696687': {} } }, { ...hiding, numbers: { ...others, '+266696687': {} } });
    active('spam');
    expect(await block({ numbers: '+266696687', blocklist: 'spam', block_hidden_callers: true })).toMatchObject({
      numbers: '+7378742833, anonymous, +266696687',
      added_numbers: '+266696687',
    });
  });

  test('have such a number put in the form that blocks', async () => {
    isThere({ ...hiding, numbers: { '266696687': { name: 'robocall' } } });
    const numbers = { '266696687': null, '+266696687': { name: 'robocall' } };
    changed({ numbers }, { ...hiding, numbers: { '+266696687': { name: 'robocall' } } });
    active('spam');
    expect(await block({ numbers: '+266696687', blocklist: 'spam', block_hidden_callers: true })).toMatchObject({
      added_numbers: '+266696687',
    });
  });

  test.each(['anonymous', 'Restricted', '+00', '+266696687', 'Private Number'])(
    'have no number that could be blocked: %j',
    async (hidden) => {
      await expect(block({ numbers: [NUMBER, hidden] })).rejects.toMatchObject(
        halts(
          'Numbers holds a hidden number. Choose Yes in Block Hidden Callers to block everybody who hides the number.',
        ),
      );
    },
  );
});

describe('before any request', () => {
  test.each([
    [[], 'Numbers is empty. Fill it in.'],
    [['', null, ' , ;'], 'Numbers is empty. Fill it in.'],
    [['call Jane'], "Numbers has an entry that isn't a phone number. Write it like +1 415 555 0100."],
    [
      [NUMBER, '1001'],
      'Numbers holds an extension. Only callers from outside can be blocked. Write their numbers as +1 415 555 0100.',
    ],
  ])('%j stops the step', async (numbers, sentence) => {
    await expect(block({ numbers })).rejects.toMatchObject(halts(sentence));
  });

  test('so does an answer that is neither yes nor no', async () => {
    await expect(block({ numbers: [NUMBER], block_hidden_callers: 'maybe' })).rejects.toMatchObject(
      halts('Block Hidden Callers must be true or false.'),
    );
  });
});

describe('what Dash has to confirm', () => {
  const NOT_KEPT = {
    name: 'AppError',
    sentence: 'VirtualPBX answered, but did not keep the change. Try again in a few minutes.',
  };

  test.each([
    ['a list without the number', spam],
    ['no list', {}],
  ])('is the number on the list: %s is a failure', async (_what, answer) => {
    isThere(spam);
    account().patch('/blacklists/spam').reply(200, success(answer));
    await expect(block({ numbers: [NUMBER], blocklist: 'spam' })).rejects.toMatchObject(NOT_KEPT);
  });

  test('is the list on the account: what somebody else overwrote is written again', async () => {
    isThere(spam);
    active('a');
    madeActive('a', 'spam');
    active('a', 'b');
    madeActive('a', 'b', 'spam');
    active('a', 'b', 'spam');
    expect(await block({ numbers: ['+14155550142'], blocklist: 'spam' })).toMatchObject({ changed: true });
  });

  test('and what is overwritten each time is a failure', async () => {
    isThere(spam);
    account().get('').times(4).reply(200, success({}));
    account()
      .patch('', { data: { blacklists: ['spam'] } })
      .times(3)
      .reply(200, success({}));
    await expect(block({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toMatchObject(
      fails(
        'Could not switch the blocklist on or off: somebody else changes the blocklists of the account at the same moment. Try again.',
        409,
      ),
    );
  });
});

test.each([
  ['null', null],
  ['a list', []],
  ['a text', 'ok'],
  ['another shape of its lists', { blacklists: { other: {} } }],
  ['a text in place of its lists', { blacklists: 'other' }],
  ['no lists at all', { blacklists: null }],
  ['more than texts in its lists', { blacklists: ['other', { id: 'more' }] }],
])(
  'an account that is answered with %s is not written, so that no list of others is switched off',
  async (_what, data) => {
    isThere(spam);
    account().get('').reply(200, success(data));
    await expect(block({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toMatchObject({
      name: 'AppError',
      sentence: 'VirtualPBX did not give the lists that act just now. Try again in a few minutes.',
    });
  },
);

test('one connection blocks one caller after the other', async () => {
  const { default: app } = await import('../../src/index.ts');
  const locks = ['block_number', 'unblock_number', 'create_blocklist', 'update_blocklist', 'delete_blocklist'].map(
    (key) => (app.creates as Record<string, { operation: { lock?: object } }>)[key]?.operation.lock,
  );
  expect(new Set(locks)).toEqual(new Set([{ key: 'blocklists', scope: ['auth'] }]));
});
