import { account, refusal } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { BOX, MESSAGE } from '../support/voicemail.ts';

const pointer = { mailbox_id: BOX, message_id: MESSAGE, name: 'Voicemail-Ann-Lee' };
const raw = () => account().get(`/vmboxes/${BOX}/messages/${MESSAGE}/raw`);

const hydrate = async () => {
  const platform = createPlatform();
  await platform.run('hydrators.voicemailAudio', { inputData: pointer });
  return platform.files;
};

test('the audio of a voicemail becomes a file with its name, type, and bytes', async () => {
  raw().matchHeader('accept', '*/*').reply(200, Buffer.from('the sound'), { 'content-type': 'audio/mpeg' });
  const [file] = await hydrate();
  expect(file).toMatchObject({ name: 'Voicemail-Ann-Lee.mp3', contentType: 'audio/mpeg' });
  expect(file?.body).toContain('the sound');
});

test('deleted audio becomes a text file that says so, never an error', async () => {
  raw()
    .times(2)
    .reply(404, refusal(404, 'bad identifier', [MESSAGE]));
  const [file] = await hydrate();
  expect(file?.name).toBe('Voicemail-Ann-Lee-not-available.txt');
  expect(file?.body).toContain('Could not get the audio of this voicemail: it was deleted');
});

test('an ended session is renewed', async () => {
  raw().reply(401, refusal(401, 'invalid_credentials'));
  await expect(hydrate()).rejects.toMatchObject({ name: 'RefreshAuthError' });
});
