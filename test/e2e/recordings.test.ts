import app from '../../src/index.ts';
import { cases } from '../../sandbox/dash/cases/cases.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash, type DashSandbox } from '../../sandbox/dash/server.ts';
import { startZapier, type Connection, type StoredFile, type ZapierSandbox } from '../../sandbox/zapier/platform.ts';

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
  await zapier.close();
  await dash.close();
  delete process.env.DASH_API_URL;
});

const keep = (what?: { leg?: string; hasAudio?: boolean }, at?: Date) => {
  const script = cases[0]?.script(at && { at });
  if (!script) throw new Error('There is no such case');
  const call = dash.recordCall(script);
  return { call, recording: dash.keepRecording(call, what) };
};

const turnOn = (input: Record<string, unknown> = {}) =>
  zapier.turnOn(connection, {
    name: 'Recordings to a drive',
    trigger: { key: 'new_recording', input },
    steps: [{ app: 'Drive', action: 'Upload File', fields: { name: '{{summary}}', file: '{{recording}}' } }],
  });

const uploads = () => zapier.outcomes('Drive').map(({ fields }) => fields as { name: string; file: StoredFile });

test('a new recording triggers once, with its audio as a file', async () => {
  const zap = await turnOn();
  const { recording } = keep();
  await zapier.poll(zap);
  await zapier.poll(zap);
  expect(zap.errors).toEqual([]);
  expect(uploads()).toHaveLength(1);
  const [{ name, file } = { name: '', file: undefined }] = uploads();
  expect(name).toMatch(
    /^Recording of a call from Grace Park \(415-555-0142\) to 415-488-6100, .*, 1 min 2 sec long\.$/,
  );
  expect(file).toMatchObject({
    contentType: 'audio/mpeg',
    name: expect.stringMatching(/^Recording-Grace-Park-.*\.mp3$/) as string,
  });
  expect(Buffer.from(recording.audio ?? []).equals(file?.bytes ?? Buffer.of())).toBe(true);
});

test('a recording waits for its audio, and triggers without it after half an hour', async () => {
  const zap = await turnOn();
  const { recording } = keep({ hasAudio: false });
  await zapier.poll(zap);
  expect(uploads()).toEqual([]);
  recording.audio = new Uint8Array([1, 2, 3]);
  await zapier.poll(zap);
  expect(uploads()).toHaveLength(1);
  keep({ hasAudio: false }, new Date(Date.now() - 40 * 60_000));
  await zapier.poll(zap);
  expect(uploads()[1]?.file.name).toMatch(/not-available\.txt$/);
});

test('the recording of a call is found by the call, whichever of its legs was recorded, and deleted', async () => {
  const { call, recording } = keep({ leg: 'B1' });
  const found = (await zapier.run(connection, 'searches.find_recording', { call: call.primaryCallId })) as object[];
  expect(found).toMatchObject([
    { id: recording.id, direction: 'inbound', from_number: '+14155550142', user_name: 'Zoë Núñez' },
  ]);
  const choices = await zapier.run(connection, 'triggers.list_recordings');
  expect(choices).toMatchObject([{ id: recording.id, name: expect.stringContaining('1 min 2 sec long') as string }]);
  const deleted = await zapier.run(connection, 'creates.delete_recording', { recording: recording.id });
  expect(deleted).toMatchObject({ id: recording.id, recording: null, recording_status: 'deleted' });
  expect(dash.state.recordings).toEqual([]);
  await expect(zapier.run(connection, 'creates.delete_recording', { recording: recording.id })).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringContaining("VirtualPBX can't find this recording") as string,
  });
});
