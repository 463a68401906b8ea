import { account, refusal, success } from '../support/dash.ts';
import { halts, refreshes, throttles } from '../support/told.ts';
import { active, changed, created, isGone, isThere, madeActive, run, spam } from './dash.ts';

const UNKNOWN = "VirtualPBX can't find this blocklist; it may have been deleted. Choose it again in Blocklist.";

describe('creating a blocklist', () => {
  const create = (inputData: object) => run('creates.create_blocklist', inputData);

  test('adds it to the account, next to the others', async () => {
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

  test('that is off leaves the account unchanged', async () => {
    created({ name: 'Spam', numbers: {}, should_block_anonymous: true }, { ...spam, should_block_anonymous: true });
    const input = { name: 'Spam', numbers: ['anonymous'], block_hidden_callers: 'true', active: 'false' };
    expect(await create(input)).toMatchObject({
      summary: '"Spam" is turned off. It lists 2 numbers and hidden callers.',
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

  test("with a name that Dash refuses is an error with the field's label", async () => {
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
        'Could not check which blocklists are active: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
  ])('when Zapier repeats the step after a %i that comes before the list is created', async (status, told) => {
    account().get('').reply(status, refusal(status, 'no'));
    await expect(create()).rejects.toMatchObject(told);
  });

  test.each([401, 403, 429, 500])('when the account answers %i after the list was created', async (status) => {
    made();
    active('other');
    account().patch('').reply(status, refusal(status, 'no'));
    await expect(create()).rejects.toMatchObject(
      halts(
        'The blocklist was created, but it may not be active yet. Turn it on with Update Blocklist. Running this step again would create a second list.',
      ),
    );
  });

  const perhapsMade = halts(
    "VirtualPBX didn't confirm the new blocklist, so it may have been created. Check Dash before you run this step again.",
  );

  test.each([
    [500, ''],
    [502, ''],
    [503, ''],
    [504, ''],
    [201, '<html>'],
    [201, JSON.stringify(success({}))],
  ])('when it is unknown whether the list was created: %i %s', async (status, body) => {
    active('other');
    account().put('/blacklists').reply(status, body);
    await expect(create()).rejects.toMatchObject(perhapsMade);
  });

  test('when there is no answer', async () => {
    active('other');
    account().put('/blacklists').replyWithError('socket hang up');
    await expect(create()).rejects.toMatchObject(perhapsMade);
  });
});

describe('updating a blocklist', () => {
  const update = (inputData: object) => run('creates.update_blocklist', { blocklist: 'spam', ...inputData });

  test('changes everything that is filled in, in one write each', async () => {
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
      summary: '"Robocalls" is turned off. It lists 1 number and hidden callers.',
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
  ])('changes only %s if nothing else is filled in', async (_what, input, patch) => {
    isThere(spam);
    const after = { ...spam, numbers: 'add_numbers' in input ? { '+14155550100': {} } : {} };
    changed(patch, after);
    active('spam');
    const empty = { name: '', add_numbers: [], remove_numbers: null, block_hidden_callers: '', active: '' };
    expect(await update({ ...empty, ...input })).toMatchObject({ id: 'spam', active: true, changed: true });
  });

  test.each([true, 'yes'])('turns it on with %j and leaves the list unchanged', async (wanted) => {
    isThere(spam);
    active();
    madeActive('spam');
    active('spam');
    expect(await update({ active: wanted })).toMatchObject({ active: true, added_numbers: null, changed: true });
  });

  test('writes nothing if nothing would change', async () => {
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
      'Numbers to Add includes an extension, but only outside callers can be blocked. Write their numbers like +1 415 555 0100.',
    ],
    [
      { remove_numbers: ['x'] },
      "Numbers to Remove has an entry that isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
    ],
  ])('%j stops the step before any request', async (input, sentence) => {
    await expect(update(input)).rejects.toMatchObject(halts(sentence));
  });

  test("that doesn't exist is an error", async () => {
    isGone('spam');
    await expect(update({ name: 'Robocalls' })).rejects.toMatchObject(halts(UNKNOWN));
  });
});

describe('deleting a blocklist', () => {
  const remove = (blocklist: unknown = 'spam') => run('creates.delete_blocklist', { blocklist });
  const deletion = () => account().delete('/blacklists/spam');

  test('removes it from the account first', async () => {
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

  test('leaves an account unchanged that does not refer to it', async () => {
    isThere({ ...spam, numbers: {} });
    active('a');
    deletion().reply(200, success({}));
    expect(await remove()).toMatchObject({ summary: 'Deleted "Spam", which had no numbers.' });
  });

  test("that doesn't exist is an error", async () => {
    isGone('spam');
    await expect(remove()).rejects.toMatchObject(halts(UNKNOWN));
  });

  test('that someone else deletes at the same time is an error', async () => {
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

  test('says that the list no longer blocks anyone if only the deletion is refused', async () => {
    switchedOff();
    deletion().reply(403, refusal(403, 'forbidden'));
    await expect(remove()).rejects.toMatchObject(
      halts(
        'Could not delete the blocklist: this connection isn\'t allowed to do that. Connect with an API key or an administrator\'s sign-in. If you already do, contact VirtualPBX support. "Spam" is already turned off and no longer blocks anyone.',
      ),
    );
  });

  test('continues when Zapier repeats the step', async () => {
    switchedOff();
    deletion().reply(401, refusal(401, 'invalid_credentials'));
    await expect(remove()).rejects.toMatchObject(refreshes);
    isThere(spam);
    active('other');
    deletion().reply(200, success(spam));
    expect(await remove()).toMatchObject({ summary: 'Deleted "Spam", which had 2 numbers.' });
  });

  test('keeps the list if it cannot be removed from the account', async () => {
    isThere(spam);
    active('spam');
    account().patch('').reply(403, refusal(403, 'forbidden'));
    await expect(remove()).rejects.toThrow(
      "Could not turn the blocklist off: this connection isn't allowed to do that.",
    );
  });

  test('without a choice makes no request', async () => {
    await expect(remove('')).rejects.toMatchObject(halts('Blocklist is empty. Fill it in.'));
  });
});
