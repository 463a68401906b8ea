import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';
import { BOX, listedVoicemail, MESSAGE } from '../support/voicemail.ts';

const list = (mailbox: unknown) =>
  createPlatform().run('triggers.list_voicemails.operation.perform', { inputData: { mailbox } });

const messages = () => account().get(`/vmboxes/${BOX}/messages`).query({ page_size: 100 });

test('the voicemails of a mailbox fill a dropdown, newest first', async () => {
  messages().reply(
    200,
    success([
      { media_id: 'bare' },
      { ...listedVoicemail, media_id: 'older', timestamp: listedVoicemail.timestamp - 3600, folder: 'deleted' },
      { ...listedVoicemail, transcribed: true },
      { no: 'voicemail' },
    ]),
  );
  expect(await list(BOX)).toEqual([
    { id: MESSAGE, name: 'Ann Lee (+1 415-488-6134), Tue 24 Nov, 10:32, 0:14' },
    { id: 'older', name: 'Ann Lee (+1 415-488-6134), Tue 24 Nov, 09:32, 0:14, deleted' },
    { id: 'bare', name: 'a hidden number' },
  ]);
});

test.each([undefined, '', []])('without a mailbox (%j) it asks for one', async (mailbox) => {
  await expect(list(mailbox)).rejects.toMatchObject(halts('Mailbox is empty. Fill it in.'));
});

test('of a mailbox that is gone it says so', async () => {
  messages().reply(404, refusal(404, 'bad identifier', [BOX]));
  await expect(list(BOX)).rejects.toMatchObject(
    halts(
      'Could not look into the mailbox: VirtualPBX does not know it, or not any more. Choose it again in the fields of this step.',
    ),
  );
});
