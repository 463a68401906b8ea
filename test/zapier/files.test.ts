import fc from 'fast-check';
import { AUDIO, fetchDashFile, fetchFile, fileName, type FileTypes } from '../../src/zapier/files.ts';
import { wait } from '../../src/zapier/wait.ts';
import { account, refusal } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { refreshes, throttles } from '../support/told.ts';

afterEach(() => jest.clearAllMocks());

const BYTES = Buffer.from([0x49, 0x44, 0x33, 0x00, 0xff, 0xfb, 0x0d, 0x0a, 0x2d, 0x2d]);

const step = (name = 'Voicemail-Ann-Lee', types: FileTypes = AUDIO) =>
  createContextStep((context) =>
    fetchDashFile(context, {
      path: ['messages', 'm1', 'raw'],
      name,
      what: 'the audio',
      accept: '*/*',
      types,
    }),
  );

const raw = () => account().get('/messages/m1/raw');
const audioIs = (contentType: string) => raw().reply(200, BYTES, { 'content-type': contentType });

describe('a file', () => {
  test.each([
    ['audio/mpeg', 'mp3'],
    ['audio/mp3', 'mp3'],
    ['audio/wav', 'wav'],
    ['audio/x-wav', 'wav'],
    ['audio/wave', 'wav'],
    ['audio/mp4', 'm4a'],
    ['video/mp4', 'mp4'],
    ['application/octet-stream', 'mp3'],
  ])('of the type %s gets the ending %s, and arrives byte for byte', async (contentType, ending) => {
    audioIs(contentType);
    const { run, files } = step();
    const url = await run();
    expect(files).toEqual([
      expect.objectContaining({ url, name: `Voicemail-Ann-Lee.${ending}`, contentType, content: BYTES }),
    ]);
  });

  test('is not waited for when it is there', async () => {
    audioIs('audio/mpeg');
    await step().run();
    expect(wait).not.toHaveBeenCalled();
  });

  test.each([
    ['not stored yet', () => raw().reply(404, refusal(404, 'not_found'))],
    ['not ready', () => raw().reply(500, refusal(500, 'not ready'))],
    ['not sent', () => raw().replyWithError('socket hang up')],
    ['another type', () => raw().reply(200, '<html>', { 'content-type': 'text/html' })],
  ])('that is %s is asked for once more, two seconds later', async (_what, answer) => {
    answer();
    audioIs('audio/mpeg');
    const { run, files } = step();
    await run();
    expect(wait).toHaveBeenCalledWith(2000);
    expect(files).toEqual([expect.objectContaining({ name: 'Voicemail-Ann-Lee.mp3', content: BYTES })]);
  });
});

