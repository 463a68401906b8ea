import { account, refusal, success } from '../support/dash.ts';
import { fails, halts } from '../support/told.ts';
import { active, isGone, isThere, listed, run, spam, usual } from './dash.ts';

describe('finding a blocklist', () => {
  const find = (name: unknown) => run('searches.find_blocklist', { name });

  test.each(['Spam', ' SPAM ', 'spám'])('by the name %j', async (name) => {
    listed(usual, spam);
    isThere(spam);
    active('usual', 'spam');
    expect(await find(name)).toEqual([
      {
        id: 'spam',
        summary: '"Spam" blocks 2 numbers.',
        name: 'Spam',
        numbers: '+14155550142, +442079460018',
        number_count: 2,
        block_hidden_callers: false,
        active: true,
      },
    ]);
  });

  test('that is turned off says so', async () => {
    listed(spam);
    isThere(spam);
    active();
    expect(await find('Spam')).toMatchObject([{ active: false }]);
  });

  test.each(['Spa', 'Spam!', 'Robocalls'])('finds none by the name %j', async (name) => {
    listed(usual, spam);
    expect(await find(name)).toEqual([]);
  });

  test('among rows that are no blocklists, whose names have spaces', async () => {
    const rows = [null, 'Spam', { name: 'Spam' }, { id: 'usual' }, { id: 'spam', name: ' Spam ' }];
    account().get('/blacklists').query({ paginate: 'false' }).reply(200, success(rows));
    isThere(spam);
    active('spam');
    expect(await find('Spam')).toMatchObject([{ id: 'spam', active: true }]);
  });

  test('that Dash stored without a name', async () => {
    account()
      .get('/blacklists')
      .query({ paginate: 'false' })
      .reply(200, success([{ id: 'usual' }]));
    account()
      .get('/blacklists/usual')
      .reply(200, success({ id: 'usual', numbers: {} }));
    active();
    expect(await find('Blocklist without a name')).toMatchObject([
      { id: 'usual', name: 'Blocklist without a name', number_count: 0 },
    ]);
  });

  test.each([
    ['list the blocklists', () => account().get('/blacklists').query({ paginate: 'false' })],
    [
      'read the blocklist',
      () => {
        listed(spam);
        return account().get('/blacklists/spam');
      },
    ],
  ])("says so if it can't %s", async (what, request) => {
    request().reply(503, refusal(503, 'datastore timeout'));
    await expect(find('Spam')).rejects.toMatchObject(
      fails(`Could not ${what}: VirtualPBX had a problem. Try again in a few minutes.`, 503),
    );
  });

  test('finds none that was deleted in the meantime', async () => {
    listed(spam);
    isGone('spam');
    expect(await find('Spam')).toEqual([]);
  });

  test('without a name makes no request', async () => {
    await expect(find('')).rejects.toMatchObject(halts('Name is empty. Fill it in.'));
  });
});

describe('finding out whether a number is blocked', () => {
  const find = (number: unknown) => run('searches.find_blocked_number', { number });

  test('names the list that blocks it', async () => {
    active('usual', 'spam');
    isThere(usual);
    isThere(spam);
    expect(await find('415-555-0142')).toEqual([
      {
        id: 'spam',
        summary: '415-555-0142 is blocked by "Spam".',
        name: 'Spam',
        numbers: '+14155550142, +442079460018',
        number_count: 2,
        block_hidden_callers: false,
        active: true,
        number: '+14155550142',
      },
    ]);
  });

  test('stops at the list that blocks it', async () => {
    active('spam', 'usual');
    isThere(spam);
    expect(await find('+14155550142')).toMatchObject([{ name: 'Spam' }]);
  });

  test('ignores a list that is turned off', async () => {
    active();
    expect(await find('+14155550142')).toEqual([]);
  });

  test('skips a deleted list and one without the number', async () => {
    active('gone', 'usual');
    isGone('gone');
    isThere(usual);
    expect(await find('+14155550142')).toEqual([]);
  });

  describe('on an old list', () => {
    const old = { ...usual, numbers: { '(415) 555-0142': {} } };
    const oldest = { ...usual, id: 'oldest', numbers: { '4155550142': {} } };

    test.each([old, oldest])('finds the number in a format that blocks nobody: $numbers', async (list) => {
      active('gone', list.id);
      isGone('gone');
      isThere(list);
      expect(await find('+14155550142')).toMatchObject([
        {
          id: list.id,
          number: '+14155550142',
          numbers: '+14155550142',
          number_count: 1,
          summary:
            '415-555-0142 is on "Blocked by Zapier", but in an old format that doesn\'t block calls. To block it, use Block Number.',
        },
      ]);
    });

    test('prefers the list that blocks', async () => {
      active('usual', 'oldest', 'spam');
      isThere(old);
      isThere(oldest);
      isThere(spam);
      expect(await find('4155550142')).toMatchObject([{ id: 'spam', summary: '415-555-0142 is blocked by "Spam".' }]);
    });

    test('also finds the number that a carrier gives a hidden caller', async () => {
      active('usual');
      isThere({ id: 'usual', name: usual.name, numbers: { '266696687': {} } });
      expect(await find('+266696687')).toMatchObject([
        { summary: expect.stringMatching(/^\+266696687 is on "Blocked by Zapier", but in an old format /) as string },
      ]);
    });
  });

  describe('like KAZOO, recognizes hidden callers by the list only, and their numbers by the entries only:', () => {
    const lets = { asked: 'anonymous', should_block_anonymous: false };
    const blocks = { asked: 'anonymous', should_block_anonymous: true };
    const ours = { asked: '+266696687', should_block_anonymous: true };
    test.each([
      { ...lets, numbers: { '+266696687': {} }, answer: [] },
      { ...lets, numbers: { '0000000000': {} }, answer: [] },
      { ...lets, numbers: { Restricted: {} }, answer: [] },
      { ...blocks, numbers: {}, answer: ['Hidden callers are blocked by "Spam".'] },
      { ...ours, numbers: {}, answer: [] },
      { ...ours, numbers: { '+7378742833': {} }, answer: [] },
      { ...ours, numbers: { '+266696687': {} }, answer: ['+266696687 is blocked by "Spam".'] },
    ])(
      '$asked on $numbers, hidden callers blocked: $should_block_anonymous',
      async ({ asked, answer, numbers, should_block_anonymous }) => {
        active('spam');
        isThere({ ...spam, numbers, should_block_anonymous } as typeof spam);
        const found = (await find(asked)) as { summary: string }[];
        expect(found.map(({ summary }) => summary)).toEqual(answer);
      },
    );
  });

  test.each(['anonymous', 'Private'])('finds the list that blocks %j', async (number) => {
    active('usual', 'spam');
    isThere(usual);
    isThere({ ...spam, should_block_anonymous: true } as typeof spam);
    expect(await find(number)).toMatchObject([
      { name: 'Spam', number: 'anonymous', summary: 'Hidden callers are blocked by "Spam".' },
    ]);
  });

  test.each([
    ['', 'Number is empty. Fill it in.'],
    ['Jane', "Number isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001."],
  ])('%j asks nothing of Dash', async (number, sentence) => {
    await expect(find(number)).rejects.toMatchObject(halts(sentence));
  });
});
