import { account, refusal, success } from '../support/dash.ts';
import { halts, throttles } from '../support/told.ts';
import { changed, isGone, isThere, listed, run, spam, usual } from './dash.ts';

const unblock = (inputData: object) => run('creates.unblock_number', inputData);

test('takes a number off every list that has it, and off no other', async () => {
  const both = { ...usual, numbers: { '+14155550142': {} } };
  const other = { id: 'other', name: 'Other', numbers: { '+14155550199': {} } };
  const gone = { id: 'gone', name: 'Gone', numbers: {} };
  listed(spam, both, other, gone);
  isThere(spam);
  isThere(both);
  isThere(other);
  isGone('gone');
  const patch = { numbers: { '+14155550142': null } };
  changed(patch, { ...spam, numbers: { '+442079460018': {} } });
  changed(patch, { ...both, numbers: {} });
  expect(await unblock({ numbers: ['415 555 0142'] })).toEqual({
    id: '+14155550142',
    summary: 'Removed from "Spam", "Blocked by Zapier": 415-555-0142.',
    removed_numbers: '+14155550142',
    changed: true,
    blocklist_ids: 'spam, usual',
    blocklist_names: 'Spam, Blocked by Zapier',
    blocklist_count: 2,
  });
});

test('takes several numbers off the list that somebody chose', async () => {
  isThere(spam);
  changed({ numbers: { '+442079460018': null, '+14155550142': null } }, { ...spam, numbers: {} });
  const numbers = ['+44 20 7946 0018', '+14155550142', '+14155550177'];
  expect(await unblock({ numbers, blocklist: 'spam' })).toMatchObject({
    id: '+442079460018, +14155550142, +14155550177',
    summary: 'Removed from "Spam": +44 20 7946 0018, 415-555-0142.',
    removed_numbers: '+442079460018, +14155550142',
    blocklist_ids: 'spam',
  });
});

describe('on an old list', () => {
  const FORMS = ['4155550142', '14155550142', '+14155550142', '(415) 555-0142', '1-415-555-0142', '0114155550142'];
  const old = {
    ...spam,
    numbers: { ...Object.fromEntries(FORMS.map((key) => [key, {}])), '4155550177': {}, '442079460018': {} },
  };

  test.each(['+14155550142', '(415) 555-0142', '4155550142'])(
    'takes off every form of the number: %s',
    async (typed) => {
      isThere(old);
      const nulls = Object.fromEntries(FORMS.slice(0, 5).map((key) => [key, null]));
      changed({ numbers: nulls }, { ...spam, numbers: { '+14155550177': {}, '+442079460018': {} } });
      expect(await unblock({ numbers: typed, blocklist: 'spam' })).toMatchObject({
        id: '+14155550142',
        removed_numbers: '+14155550142',
        changed: true,
      });
    },
  );

  test('takes off a number from abroad that lacks its plus sign', async () => {
    isThere(old);
    changed({ numbers: { '442079460018': null } }, { ...spam, numbers: {} });
    const numbers = '+44 20 7946 0018';
    expect(await unblock({ numbers, blocklist: 'spam' })).toMatchObject({ removed_numbers: '+442079460018' });
  });

  test('fails where Dash keeps one of the forms', async () => {
    isThere(old);
    account()
      .patch('/blacklists/spam')
      .reply(200, success({ ...spam, numbers: { '(415) 555-0142': {} } }));
    await expect(unblock({ numbers: '4155550142', blocklist: 'spam' })).rejects.toMatchObject({
      sentence: 'VirtualPBX answered, but did not keep the change. Try again in a few minutes.',
    });
  });
});

/** Hidden callers of every kind. */
const hidden = { '+266696687': {}, '+7378742833': { name: 'robocall' }, Restricted: {}, '0000000000': {} };

