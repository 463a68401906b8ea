import type { DashSandbox, LeftVoicemail } from '../../sandbox/dash/server.ts';
import { trelloCardForEachVoicemail } from '../../sandbox/zaps/trelloCardForEachVoicemail.ts';
import { openOffice, type Office } from './office.ts';
import type {
  Connection,
  LiveZap,
  ResubscribeOrder,
  StoredFile,
  ZapierSandbox,
} from '../../sandbox/zapier/platform.ts';

let office: Office;
let dash: DashSandbox;
let zapier: ZapierSandbox;
let connection: Connection;

beforeEach(async () => {
  office = await openOffice();
  ({ dash, zapier, connection } = office);
});

afterEach(() => office.close());

const turnOn = (mailboxes: string[] = []): Promise<LiveZap> =>
  zapier.turnOn(connection, {
    ...trelloCardForEachVoicemail,
    trigger: { key: 'new_voicemail', input: { mailboxes } },
  });

const leave = async (callerName = 'Ann Lee', mailbox = '1002'): Promise<LeftVoicemail> => {
  const left = await dash.leaveVoicemail({ mailbox, callerNumber: '+14154886134', callerName });
  await zapier.settled();
  return left;
};

const cards = () => zapier.outcomes('Trello').map(({ fields }) => fields as { name: string; attachment: StoredFile });
const cardNames = () => cards().map(({ name }) => /from (.*?) \(/.exec(name)?.[1]);
const audioRequests = () => dash.requests.filter(({ path }) => path.endsWith('/raw')).length;

test.each(['4.3', '4.2'] as const)('a voicemail becomes the same card with KAZOO %s', async (kazoo) => {
  dash.settings.kazoo = kazoo;
  await turnOn();
  const left = await leave('Zoë & Co. = 100 % + 1');
  expect(cards()).toMatchObject([
    { name: expect.stringContaining('Voicemail from Zoë & Co. = 100 % + 1 (') as string },
  ]);
  expect(cards()[0]?.attachment.contentType).toBe('audio/x-wav');
  expect(Buffer.from(left.audio).equals(cards()[0]?.attachment.bytes ?? Buffer.of())).toBe(true);
});

test.each<ResubscribeOrder>(['subscribe-first', 'unsubscribe-first'])(
  'after days of %s there is one enabled webhook, and every voicemail triggers once',
  async (order) => {
    const zap = await turnOn();
    await leave('first');
    for (const name of ['second', 'third']) {
      await zapier.resubscribe(zap, order);
      await leave(name);
    }
    expect(dash.company.webhooks).toMatchObject([{ enabled: true, uri: zap.targetUrl }]);
    expect(cardNames()).toEqual(['first', 'second', 'third']);
  },
);

test('a webhook that Dash turned off is back after the next subscription', async () => {
  const zap = await turnOn();
  for (const webhook of dash.company.webhooks) webhook.enabled = false;
  await leave('unheard');
  await zapier.resubscribe(zap);
  await leave('heard');
  expect(cardNames()).toEqual(['heard']);
});

test('two Zaps each create their card, and turning one off does not affect the webhook of the other', async () => {
  const [first, second] = [await turnOn(), await turnOn()];
  await leave('both');
  await zapier.turnOff(first);
  await leave('second only');
  expect(first.results).toHaveLength(1);
  expect(second.results).toHaveLength(2);
  expect(dash.company.webhooks).toMatchObject([{ uri: second.targetUrl }]);
});

test('a webhook that someone created by hand for the same address is not changed', async () => {
  const zap = await turnOn();
  const [ours] = dash.company.webhooks;
  if (ours) dash.company.webhooks.push({ ...ours, id: 'f'.repeat(32), name: 'By hand' });
  await zapier.resubscribe(zap);
  await zapier.turnOff(zap);
  expect(dash.company.webhooks.map(({ name }) => name)).toEqual(['By hand']);
});

test('only the chosen voicemail box triggers the Zap, and the other one causes no request to Dash', async () => {
  const box = dash.company.mailboxes.find(({ mailbox }) => mailbox === '1003');
  await turnOn([String(box?.id)]);
  const before = dash.requests.length;
  await leave('for 1002', '1002');
  expect(dash.requests.length).toBe(before);
  await leave('for 1003', '1003');
  expect(cardNames()).toEqual(['for 1003']);
});

test.each<[string, object]>([
  ['an ended session', { status: 401 }],
  ['too many requests', { status: 429 }],
])('a delivery that gets %s triggers once, when the platform repeats it', async (_name, rule) => {
  await turnOn();
  dash.fault({ path: /vmboxes/, ...rule });
  const left = await leave();
  await dash.redeliver(left.event);
  await zapier.settled();
  expect(cardNames()).toEqual(['Ann Lee']);
});

test('deleted audio gives a card with a note in its place', async () => {
  await turnOn();
  dash.fault({ path: /raw$/, status: 404, times: 2 });
  await leave();
  expect(audioRequests()).toBe(2);
  expect(cards()[0]?.attachment.name).toMatch(/not-available\.txt$/);
  expect(String(cards()[0]?.attachment.bytes)).toContain('Could not get the audio of this voicemail');
});

test('audio that is not stored yet is fetched by the second try', async () => {
  await turnOn();
  dash.fault({ path: /raw$/, reset: true });
  await leave();
  expect(cards()[0]?.attachment.contentType).toBe('audio/x-wav');
});

test('with the platform’s cache down, every voicemail still triggers', async () => {
  await turnOn();
  zapier.faults.cacheDown = true;
  await leave('first');
  await leave('second');
  expect(cardNames()).toEqual(['first', 'second']);
});

test('the editor shows the same records as a delivery, newest first', async () => {
  const zap = await turnOn();
  const names = ['one', 'two', 'three', 'four'];
  for (const [minute, callerName] of names.entries())
    await dash.leaveVoicemail({
      mailbox: '1002',
      callerNumber: '+14154886134',
      callerName,
      transcription: `This is ${callerName}.`,
      at: new Date(Date.now() - (names.length - minute) * 60_000),
    });
  await zapier.settled();
  const shown = (await zapier.list(connection, 'triggers.new_voicemail')) as Record<string, unknown>[];
  expect(shown.map(({ from_name }) => from_name)).toEqual(['four', 'three', 'two']);
  expect(shown[0]).toMatchObject({ transcription: 'This is four.', mailbox_name: 'Zoë Núñez' });
  expect(
    zap.results
      .map(({ fields }) => fields.name)
      .reverse()
      .slice(0, 3),
  ).toEqual(shown.map(({ summary }) => summary));
});

test('a hundred voicemails at once become a hundred cards', async () => {
  await turnOn();
  const names = Array.from({ length: 100 }, (_, index) => `Caller ${String(index)}`);
  await Promise.all(
    names.map((callerName) =>
      dash.leaveVoicemail({ mailbox: '1000', callerNumber: '+14154886134', callerName, seconds: 1 }),
    ),
  );
  await zapier.settled();
  expect(cardNames().sort()).toEqual([...names].sort());
});
