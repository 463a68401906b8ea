import { formatEntries, formatSeries } from '../../src/blocklists/blockedNumbers.ts';
import { account, refusal, success } from '../support/dash.ts';
import { halts, throttles } from '../support/told.ts';
import { changed, isGone, isThere, listed, run, spam, usual } from './dash.ts';

const unblock = (inputData: object) => run('creates.unblock_number', inputData);

test('removes a number from every list that has it, and from no other', async () => {
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
    summary: 'Removed 415-555-0142 from "Spam" and "Blocked by Zapier".',
    removed_numbers: '+14155550142',
    changed: true,
    blocklist_ids: 'spam, usual',
    blocklist_names: 'Spam, Blocked by Zapier',
    blocklist_count: 2,
  });
});

test('removes several numbers from the chosen list', async () => {
  isThere(spam);
  changed({ numbers: { '+442079460018': null, '+14155550142': null } }, { ...spam, numbers: {} });
  const numbers = ['+44 20 7946 0018', '+14155550142', '+14155550177'];
  expect(await unblock({ numbers, blocklist: 'spam' })).toMatchObject({
    id: '+442079460018, +14155550142, +14155550177',
    summary: 'Removed +44 20 7946 0018 and 415-555-0142 from "Spam".',
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
    'removes the number in every format: %s',
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

  test('removes an international number without its plus sign', async () => {
    isThere(old);
    changed({ numbers: { '442079460018': null } }, { ...spam, numbers: {} });
    const numbers = '+44 20 7946 0018';
    expect(await unblock({ numbers, blocklist: 'spam' })).toMatchObject({ removed_numbers: '+442079460018' });
  });

  test('fails if Dash keeps one of the formats', async () => {
    isThere(old);
    account()
      .patch('/blacklists/spam')
      .reply(200, success({ ...spam, numbers: { '(415) 555-0142': {} } }));
    await expect(unblock({ numbers: '4155550142', blocklist: 'spam' })).rejects.toMatchObject({
      sentence: "VirtualPBX didn't save the change. Try again in a few minutes.",
    });
  });
});

/** Hidden callers of every kind. */
const hidden = { '+266696687': {}, '+7378742833': { name: 'robocall' }, Restricted: {}, '0000000000': {} };

test('removes the number that a carrier gives a hidden caller, and no other', async () => {
  const { '+266696687': ours, ...others } = hidden;
  isThere({ ...spam, numbers: { '+266696687': ours, '266696687': {}, ...others } });
  changed({ numbers: { '+266696687': null, '266696687': null } }, { ...spam, numbers: others });
  expect(await unblock({ numbers: '+266 696 687', blocklist: 'spam' })).toMatchObject({
    id: '+266696687',
    removed_numbers: '+266696687',
    summary: 'Removed +266696687 from "Spam".',
  });
});

test('names three or more in a series', () => {
  expect(formatSeries(['a', 'b', 'c'])).toBe('a, b, and c');
});

test.each([
  [['1001', '1002', '1003'], 'extension 1001, extension 1002, and extension 1003'],
  [['1001', '1002', '1003', '1004'], '4 numbers'],
])('%j are %s in a sentence', (numbers, entries) => {
  expect(formatEntries(numbers)).toBe(entries);
});

test('removes hidden callers in words and zeros, and says who is still blocked', async () => {
  const hiding = { ...spam, numbers: hidden, should_block_anonymous: true };
  isThere(hiding);
  const { Restricted: _words, '0000000000': _zeros, ...others } = hidden;
  changed({ numbers: { Restricted: null, '0000000000': null } }, { ...hiding, numbers: others });
  expect(await unblock({ numbers: 'anonymous', blocklist: 'spam' })).toMatchObject({
    removed_numbers: 'anonymous',
    summary:
      'Removed hidden callers from "Spam". Callers who hide their number are still blocked by "Spam". To change that, turn off Block Hidden Callers in Update Blocklist.',
  });
  isThere(spam);
  expect(await unblock({ numbers: '+266696687', blocklist: 'spam' })).toMatchObject({
    summary: 'Nothing to unblock: no entry found for +266696687.',
  });
});

test('removes an extension that someone put on a list', async () => {
  isThere({ ...spam, numbers: { '1001': {} } });
  changed({ numbers: { '1001': null } }, { ...spam, numbers: {} });
  expect(await unblock({ numbers: ['1001'], blocklist: 'spam' })).toMatchObject({ removed_numbers: '1001' });
});

test('writes nothing for a number that is on no list', async () => {
  listed(spam);
  isThere(spam);
  expect(await unblock({ numbers: ['+14155550100'], blocklist: null })).toEqual({
    id: '+14155550100',
    summary: 'Nothing to unblock: no entry found for 415-555-0100.',
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

  test.each([401, 403, 429, 500])('with %i halfway, what was done is reported and not repeated', async (status) => {
    begin();
    changed(patch, { ...spam, numbers: { '+442079460018': {} } });
    account().patch('/blacklists/usual').reply(status, refusal(status, 'no'));
    await expect(unblock({ numbers: ['4155550142'] })).rejects.toMatchObject(
      halts('The numbers were removed from "Spam", but maybe not from all other lists. Run this step again to finish.'),
    );
  });

  test('before anything is done, Zapier repeats the step', async () => {
    begin();
    account().patch('/blacklists/spam').reply(429, refusal(429, 'too_many_requests'));
    await expect(unblock({ numbers: ['4155550142'] })).rejects.toMatchObject(
      throttles(
        'Could not update the blocklist: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    );
  });
});

test('fails if Dash answers but keeps the number', async () => {
  isThere(spam);
  account().patch('/blacklists/spam').reply(200, success(spam));
  await expect(unblock({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toMatchObject({
    name: 'AppError',
    sentence: "VirtualPBX didn't save the change. Try again in a few minutes.",
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

test("a list that doesn't exist is an error", async () => {
  isGone('spam');
  await expect(unblock({ numbers: ['+14155550142'], blocklist: 'spam' })).rejects.toThrow(
    "VirtualPBX can't find this blocklist",
  );
});
