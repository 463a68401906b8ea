import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';
import { BOX, listedVoicemail, MESSAGE } from '../support/voicemail.ts';

const list = (mailbox: unknown) =>
  createPlatform().run('triggers.list_voicemails.operation.perform', { inputData: { mailbox } });

const messages = () => account().get(`/vmboxes/${BOX}/messages`).query({ page_size: 100 });

test('the dropdown lists the voicemails in a voicemail box, newest first', async () => {
  messages().reply(
    200,
    success([
      { media_id: 'bare' },
      { ...listedVoicemail, media_id: 'older', timestamp: listedVoicemail.timestamp - 3600, folder: 'saved' },
      { ...listedVoicemail, media_id: 'deleted', folder: 'deleted' },
      { ...listedVoicemail, transcribed: true },
      { no: 'voicemail' },
    ]),
  );
  expect(await list(BOX)).toEqual([
    { id: MESSAGE, name: 'Ann Lee (415-488-6134), Tue, Nov 24, 10:32 AM, 14 sec' },
    { id: 'older', name: 'Ann Lee (415-488-6134), Tue, Nov 24, 9:32 AM, 14 sec' },
    { id: 'bare', name: 'an unknown number' },
  ]);
});

test('a voicemail box with several pages is read whole, with each voicemail once, up to a hundred choices', async () => {
  const all = Array.from({ length: 150 }, (_, index) => ({
    ...listedVoicemail,
    media_id: `m${String(index)}`,
    folder: index % 3 === 0 ? 'deleted' : 'new',
  }));
  messages().reply(200, success(all.slice(0, 100), { start_key: 'k1', next_start_key: 'k2' }));
  account()
    .get(`/vmboxes/${BOX}/messages`)
    .query({ page_size: 100, start_key: 'k2' })
    .reply(200, success(all.slice(98), { start_key: 'k2' }));
  const inBox = all.filter(({ folder }) => folder === 'new').map(({ media_id }) => media_id);
  expect(((await list(BOX)) as { id: string }[]).map(({ id }) => id)).toEqual(inBox);
});

const isEmpty = () => messages().reply(200, success([], { page_size: 0, start_key: 'k1' }));

test('an empty voicemail box gives no choices', async () => {
  isEmpty();
  account()
    .get(`/vmboxes/${BOX}`)
    .reply(200, success({ id: BOX }));
  expect(await list(BOX)).toEqual([]);
});

test('an unknown voicemail box, whose list Dash returns as empty, is an error', async () => {
  isEmpty();
  account().get(`/vmboxes/${BOX}`).reply(404, refusal(404, 'bad_identifier'));
  await expect(list(BOX)).rejects.toThrow("Could not read the voicemail box: VirtualPBX can't find it");
});

test.each([undefined, '', []])('without a voicemail box (%j), the error asks for one', async (mailbox) => {
  await expect(list(mailbox)).rejects.toMatchObject(halts('Voicemail Box is empty. Fill it in.'));
});

test('a deleted voicemail box is an error', async () => {
  messages().reply(404, refusal(404, 'bad identifier', [BOX]));
  await expect(list(BOX)).rejects.toMatchObject(
    halts(
      "Could not read the voicemail box: VirtualPBX can't find it; it may have been deleted. Choose it again in this step.",
    ),
  );
});
