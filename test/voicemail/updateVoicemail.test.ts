import { storedVoicemailFields } from '../../src/voicemail/storedVoicemail.record.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';
import { BOX, mailbox, MESSAGE, owner, storedVoicemail } from '../support/voicemail.ts';

const PATH = `/vmboxes/${BOX}/messages/${MESSAGE}`;

const update = (changes: object = {}) =>
  createPlatform().run('creates.update_voicemail.operation.perform', {
    inputData: { mailbox: BOX, voicemail: MESSAGE, folder: 'saved', ...changes },
  });

const stored = () => account().get(PATH).reply(200, success(storedVoicemail));
const moved = (folder: string, status = 200, body: object | string = success({})) =>
  account().post(PATH, { data: { folder } }).reply(status, body);
const know = () => {
  account().get(`/vmboxes/${BOX}`).reply(200, success(mailbox));
  account().get(`/users/${USER}`).reply(200, success(owner));
};

describe('moving a voicemail', () => {
  test.each([
    ['new', 'new'],
    ['saved', 'saved'],
    ['deleted', 'deleted'],
    ['Saved', 'saved'],
  ])('to %s returns the voicemail with its transcription and audio', async (chosenFolder, folder) => {
    stored();
    moved(folder);
    know();
    const record = (await update({ folder: chosenFolder })) as Record<string, unknown>;
    expect(Object.keys(record)).toEqual(expect.arrayContaining(storedVoicemailFields.map(({ key }) => key)));
    expect(record).toMatchObject({
      id: MESSAGE,
      from_name: 'Ann Lee',
      mailbox_name: "Jane Doe's Voicemail",
      user_name: 'Jane Doe',
      transcription: 'Could you call me back about Friday?',
      audio: expect.stringContaining('hydrators.voicemailAudio') as string,
      folder,
    });
  });

  test.each([
    [{ mailbox: '' }, 'Voicemail Box is empty. Fill it in.'],
    [{ voicemail: undefined }, 'Voicemail is empty. Fill it in.'],
    [{ folder: null }, 'Folder is empty. Fill it in.'],
    [{ folder: 'Archive' }, "Folder isn't one of the choices. Use one of these: New, Saved, Deleted."],
  ])('with %j stops before any request', async (changes, sentence) => {
    await expect(update(changes)).rejects.toMatchObject(halts(sentence));
  });

  test('does not request a failed transcription again', async () => {
    account()
      .get(PATH)
      .reply(200, success({ ...storedVoicemail, transcription: { result: 'error' } }));
    moved('saved');
    know();
    expect(await update()).toMatchObject({ transcription: null, folder: 'saved' });
  });

  test('past its retention stops with a sentence', async () => {
    stored();
    const date_range = {
      message: 'cannot make changes to messages prior to retention duration',
      cause: 63_960_000_000,
    };
    moved('saved', 400, refusal(400, 'validation error', { [MESSAGE]: { date_range } }));
    await expect(update()).rejects.toMatchObject(
      halts('This voicemail is too old to move. Choose a newer one in Voicemail.'),
    );
  });

  test('is tried again if someone else changes it at the same time', async () => {
    stored();
    moved('saved', 409, refusal(409, 'datastore_conflict'));
    moved('saved');
    know();
    expect(await update()).toMatchObject({ folder: 'saved' });
  });

  const answers: [number, object | string, object][] = [
    [
      404,
      refusal(404, 'bad identifier', [MESSAGE]),
      halts(
        "Could not move the voicemail: VirtualPBX can't find it; it may have been deleted. Choose it again in this step.",
      ),
    ],
    [404, '', halts("Voicemail isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.")],
    [
      500,
      refusal(500, 'unspecified_fault'),
      fails('Could not move the voicemail: VirtualPBX had a problem. Try again in a few minutes.', 500),
    ],
  ];

  test.each(answers)('says why when Dash returns %i to the read', async (status, body, told) => {
    account().get(PATH).reply(status, body);
    await expect(update()).rejects.toMatchObject(told);
  });

  test.each(answers)('says why when Dash returns %i to the move', async (status, body, told) => {
    stored();
    moved('saved', status, body);
    await expect(update()).rejects.toMatchObject(told);
  });
});
