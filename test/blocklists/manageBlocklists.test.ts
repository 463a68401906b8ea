import { account, refusal, success } from '../support/dash.ts';
import { halts, refreshes, throttles } from '../support/told.ts';
import { active, changed, created, isGone, isThere, madeActive, run, spam } from './dash.ts';

const UNKNOWN = 'There is no such blocklist, or it is deleted already. Choose it again in Blocklist.';

describe('creating a blocklist', () => {
  const create = (inputData: object) => run('creates.create_blocklist', inputData);

  test('puts it on the account, beside the others', async () => {
    active('other');
    created({ name: 'Spam', numbers: { '+14155550142': {}, '+442079460018': {} } }, spam);
    active('other');
    madeActive('other', 'spam');
    active('other', 'spam');
    expect(await create({ name: ' Spam ', numbers: ['415 555 0142', '+44 (0)20 7946 0018'] })).toEqual({
      id: 'spam',
      summary: '"Spam" blocks 2 numbers.',
      name: 'Spam',
      numbers: '+14155550142, +442079460018',
      number_count: 2,
      block_hidden_callers: false,
      active: true,
    });
  });

  test('that blocks nobody yet does not touch the account', async () => {
    created({ name: 'Spam', numbers: {}, should_block_anonymous: true }, { ...spam, should_block_anonymous: true });
    const input = { name: 'Spam', numbers: ['anonymous'], block_hidden_callers: 'true', active: 'false' };
    expect(await create(input)).toMatchObject({
      summary: '"Spam" lists 2 numbers and hidden callers, and is switched off.',
      block_hidden_callers: true,
      active: false,
    });
  });

  test.each([
    [{ name: ' ' }, 'Name is empty. Fill it in.'],
    [{ name: 'Spam', active: 'perhaps' }, 'Active must be true or false.'],
    [
      { name: 'Spam', numbers: ['hidden?'] },
      "Numbers has an entry that isn't a phone number. Write it like +1 415 555 0100.",
    ],
  ])('%j stops the step before any request', async (input, sentence) => {
    await expect(create(input)).rejects.toMatchObject(halts(sentence));
  });

  test('with a name that Dash does not take is a sentence with the label of the field', async () => {
    active();
    const complaint = { name: { maxLength: { message: 'String must not be more than 128 characters' } } };
    account()
      .put('/blacklists')
      .reply(400, refusal(400, 'validation error', complaint));
    await expect(create({ name: 'S'.repeat(129) })).rejects.toMatchObject(
      halts(
        'Could not create the blocklist. Name: String must not be more than 128 characters. Check the fields of this step.',
      ),
    );
  });
});