test('takes off the number that a carrier gives a hidden caller, and no other', async () => {
  const { '+266696687': ours, ...others } = hidden;
  isThere({ ...spam, numbers: { '+266696687': ours, '266696687': {}, ...others } });
  changed({ numbers: { '+266696687': null, '266696687': null } }, { ...spam, numbers: others });
  expect(await unblock({ numbers: '+266 696 687', blocklist: 'spam' })).toMatchObject({
    id: '+266696687',
    removed_numbers: '+266696687',
    summary: 'Removed from "Spam": +266696687.',
  });
});

test('takes off hidden callers in words and zeros, and says who is blocked still', async () => {
  const hiding = { ...spam, numbers: hidden, should_block_anonymous: true };
  isThere(hiding);
  const { Restricted: _words, '0000000000': _zeros, ...others } = hidden;
  changed({ numbers: { Restricted: null, '0000000000': null } }, { ...hiding, numbers: others });
  expect(await unblock({ numbers: 'anonymous', blocklist: 'spam' })).toMatchObject({
    removed_numbers: 'anonymous',
    summary:
      'Removed from "Spam": hidden callers. "Spam" still blocks callers who hide their number. Turn off Block Hidden Callers in Update Blocklist to change that.',
  });
  isThere(spam);
  expect(await unblock({ numbers: '+266696687', blocklist: 'spam' })).toMatchObject({
    summary: 'Nothing to unblock: +266696687.',
  });
});

test('takes an extension off that somebody put on a list', async () => {
  isThere({ ...spam, numbers: { '1001': {} } });
  changed({ numbers: { '1001': null } }, { ...spam, numbers: {} });
  expect(await unblock({ numbers: ['1001'], blocklist: 'spam' })).toMatchObject({ removed_numbers: '1001' });
});

test('writes nothing for a number that is on no list', async () => {
  listed(spam);
  isThere(spam);
  expect(await unblock({ numbers: ['+14155550100'], blocklist: null })).toEqual({
    id: '+14155550100',
    summary: 'Nothing to unblock: 415-555-0100.',
    removed_numbers: null,
    changed: false,
    blocklist_ids: null,
    blocklist_names: null,
    blocklist_count: 0,
  });
});

describe('when the phone system stops answering', () => {
  const both = { ...usual, numbers: { '+14155550142': {} } };
  const patch = { numbers: { '+14155550142': null } };
  const begin = () => {
    listed(spam, both);
    isThere(spam);
    isThere(both);
  };

  test.each([401, 403, 429, 500])('with %i halfway, what was done is told, and not repeated', async (status) => {
    begin();
    changed(patch, { ...spam, numbers: { '+442079460018': {} } });
    account().patch('/blacklists/usual').reply(status, refusal(status, 'no'));
    await expect(unblock({ numbers: ['4155550142'] })).rejects.toMatchObject(
      halts('Removed from "Spam", but perhaps not from every other list. Run this step again for the rest.'),
    );
  });

  test('before anything is done, Zapier repeats the step', async () => {
    begin();
    account().patch('/blacklists/spam').reply(429, refusal(429, 'too_many_requests'));
    await expect(unblock({ numbers: ['4155550142'] })).rejects.toMatchObject(
      throttles(
        'Could not change the blocklist: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    );
  });
});

test('fails where Dash answers and keeps the number', async () => {
  isThere(spam);
  account().patch('/blacklists/spam').reply(200, success(spam));
  await expect(unblock({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toMatchObject({
    name: 'AppError',
    sentence: 'VirtualPBX answered, but did not keep the change. Try again in a few minutes.',
  });
});

test.each([
  [{ numbers: [','] }, 'Numbers is empty. Fill it in.'],
  [
    { numbers: ['x'] },
    "Numbers has an entry that isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
  ],
])('%j stops the step before any request', async (input, sentence) => {
  await expect(unblock(input)).rejects.toMatchObject(halts(sentence));
});

test('an unknown list is a sentence', async () => {
  isGone('spam');
  await expect(unblock({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toThrow('There is no such blocklist');
});
