import { gzipSync } from 'node:zlib';
import type nock from 'nock';
import { account, refusal } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { wait } from '../../src/zapier/wait.ts';

const ID = '202611-9d0c2a9be1d34c7f8a6b9c0d1e2f3a4b';
const MB = 1024 * 1024;
const AUDIO = { 'content-type': 'audio/mpeg' };
const DELETED =
  "it was deleted, or the phone system hasn't stored it yet. If it's new, run this step again in a few minutes.";
const OTHER = 'the phone system sent something else. Contact VirtualPBX support.';
const TOO_LARGE = "it's larger than 64 MB. Look for it in Dash.";

type Answer = (request: nock.Interceptor) => unknown;

const faults: [string, Answer, string][] = [
  ['is gone', (request) => request.reply(404, refusal(404, 'bad identifier', [ID])), DELETED],
  ['is gone for good', (request) => request.reply(410, refusal(410, 'gone')), DELETED],
  ['is empty', (request) => request.reply(200, '', AUDIO), DELETED],
  [
    'is announced as larger than 64 MB',
    (request) => request.reply(200, 'sound', { ...AUDIO, 'content-length': String(64 * MB + 1) }),
    TOO_LARGE,
  ],
  [
    'unpacks to more than 64 MB',
    (request) => request.reply(200, gzipSync(Buffer.alloc(65 * MB)), { ...AUDIO, 'content-encoding': 'gzip' }),
    TOO_LARGE,
  ],
  ['is a page', (request) => request.reply(200, '<html>Sign in</html>', { 'content-type': 'text/html' }), OTHER],
  [
    'is a video that Dash never makes',
    (request) => request.reply(200, 'x', { 'content-type': 'video/x-msvideo' }),
    OTHER,
  ],
  ['is without a type', (request) => request.reply(200, 'sound'), OTHER],
];

const fetchAudio = async () => {
  const platform = createPlatform();
  await platform.run('hydrators.recordingAudio', { inputData: { recording_id: ID, name: 'Recording-Ann-Lee' } });
  return platform.files;
};

const request = () => account().get(`/recordings/${ID}`).matchHeader('accept', 'audio/mpeg');

test.each(faults)('audio that %s is requested twice, and then is a note that says why', async (_what, answer, why) => {
  jest.mocked(wait).mockClear();
  answer(request());
  answer(request());
  const files = await fetchAudio();
  expect(files).toMatchObject([{ name: 'Recording-Ann-Lee-not-available.txt' }]);
  expect(files[0]?.content.toString()).toBe(`Could not get the audio of this recording: ${why}\n`);
  expect(jest.mocked(wait).mock.calls).toEqual([[2000]]);
});

test('audio that is there at the second request is a file, and no note', async () => {
  request().reply(503, refusal(503, 'datastore_unreachable'));
  request().reply(200, 'sound', AUDIO);
  expect(await fetchAudio()).toMatchObject([{ name: 'Recording-Ann-Lee.mp3', contentType: 'audio/mpeg' }]);
});

test.each([
  [401, 'RefreshAuthError'],
  [429, 'ThrottledError'],
])('audio that is refused with %i for now is fetched when Zapier repeats it', async (status, name) => {
  request().reply(status, refusal(status, 'not now'));
  await expect(fetchAudio()).rejects.toMatchObject({ name });
  request().reply(200, 'sound', AUDIO);
  expect(await fetchAudio()).toMatchObject([{ name: 'Recording-Ann-Lee.mp3' }]);
});
