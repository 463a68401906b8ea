import app from '../../src/index.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox, type LeftVoicemail } from '../../sandbox/dash/server.ts';
import { startZapier, type Connection, type ZapierSandbox } from '../../sandbox/zapier/platform.ts';
import { slackFullMailboxes } from '../../sandbox/zaps/slackNotifications.ts';
import { stopClock } from '../support/clock.ts';

let dash: DashSandbox;
let zapier: ZapierSandbox;
let connection: Connection;

beforeEach(async () => {
  dash = await startDash();
  process.env.DASH_API_URL = dash.url;
  zapier = await startZapier(app);
  connection = await zapier.connect({ api_key: credentials.apiKey });
});

afterEach(async () => {
  jest.useRealTimers();
  await zapier.close();
  await dash.close();
  delete process.env.DASH_API_URL;
});

const MINUTE_MS = 60_000;

const leave = (callerNumber: string, minutesAgo = 0, mailbox = '1002'): Promise<LeftVoicemail> =>
  dash.leaveVoicemail({
    mailbox,
    callerNumber,
    callerName: 'Ann Lee',
    transcription: 'Please call me back.',
    at: new Date(Date.now() - minutesAgo * MINUTE_MS),
  });

const find = (input: Record<string, unknown> = {}) => zapier.run(connection, 'searches.find_voicemail', input);

const move = ({ mailbox_id, media_id }: LeftVoicemail, folder: string) =>
  zapier.run(connection, 'creates.update_voicemail', { mailbox: mailbox_id, voicemail: media_id, folder });

const folderOf = ({ media_id }: LeftVoicemail) =>
  dash.company.messages.find((message) => message.media_id === media_id)?.folder;

test('a voicemail from the dropdown is moved from folder to folder, and stays where the last step put it', async () => {
  const [older, newer] = [await leave('+14154886134', 5), await leave('+14154886135')];
  const choices = await zapier.run(connection, 'triggers.list_voicemails', { mailbox: newer.mailbox_id });
  expect(choices).toMatchObject([
    { id: newer.media_id, name: expect.stringMatching(/^Ann Lee \(415-488-6135\), .*, 4 sec$/) as string },
    { id: older.media_id },
  ]);
  for (const folder of ['saved', 'deleted', 'new']) {
    expect(await move(newer, folder)).toMatchObject({
      id: newer.media_id,
      folder,
      transcription: 'Please call me back.',
      user_name: 'Zoë Núñez',
    });
    expect(folderOf(newer)).toBe(folder);
    expect(folderOf(older)).toBe('new');
  }
});

test('a voicemail past its retention stays where it is', async () => {
  const old = await leave('+14154886134', 40 * 24 * 60);
  await expect(move(old, 'saved')).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringContaining('This voicemail is too old') as string,
  });
  expect(folderOf(old)).toBe('new');
});

test('the newest voicemail is found by voicemail box, caller, folder, and time', async () => {
  const saved = await leave('+14154886134', 50);
  await move(saved, 'saved');
  const other = await leave('+14154886135', 30, '1003');
  const newest = await leave('+14154886134', 10);
  const old = await leave('+14154886136', 3 * 24 * 60);
  const found = async (input?: Record<string, unknown>) =>
    ((await find(input)) as { id: string }[]).map(({ id }) => id);
  expect(await found()).toEqual([newest.media_id]);
  expect(await found({ from_number: '(415) 488-6135' })).toEqual([other.media_id]);
  expect(await found({ mailbox: other.mailbox_id })).toEqual([other.media_id]);
  expect(await found({ from_number: '415 488 6134', folder: 'saved' })).toEqual([saved.media_id]);
  expect(await found({ from_number: '+14154886136' })).toEqual([]);
  const since = new Date(Date.now() - 4 * 24 * 60 * MINUTE_MS).toISOString();
  expect(await found({ from_number: '+14154886136', since })).toEqual([old.media_id]);
  expect(await find({ folder: 'saved' })).toMatchObject([
    { folder: 'saved', transcription: 'Please call me back.', mailbox_name: 'Zoë Núñez' },
  ]);
});

test('a full voicemail box takes no voicemail, and is reported once an hour', async () => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
  await zapier.turnOn(connection, slackFullMailboxes);
  const messages = () => zapier.outcomes('Slack').map(({ fields }) => fields.message);
  const call = async () => {
    await leave('+14154886134');
    await zapier.settled();
  };
  const FULL = "The voicemail box Zoë Núñez (1002) is full, so callers can't leave voicemails.";

  await call();
  expect(await zapier.list(connection, 'triggers.voicemail_box_full')).toEqual([]);
  expect(messages()).toEqual([]);

  dash.fillMailbox('1002');
  await call();
  await call();
  expect(dash.company.messages).toHaveLength(100);
  expect(messages()).toEqual([FULL]);
  expect(await zapier.list(connection, 'triggers.voicemail_box_full')).toMatchObject([
    { summary: FULL, message_count: 100, user_name: 'Zoë Núñez' },
  ]);

  // Dash may send an event again minutes later, in the clock's next hour.
  jest.setSystemTime(new Date('2026-11-24T19:00:00Z'));
  await call();
  expect(messages()).toEqual([FULL]);

  jest.setSystemTime(new Date('2026-11-24T19:33:00Z'));
  await call();
  expect(messages()).toEqual([FULL, FULL]);
});