describe('a file that is not there', () => {
  const LATER = 'Try again in a few minutes.';
  const reasons: [string, () => unknown, string][] = [
    [
      'it is gone',
      () => raw().twice().reply(404, refusal(404, 'not_found')),
      "Could not get the audio: it was deleted, or the phone system hasn't stored it yet. If it's new, run this step again in a few minutes.",
    ],
    [
      'it is not allowed',
      () => raw().twice().reply(403, refusal(403, 'forbidden')),
      "Could not get the audio: this connection isn't allowed to do that. Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.",
    ],
    [
      'it is none',
      () => raw().twice().reply(200, '<html>', { 'content-type': 'text/html' }),
      'Could not get the audio: the phone system sent something else. Contact VirtualPBX support.',
    ],
    [
      'it is too large',
      () => raw().twice().reply(200, 'ID3', { 'content-type': 'audio/mpeg', 'content-length': '104857601' }),
      "Could not get the audio: it's larger than 64 MB. Look for it in Dash.",
    ],
    [
      'nobody answers',
      () => raw().twice().replyWithError('socket hang up'),
      `Could not get the audio: VirtualPBX didn't answer. ${LATER}`,
    ],
    [
      'first nobody answers, then it is gone',
      () => {
        raw().replyWithError('socket hang up');
        raw().reply(404, refusal(404, 'not_found'));
      },
      "Could not get the audio: it was deleted, or the phone system hasn't stored it yet. If it's new, run this step again in a few minutes.",
    ],
  ];

  test.each(reasons)('becomes a small text file that says why: %s', async (_what, answer, sentence) => {
    answer();
    const { run, files } = step();
    const url = await run();
    expect(files).toEqual([
      expect.objectContaining({
        url,
        name: 'Voicemail-Ann-Lee-not-available.txt',
        contentType: 'text/plain; charset=utf-8',
        content: Buffer.from(`${sentence}\n`),
      }),
    ]);
  });

  const repeated: [number, object][] = [
    [401, refreshes],
    [
      429,
      throttles(
        'Could not get the audio: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
  ];

  test.each(repeated)('is left to Zapier to ask for again after %i', async (status, error) => {
    raw().reply(status, refusal(status, 'no'));
    const { run, files } = step();
    await expect(run()).rejects.toMatchObject(error);
    expect(files).toEqual([]);
  });

  test.each(repeated)('is left to Zapier also when the second try meets %i', async (status, error) => {
    raw().reply(404, refusal(404, 'not_found'));
    raw().reply(status, refusal(status, 'no'));
    await expect(step().run()).rejects.toMatchObject(error);
  });
});

test('a file that Zapier does not store while the run lasts is an error that says so', async () => {
  const { run } = createContextStep(({ z, ...context }) => {
    // The run is about to end, and the upload never does.
    const timeout = () => AbortSignal.timeout(20);
    const never: typeof z.stashFile = () => new Promise(() => undefined) as never;
    const source = () => Promise.resolve({ bytes: BYTES, contentType: 'audio/mpeg' });
    return fetchFile({ ...context, z: { ...z, stashFile: never }, timeout }, source, 'Voicemail', () => 'mp3');
  });
  await expect(run()).rejects.toThrow("Zapier couldn't store the file. Run this step again in a few minutes.");
});

test('a file that Zapier does not take is an error without a word of the file', async () => {
  audioIs('audio/mpeg');
  const { run, state } = step();
  state.down = true;
  await expect(run()).rejects.toMatchObject({
    name: 'AppError',
    message: JSON.stringify({ message: "Zapier couldn't store the file. Run this step again in a few minutes." }),
    doNotContextify: true,
  });
});

describe('the name of a file', () => {
  test.each([
    [['Voicemail', 'Ann Lee', '2026-11-24', '10:32'], 'Voicemail-Ann-Lee-2026-11-24-10-32'],
    [['Voicemail', '+14154886134'], 'Voicemail-+14154886134'],
    [['Zoë Núñez'], 'Zoë-Núñez'],
    [['山田 太郎'], '山田-太郎'],
    [['दीपक'], 'दीपक'],
    [['../../etc/passwd'], 'etc-passwd'],
    [['C:\\Users\\ann?*"<>|'], 'C-Users-ann'],
    [['a\r\nContent-Type: text/html'], 'a-Content-Type-text-html'],
    [['😀 Ann 😀'], 'Ann'],
    [['a', null, '', ' - ', 'b'], 'a-b'],
    [[null], ''],
    [[], ''],
    [['x'.repeat(500)], 'x'.repeat(80)],
    [['𝒜'.repeat(500)], '𝒜'.repeat(80)],
  ])('from %j is %s', (parts, expected) => {
    expect(fileName(...parts)).toBe(expected);
  });

  test('is one that Zapier takes, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 })), (parts) => {
        const name = fileName(...parts);
        expect(name).toMatch(/^[\p{L}\p{M}\p{N}+-]*$/u);
        expect(encodeURIComponent(`${name}-not-available.txt`).length).toBeLessThanOrEqual(1000);
      }),
    );
  });

  test('may be as long as a caller likes, in any script', async () => {
    audioIs('audio/mpeg');
    const { run, files } = step(fileName('𠀋'.repeat(500)));
    await run();
    expect(files).toHaveLength(1);
  });
});
