import { account, refusal, success } from '../support/dash.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';
import { active, changed, created, isGone, isThere, listed, madeActive, run, spam, usual } from './dash.ts';

const block = (inputData: object) => run('creates.block_number', inputData);
const NUMBER = '+14155550100';

describe('on a chosen list', () => {
  test('sends only the new number, and turns the list on without losing other lists', async () => {
    isThere(spam);
    changed({ numbers: { [NUMBER]: {} } }, { ...spam, numbers: { ...spam.numbers, [NUMBER]: {} } });
    active('other');
    madeActive('other', 'spam');
    active('other', 'spam');
    expect(await block({ numbers: ['(415) 555-0100'], blocklist: 'spam' })).toEqual({
      id: 'spam',
      summary: '"Spam" now blocks 415-555-0100.',
      name: 'Spam',
      numbers: '+14155550142, +442079460018, +14155550100',
      number_count: 3,
      block_hidden_callers: false,
      active: true,
      added_numbers: NUMBER,
      changed: true,
    });
  });

  test('writes nothing if nothing would change', async () => {
    isThere(spam);
    active('spam');
    expect(await block({ numbers: ['+1 415 555 0142'], blocklist: 'spam' })).toMatchObject({
      summary: '"Spam" already blocks 415-555-0142.',
      added_numbers: null,
      changed: false,
    });
  });

  test('turns on a list that has the number but is off', async () => {
    isThere(spam);
    active();
    madeActive('spam');
    active('spam');
    expect(await block({ numbers: '+14155550142', blocklist: 'spam' })).toMatchObject({
      summary: '"Spam" now blocks 415-555-0142.',
      added_numbers: null,
      changed: true,
    });
  });

  test('adds only the numbers that are missing, each once', async () => {
    isThere(spam);
    const more = { [NUMBER]: {}, '+14155550101': {} };
    changed({ numbers: more }, { ...spam, numbers: { ...spam.numbers, ...more } });
    active('spam');
    const numbers = ['+14155550142, 415-555-0100', '', '415.555.0101;+14155550100', null, '+442079460018'];
    expect(await block({ numbers, blocklist: 'spam' })).toMatchObject({
      summary: '"Spam" now blocks 4 numbers.',
      added_numbers: '+14155550100, +14155550101',
      number_count: 4,
    });
  });

  test.each(['4155550142', '(415) 555-0142'])(
    'replaces a number in an old format with one that blocks, and keeps its notes: %s',
    async (key) => {
      isThere({ ...spam, numbers: { '1 415 555 0142': null, [key]: { name: 'robocall' } } });
      const numbers = { '+14155550142': { name: 'robocall' }, '1 415 555 0142': null, [key]: null };
      changed({ numbers }, spam);
      active('spam');
      expect(await block({ numbers: '+14155550142', blocklist: 'spam' })).toMatchObject({
        summary: '"Spam" now blocks 415-555-0142.',
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

  test("that doesn't exist is an error", async () => {
    isGone('spam');
    await expect(block({ numbers: [NUMBER], blocklist: 'spam' })).rejects.toMatchObject(
      halts("VirtualPBX can't find this blocklist; it may have been deleted. Choose it again in Blocklist."),
    );
  });
});

describe('on the default list', () => {
  test.each([usual, { ...usual, name: 'blocked by zapier ' }])('uses the existing one: $name', async (list) => {
    listed(spam, list);
    isThere(list);
    changed({ numbers: { [NUMBER]: {} } }, { ...list, numbers: { [NUMBER]: {} } });
    active('usual');
    expect(await block({ numbers: [NUMBER], blocklist: '' })).toMatchObject({ id: 'usual', active: true });
  });

  test('creates it with the number if it is missing', async () => {
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

describe('the default list, if it is missing,', () => {
  const made = () => {
    listed(spam);
    active('spam');
    created({ name: 'Blocked by Zapier', numbers: { [NUMBER]: {} } }, { ...usual, numbers: { [NUMBER]: {} } });
    active('spam');
  };

  test('is not created twice if its document lacks its ID', async () => {
    listed(spam, usual);
    account()
      .get('/blacklists/usual')
      .reply(200, success({ name: usual.name, numbers: {} }));
    changed({ numbers: { [NUMBER]: {} } }, { ...usual, numbers: { [NUMBER]: {} } });
    active('usual');
    expect(await block({ numbers: [NUMBER] })).toMatchObject({ id: 'usual', added_numbers: NUMBER });
  });

  test('is not created if the account cannot be read', async () => {
    listed(spam);
    account().get('').reply(401, refusal(401, 'invalid_credentials'));
    await expect(block({ numbers: [NUMBER] })).rejects.toMatchObject(refreshes);
  });

  test('is completed when Zapier repeats the step after a pause', async () => {
    made();
    account().patch('').reply(429, refusal(429, 'too_many_requests'));
    await expect(block({ numbers: [NUMBER] })).rejects.toMatchObject(
      throttles(
        'Could not turn the blocklist on: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
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

  test('and cannot be turned on is an error', async () => {
    made();
    account().patch('').reply(403, refusal(403, 'forbidden'));
    await expect(block({ numbers: [NUMBER] })).rejects.toMatchObject(
      halts(
        'The blocklist was created, but it may not be active yet. Run this step again to turn on "Blocked by Zapier", which already has the numbers.',
      ),
    );
  });
});

describe('hidden callers', () => {
  const hiding = { ...spam, should_block_anonymous: true };

  test.each([true, 'true', 'yes'])('are also blocked when the field is %j', async (block_hidden_callers) => {
    isThere(spam);
    changed({ should_block_anonymous: true }, hiding);
    active('spam');
    expect(await block({ numbers: ['+14155550142'], blocklist: 'spam', block_hidden_callers })).toMatchObject({
      summary: '"Spam" now blocks 415-555-0142 and hidden callers.',
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

  test('are blocked on a new list', async () => {
    listed();
    active('spam');
    created({ name: 'Blocked by Zapier', numbers: {}, should_block_anonymous: true }, { ...hiding, numbers: {} });
    active('spam');
    expect(await block({ numbers: ['anonymous'], block_hidden_callers: true })).toMatchObject({
      summary: '"Spam" now blocks hidden callers.',
      numbers: null,
      number_count: 0,
    });
  });

  test('are also blocked by the number that a carrier gives them', async () => {
    isThere(spam);
    const numbers = { ...spam.numbers, '+266696687': {} };
    changed({ numbers: { '+266696687': {} }, should_block_anonymous: true }, { ...hiding, numbers });
    active('spam');
    expect(
      await block({ numbers: '266696687, anonymous', blocklist: 'spam', block_hidden_callers: true }),
    ).toMatchObject({
      summary: '"Spam" now blocks +266696687 and hidden callers.',
      numbers: '+14155550142, +442079460018, +266696687',
      added_numbers: '+266696687',
    });
  });

  test('keep the entries of others with such a number', async () => {
    const others = { '+7378742833': { name: 'robocall' }, Restricted: {}, '0000000000': {} };
    isThere({ ...hiding, numbers: others });
    changed({ numbers: { '+266696687': {} } }, { ...hiding, numbers: { ...others, '+266696687': {} } });
    active('spam');
    expect(await block({ numbers: '+266696687', blocklist: 'spam', block_hidden_callers: true })).toMatchObject({
      numbers: '+7378742833, anonymous, +266696687',
      added_numbers: '+266696687',
    });
  });

  test('have such a number converted to the format that blocks', async () => {
    isThere({ ...hiding, numbers: { '266696687': { name: 'robocall' } } });
    const numbers = { '266696687': null, '+266696687': { name: 'robocall' } };
    changed({ numbers }, { ...hiding, numbers: { '+266696687': { name: 'robocall' } } });
    active('spam');
    expect(await block({ numbers: '+266696687', blocklist: 'spam', block_hidden_callers: true })).toMatchObject({
      added_numbers: '+266696687',
    });
  });

  test.each(['anonymous', 'Restricted', '+00', '+266696687', 'Private Number'])(
    'have no number to block: %j',
    async (hidden) => {
      await expect(block({ numbers: [NUMBER, hidden] })).rejects.toMatchObject(
        halts(
          'Numbers includes a hidden number. To block everyone who hides their number, turn on Block Hidden Callers.',
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
      'Numbers includes an extension, but only outside callers can be blocked. Write their numbers like +1 415 555 0100.',
    ],
  ])('%j stops the step', async (numbers, sentence) => {
    await expect(block({ numbers })).rejects.toMatchObject(halts(sentence));
  });

  test('so does a value that is not true or false', async () => {
    await expect(block({ numbers: [NUMBER], block_hidden_callers: 'maybe' })).rejects.toMatchObject(
      halts('Block Hidden Callers must be true or false.'),
    );
  });
});

describe('Dash must confirm', () => {
  const NOT_KEPT = {
    name: 'AppError',
    sentence: "VirtualPBX didn't save the change. Try again in a few minutes.",
  };

  test.each([
    ['a list without the number', spam],
    ['no list', {}],
  ])('the number on the list: %s is an error', async (_what, answer) => {
    isThere(spam);
    account().patch('/blacklists/spam').reply(200, success(answer));
    await expect(block({ numbers: [NUMBER], blocklist: 'spam' })).rejects.toMatchObject(NOT_KEPT);
  });

  test('the list on the account: what someone else overwrote is written again', async () => {
    isThere(spam);
    active('a');
    madeActive('a', 'spam');
    active('a', 'b');
    madeActive('a', 'b', 'spam');
    active('a', 'b', 'spam');
    expect(await block({ numbers: ['+14155550142'], blocklist: 'spam' })).toMatchObject({ changed: true });
  });

  test('and a change that is overwritten every time is an error', async () => {
    isThere(spam);
    account().get('').times(4).reply(200, success({}));
    account()
      .patch('', { data: { blacklists: ['spam'] } })
      .times(3)
      .reply(200, success({}));
    await expect(block({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toMatchObject(
      fails(
        "The blocklist couldn't be turned on or off because someone else is changing blocklists at the same time. Try again in a few minutes.",
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
  'if the answer for the account is %s, nothing is written, so that no other list is turned off',
  async (_what, data) => {
    isThere(spam);
    account().get('').reply(200, success(data));
    await expect(block({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toMatchObject({
      name: 'AppError',
      sentence: "VirtualPBX didn't return the active blocklists. Try again in a few minutes.",
    });
  },
);

test('a connection blocks one caller after another', async () => {
  const { default: app } = await import('../../src/index.ts');
  const locks = ['block_number', 'unblock_number', 'create_blocklist', 'update_blocklist', 'delete_blocklist'].map(
    (key) => (app.creates as Record<string, { operation: { lock?: object } }>)[key]?.operation.lock,
  );
  expect(new Set(locks)).toEqual(new Set([{ key: 'blocklists', scope: ['auth'] }]));
});
