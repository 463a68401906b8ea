import { createPlatform } from '../support/platform.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, windowOf, type Row } from './cdrs.ts';
import { DAY, HOUR, stopClock } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';
import type { CallRecord } from './played.ts';

beforeAll(stopClock);

const find = (inputData: object = {}) =>
  createPlatform().run('searches.find_unreturned_call.operation.perform', { inputData }) as Promise<CallRecord[]>;

const missed = (id: string, hours: number, said: object = {}) => inboundRow(id, { ended: hours * HOUR }, said);
const callBack = (hours: number, dialed_number: string, said: object = {}) =>
  outboundRow('back', { ended: hours * HOUR }, { dialed_number, ...said });
const through = (hours: number, calling_from = CALLER) =>
  answeredRows('through', { ended: hours * HOUR }, { calling_from });

test.each<[string, Row[], string[]]>([
  ['a missed call that nobody called back', [missed('a', 3)], ['a']],
  ['none that was called back later', [missed('a', 3), callBack(2, CALLER)], []],
  ['none that was called back in vain', [missed('a', 3), callBack(2, CALLER, { hangup_cause: 'NO_ANSWER' })], []],
  ['none that was called back with the number written otherwise', [missed('a', 3), callBack(2, '4155550142')], []],
  ['none that was called back with the own number hidden', [missed('a', 3), callBack(2, '*674155550142')], []],
  ['one that was called only before', [missed('a', 3), callBack(4, CALLER)], ['a']],
  ['one where another number was called', [missed('a', 3), callBack(2, CUSTOMER)], ['a']],
  ['none whose caller got through later', [missed('a', 3), ...through(2)], []],
  ['one whose caller got through before', [missed('a', 3), ...through(4)], ['a']],
  ['one while another caller got through', [missed('a', 3), ...through(2, '+14155550199')], ['a']],
  ['the newest of several of one caller', [missed('a', 3), missed('b', 2)], ['b']],
  [
    'an older one of another caller, when the newest was called back',
    [missed('a', 3), missed('b', 2, { calling_from: CUSTOMER }), callBack(1, CUSTOMER)],
    ['a'],
  ],
  ['one that was missed again after it was called back', [missed('a', 3), callBack(2, CALLER), missed('b', 1)], ['b']],
  ['none of a hidden caller, who cannot be called back', [missed('a', 3, { calling_from: 'anonymous' })], []],
  ['one that came while every phone was busy', [missed('a', 3, { hangup_cause: 'USER_BUSY' })], ['a']],
  ['one that the mailbox took', [missed('a', 3, { hangup_cause: 'NORMAL_CLEARING', billing_seconds: 20 })], ['a']],
  ['an outbound call that nobody answered does not count', [callBack(2, CUSTOMER, { hangup_cause: 'NO_ANSWER' })], []],
  ['none among us', [callBack(2, '1002', { hangup_cause: 'NO_ANSWER' })], []],
])('finds %s', async (_what, rows, ids) => {
  const asked = archiveOf(rows);
  expect((await find()).map(({ id }) => id)).toEqual(ids);
  expect(asked).toHaveLength(1);
});

test('has no other filters than its fields', async () => {
  archiveOf([missed('a', 3)]);
  const leftOver = { direction: 'outbound', outcomes: 'answered', users: 'nobody' };
  expect((await find(leftOver)).map(({ id }) => id)).toEqual(['a']);
});

test('looks back a day, or as far back as Since says', async () => {
  archiveOf([missed('a', 3, { calling_from: CUSTOMER }), callBack(2, CUSTOMER), missed('b', 30)]);
  expect(await find()).toEqual([]);
  expect(await find({ since: '2026-11-23' })).toMatchObject([{ id: 'b' }]);
});

test('looks back 31 days at most', async () => {
  const asked = archiveOf([missed('a', (32 * DAY) / HOUR)]);
  expect(await find({ since: '2026-01-01' })).toEqual([]);
  expect(windowOf(asked[0])[0]).toBe('2026-10-24T17:40:00.000Z');
});

test('finds only calls to the chosen company numbers, while a call back counts from any number', async () => {
  const fax = { dialed_number: '+14154886199' };
  archiveOf([missed('a', 3), missed('b', 2, { ...fax, calling_from: CUSTOMER }), callBack(1, '+14155550111')]);
  expect(await find({ numbers: [OUR_NUMBER] })).toMatchObject([{ id: 'a' }]);
  expect(await find({ exclude_numbers: ['415-488-6199'] })).toMatchObject([{ id: 'a' }]);
  expect(await find({ numbers: ['+14154886199'] })).toMatchObject([{ id: 'b' }]);
});

test('says that a date cannot be read', async () => {
  await expect(find({ since: 'soon' })).rejects.toMatchObject({ name: 'HaltedError' });
});