describe('a blocklist is not created twice', () => {
  const create = () => run('creates.create_blocklist', { name: 'Spam' });
  const made = () => {
    active('other');
    created({ name: 'Spam', numbers: {} }, { ...spam, numbers: {} });
  };

  test.each([
    [401, refreshes],
    [
      429,
      throttles(
        'Could not read which blocklists are active: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
  ])('when Zapier repeats the step after a %i, which comes before anything is made', async (status, told) => {
    account().get('').reply(status, refusal(status, 'no'));
    await expect(create()).rejects.toMatchObject(told);
  });

  test.each([401, 403, 429, 500])('when the account answers %i after it was made', async (status) => {
    made();
    active('other');
    account().patch('').reply(status, refusal(status, 'no'));
    await expect(create()).rejects.toMatchObject(
      halts(
        'The list was made, but may not be active yet. Turn it on with Update Blocklist. Running this step again would create a second list.',
      ),
    );
  });

  const perhapsMade = halts(
    'VirtualPBX did not say whether it made the list. Look in Dash whether it is there before you run this step again.',
  );

  test.each([
    [500, ''],
    [502, ''],
    [503, ''],
    [504, ''],
    [201, '<html>'],
    [201, JSON.stringify(success({}))],
  ])('when nobody knows whether it was made: %i %s', async (status, body) => {
    active('other');
    account().put('/blacklists').reply(status, body);
    await expect(create()).rejects.toMatchObject(perhapsMade);
  });

  test('when no answer came', async () => {
    active('other');
    account().put('/blacklists').replyWithError('socket hang up');
    await expect(create()).rejects.toMatchObject(perhapsMade);
  });
});

describe('updating a blocklist', () => {
  const update = (inputData: object) => run('creates.update_blocklist', { blocklist: 'spam', ...inputData });

  test('changes all that is filled in, in one write each', async () => {
    isThere(spam);
    const after = { id: 'spam', name: 'Robocalls', numbers: { '+14155550100': {} }, should_block_anonymous: true };
    changed(
      {
        name: 'Robocalls',
        numbers: { '+14155550100': {}, '+14155550142': null, '+442079460018': null },
        should_block_anonymous: true,
      },
      after,
    );
    active('spam', 'other');
    madeActive('other');
    active('other');
    const input = {
      name: 'Robocalls',
      add_numbers: ['415-555-0100', '415-555-0101'],
      remove_numbers: ['+14155550142', '+442079460018', '+14155550101'],
      block_hidden_callers: true,
      active: false,
    };
    expect(await update(input)).toEqual({
      id: 'spam',
      summary: '"Robocalls" lists 1 number and hidden callers, and is switched off.',
      name: 'Robocalls',
      numbers: '+14155550100',
      number_count: 1,
      block_hidden_callers: true,
      active: false,
      added_numbers: '+14155550100',
      removed_numbers: '+14155550142, +442079460018',
      changed: true,
    });
  });

  test.each([
    ['the name', { name: 'Robocalls' }, { name: 'Robocalls' }],
    ['numbers to add', { add_numbers: '4155550100' }, { numbers: { '+14155550100': {} } }],
    ['numbers to remove', { remove_numbers: ['4155550142'] }, { numbers: { '+14155550142': null } }],
    ['hidden callers', { block_hidden_callers: 'yes' }, { should_block_anonymous: true }],
  ])('changes nothing but %s when nothing else is filled in', async (_what, input, patch) => {
    isThere(spam);
    const after = { ...spam, numbers: 'add_numbers' in input ? { '+14155550100': {} } : {} };
    changed(patch, after);
    active('spam');
    const empty = { name: '', add_numbers: [], remove_numbers: null, block_hidden_callers: '', active: '' };
    expect(await update({ ...empty, ...input })).toMatchObject({ id: 'spam', active: true, changed: true });
  });

  test.each([true, 'yes'])('switches it on with %j, and leaves the list alone', async (wanted) => {
    isThere(spam);
    active();
    madeActive('spam');
    active('spam');
    expect(await update({ active: wanted })).toMatchObject({ active: true, added_numbers: null, changed: true });
  });

  test('writes nothing where all is so already', async () => {
    isThere(spam);
    active();
    const input = { name: 'Spam', add_numbers: ['+14155550142'], block_hidden_callers: false, active: false };
    expect(await update(input)).toMatchObject({ removed_numbers: null, changed: false, active: false });
  });

  test.each([
    [{ blocklist: '', name: 'Robocalls' }, 'Blocklist is empty. Fill it in.'],
    [{}, "There's nothing to change. Fill in at least one more field."],
    [
      { add_numbers: ['1001'] },
      'Numbers to Add holds an extension. Only callers from outside can be blocked. Write their numbers as +1 415 555 0100.',
    ],
    [
      { remove_numbers: ['x'] },
      "Numbers to Remove has an entry that isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
    ],
  ])('%j stops the step before any request', async (input, sentence) => {
    await expect(update(input)).rejects.toMatchObject(halts(sentence));
  });

  test('that is unknown is a sentence', async () => {
    isGone('spam');
    await expect(update({ name: 'Robocalls' })).rejects.toMatchObject(halts(UNKNOWN));
  });
});

describe('deleting a blocklist', () => {
  const remove = (blocklist: unknown = 'spam') => run('creates.delete_blocklist', { blocklist });
  const deletion = () => account().delete('/blacklists/spam');

  test('takes it off the account first', async () => {
    isThere(spam);
    active('a', 'spam', 'b');
    madeActive('a', 'b');
    active('a', 'b');
    deletion().reply(200, success(spam));
    expect(await remove()).toEqual({
      id: 'spam',
      summary: 'Deleted "Spam", which had 2 numbers.',
      name: 'Spam',
      numbers: '+14155550142, +442079460018',
      number_count: 2,
      block_hidden_callers: false,
      active: false,
    });
  });

  test('leaves an account alone that does not refer to it', async () => {
    isThere({ ...spam, numbers: {} });
    active('a');
    deletion().reply(200, success({}));
    expect(await remove()).toMatchObject({ summary: 'Deleted "Spam", which had no numbers.' });
  });

  test('that is unknown is a sentence', async () => {
    isGone('spam');
    await expect(remove()).rejects.toMatchObject(halts(UNKNOWN));
  });

  test('that somebody deletes at the same moment is a sentence', async () => {
    isThere(spam);
    active();
    deletion().reply(404, refusal(404, 'bad identifier', ['spam']));
    await expect(remove()).rejects.toMatchObject(halts(UNKNOWN));
  });

  const switchedOff = () => {
    isThere(spam);
    active('spam', 'other');
    madeActive('other');
    active('other');
  };

  test('says that the list blocks nobody any more where only the deletion is refused', async () => {
    switchedOff();
    deletion().reply(403, refusal(403, 'forbidden'));
    await expect(remove()).rejects.toMatchObject(
      halts(
        'Could not delete the blocklist: this connection isn\'t allowed to do that. Connect with an API key or an administrator\'s sign-in. If you already do, contact VirtualPBX support. "Spam" is switched off already, and blocks nobody any more.',
      ),
    );
  });

  test('goes on when Zapier repeats the step', async () => {
    switchedOff();
    deletion().reply(401, refusal(401, 'invalid_credentials'));
    await expect(remove()).rejects.toMatchObject(refreshes);
    isThere(spam);
    active('other');
    deletion().reply(200, success(spam));
    expect(await remove()).toMatchObject({ summary: 'Deleted "Spam", which had 2 numbers.' });
  });

  test('keeps the list where the account does not let go of it', async () => {
    isThere(spam);
    active('spam');
    account().patch('').reply(403, refusal(403, 'forbidden'));
    await expect(remove()).rejects.toThrow(
      "Could not switch the blocklist off: this connection isn't allowed to do that.",
    );
  });

  test('without a choice asks nothing of Dash', async () => {
    await expect(remove('')).rejects.toMatchObject(halts('Blocklist is empty. Fill it in.'));
  });
});
