import { toGregorian } from '../../src/dash/time.ts';
import { storedVoicemailFields } from '../../src/voicemail/storedVoicemail.record.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';
import { BOX, listedVoicemail, mailbox, MESSAGE, owner, storedVoicemail } from '../support/voicemail.ts';

const NOW = new Date('2026-11-24T20:00:00Z');
const now = toGregorian(NOW);
const DAY = 24 * 3600;

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

const find = (inputData: object = {}) =>
  createPlatform().run('searches.find_voicemail.operation.perform', { inputData });

const lastDay = { created_from: now - DAY, created_to: now, page_size: 100 };
const listed = (rows: object[], query: object = {}, more: object = {}) =>
  account()
    .get('/vmboxes/messages')
    .query({ ...lastDay, ...query })
    .reply(
      200,
      success(
        rows.map((row) => ({ [BOX]: row })),
        more,
      ),
    );
const know = () => {
  account().get(`/vmboxes/${BOX}`).reply(200, success(mailbox));
  account().get(`/users/${USER}`).reply(200, success(owner));
};

describe('finding a voicemail', () => {
  test('returns the newest one, with its transcription, audio, and folder', async () => {
    listed([
      { ...listedVoicemail, media_id: 'older', timestamp: listedVoicemail.timestamp - 60 },
      { ...listedVoicemail, folder: 'saved', transcribed: true },
    ]);
    account().get(`/vmboxes/${BOX}/messages/${MESSAGE}`).reply(200, success(storedVoicemail));
    know();
    const found = (await find()) as Record<string, unknown>[];
    expect(found).toHaveLength(1);
    expect(Object.keys(found[0] ?? {})).toEqual(expect.arrayContaining(storedVoicemailFields.map(({ key }) => key)));
    expect(found[0]).toMatchObject({
      id: MESSAGE,
      summary: 'Voicemail from Ann Lee (415-488-6134) for Jane Doe, Tue, Nov 24, 10:32 AM, 14 sec long.',
      mailbox_id: BOX,
      transcription: 'Could you call me back about Friday?',
      audio: expect.stringContaining('hydrators.voicemailAudio') as string,
      folder: 'saved',
    });
  });

  test('searches one voicemail box, back to the given time', async () => {
    account()
      .get(`/vmboxes/${BOX}/messages`)
      .query({ ...lastDay, created_from: toGregorian(new Date('2026-11-20T00:00:00Z')) })
      .reply(200, success([listedVoicemail]));
    know();
    expect(await find({ mailbox: BOX, since: '2026-11-20T00:00:00Z' })).toMatchObject([{ id: MESSAGE }]);
  });

  test.each(['+14154886134', '(415) 488-6134', '415.488.6134', ' tel:+1-415-488-6134 '])(
    'finds the caller written as %s',
    async (from_number) => {
      listed([{ ...listedVoicemail, media_id: 'another', caller_id_number: '+14155550100' }, listedVoicemail]);
      know();
      expect(await find({ from_number })).toMatchObject([{ id: MESSAGE }]);
    },
  );

  test.each([
    ['an extension', '10 03', '1003'],
    ['a hidden caller', 'anonymous', 'Restricted'],
  ])('finds %s', async (_name, from_number, caller_id_number) => {
    listed([listedVoicemail, { ...listedVoicemail, media_id: 'wanted', caller_id_number }]);
    know();
    expect(await find({ from_number })).toMatchObject([{ id: 'wanted' }]);
  });

  test.each([
    ['new', 'fresh'],
    ['saved', 'kept'],
    ['deleted', 'gone'],
    ['New', 'fresh'],
    [' SAVED ', 'kept'],
  ])('in the folder %s returns the one that is %s', async (folder, id) => {
    listed([
      { ...listedVoicemail, media_id: 'gone', folder: 'deleted' },
      { ...listedVoicemail, media_id: 'kept', folder: 'saved' },
      { ...listedVoicemail, media_id: 'fresh', folder: undefined },
    ]);
    know();
    expect(await find({ folder })).toMatchObject([{ id, folder: folder.trim().toLowerCase() }]);
  });

  test('continues to the next page, and stops at the first match', async () => {
    const other = { ...listedVoicemail, media_id: 'other', caller_id_number: '+14155550100' };
    listed([other], {}, { next_start_key: 'two' });
    listed([listedVoicemail], { start_key: 'two' }, { next_start_key: 'three' });
    know();
    expect(await find({ from_number: '+14154886134' })).toMatchObject([{ id: MESSAGE }]);
  });

  test('finds a deleted one only when asked to', async () => {
    listed([{ ...listedVoicemail, folder: 'deleted' }]);
    expect(await find()).toEqual([]);
    listed([{ ...listedVoicemail, folder: 'deleted' }]);
    know();
    expect(await find({ folder: 'deleted' })).toMatchObject([{ id: MESSAGE, folder: 'deleted' }]);
  });

  test('returns one whose transcription KAZOO 4.2 does not return, without another request', async () => {
    listed([listedVoicemail]);
    know();
    expect(await find()).toMatchObject([{ id: MESSAGE, transcription: null, has_transcription: false }]);
  });

  const mailboxWithout = (status: number, body: object) => {
    account()
      .get(`/vmboxes/${BOX}/messages`)
      .query(lastDay)
      .reply(200, success([], { page_size: 0, start_key: 'k1' }));
    account().get(`/vmboxes/${BOX}`).reply(status, body);
  };

  test('finds none in a chosen voicemail box without messages', async () => {
    mailboxWithout(200, success(mailbox));
    expect(await find({ mailbox: BOX })).toEqual([]);
  });

  test('fails if there is no such voicemail box; Dash returns an empty list of its messages', async () => {
    mailboxWithout(404, refusal(404, 'bad_identifier'));
    await expect(find({ mailbox: BOX })).rejects.toThrow("VirtualPBX can't find it");
  });

  test.each([
    ['not_found with a body', refusal(404, 'not_found', { message: 'not found' })],
    ['an empty answer', ''],
  ])('fails, rather than finding none, if the section is not turned on (%s)', async (_form, body) => {
    account().get('/vmboxes/messages').query(true).reply(404, body);
    await expect(find()).rejects.toThrow("Voicemail isn't turned on for this VirtualPBX account.");
  });

  test('finds none in an empty list', async () => {
    listed([{ folder: 'new' }]);
    expect(await find({ mailbox: '', from_number: null, folder: [], since: '' })).toEqual([]);
  });

  test.each([
    [
      { from_number: 'Ann' },
      "From Number isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
    ],
    [{ since: 'last week' }, "Since isn't a date and time. Write it like 2026-11-24 10:30."],
  ])('with %j stops before any request', async (inputData, beginning) => {
    await expect(find(inputData)).rejects.toMatchObject({
      name: 'HaltedError',
      message: expect.stringContaining(beginning) as string,
    });
  });

  test.each([
    [
      404,
      refusal(404, 'bad identifier', [BOX]),
      halts(
        "Could not read the voicemail box: VirtualPBX can't find it; it may have been deleted. Choose it again in this step.",
      ),
    ],
    [404, '', halts("Voicemail isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.")],
    [
      500,
      refusal(500, 'unspecified_fault'),
      fails('Could not read the voicemail box: VirtualPBX had a problem. Try again in a few minutes.', 500),
    ],
  ])('says why when Dash returns %i', async (status, body, told) => {
    account().get(`/vmboxes/${BOX}/messages`).query(true).reply(status, body);
    await expect(find({ mailbox: BOX })).rejects.toMatchObject(told);
  });
});
