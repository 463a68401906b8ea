import { gzipSync } from 'node:zlib';
import nock from 'nock';
import { MAX_ANSWER_BYTES } from '../../src/zapier/requestOptions.ts';
import { account, refusal, success } from '../support/dash.ts';
import { DEVICE, onlineAre, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';
import { runMessaging, textable } from '../support/virtualText.ts';
import { PERHAPS_RESTARTING, restart, search, steps, update, type Step } from './steps.ts';

type Fault = {
  answer: (request: nock.Interceptor, step: Step) => unknown;
  /** The error that a step gets which may be repeated, or was refused. */
  told: (could: string, step: Step) => object;
  /** Whether the request may have been carried out. */
  isUnclear?: true;
};

const LATER = 'Try again in a few minutes.';
const SUPPORT = 'If this keeps happening, contact VirtualPBX support.';
const CHOOSE = 'Choose it again in this step.';

/** Answers with a status, and a body that is JSON unless it is text. */
const replies =
  (status: number, body: string | object = refusal(status, 'no')): Fault['answer'] =>
  (request) =>
    request.reply(status, body);

const breaks =
  (code: string): Fault['answer'] =>
  (request) =>
    request.replyWithError(Object.assign(new Error(code), { code }));

/** An answer of Dash that is so many bytes long. */
const answerOf = (bytes: number, data: unknown): string => {
  const padded = (pad: string) => JSON.stringify(success(data, { pad }));
  return padded('x'.repeat(bytes - padded('').length));
};

const failed = (status: number, why: string) => (could: string) => fails(`${could}: ${why}. ${LATER}`, status);
const halted = (why: string) => (could: string) => halts(`${could}: ${why}`);

const noAnswer = { told: failed(0, "VirtualPBX didn't answer"), isUnclear: true } as const;
const problem = (status: number) => ({ told: failed(status, 'VirtualPBX had a problem'), isUnclear: true }) as const;
const noData = (status: number) =>
  ({ told: failed(status, 'VirtualPBX sent an unexpected answer'), isUnclear: true }) as const;
const notOffered = {
  told: halted("your phone system doesn't offer this. Contact VirtualPBX support."),
} as const;
const unknown = {
  told: (could: string, { chooses }: Step) =>
    halts(`${could}: VirtualPBX can't find it; it may have been deleted. ${chooses ? CHOOSE : SUPPORT}`),
} as const;
const tooLong = {
  told: halted('VirtualPBX sent more data than Zapier can handle. Choose less, such as a shorter time.'),
  isUnclear: true,
} as const;

const tooLarge = { told: halted("it's too large. Use a smaller file or less text.") } as const;

const faults: Record<string, Fault> = {
  'ends the session': { answer: replies(401), told: () => refreshes },
  'refuses it because of too many requests': {
    answer: replies(429),
    told: (could) =>
      throttles(
        `${could}: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.`,
      ),
  },
  'has an internal error (500)': { answer: replies(500), ...problem(500) },
  'is behind a broken proxy (502)': { answer: replies(502, '<html>Bad Gateway</html>'), ...problem(502) },
  'is being restarted (503)': { answer: replies(503), ...problem(503) },
  'is too slow for its proxy (504)': { answer: replies(504, ''), ...problem(504) },
  'says that it took too long (408)': {
    answer: replies(408, ''),
    told: failed(408, 'the request took too long'),
    isUnclear: true,
  },
  'says that it is too early (425)': {
    answer: replies(425, ''),
    told: failed(425, "VirtualPBX wasn't ready for the request"),
    isUnclear: true,
  },
  'has no such method (405)': { answer: replies(405), ...notOffered },
  'has it in no such type (406)': { answer: replies(406, ''), ...notOffered },
  'had it once (410)': { answer: replies(410), ...unknown },
  'does not know it (404)': { answer: replies(404, refusal(404, 'bad identifier', ['x'])), ...unknown },
  'resets the connection': { answer: breaks('ECONNRESET'), ...noAnswer },
  'refuses the connection': { answer: breaks('ECONNREFUSED'), ...noAnswer },
  'has a certificate that has expired': { answer: breaks('CERT_HAS_EXPIRED'), ...noAnswer },
  'has the certificate of another host': { answer: breaks('ERR_TLS_CERT_ALTNAME_INVALID'), ...noAnswer },
  'has no address (ENOTFOUND)': { answer: breaks('ENOTFOUND'), ...noAnswer },
  'has no address for now (EAI_AGAIN)': { answer: breaks('EAI_AGAIN'), ...noAnswer },
  'sends a page with status 200': { answer: replies(200, '<html>Maintenance</html>'), ...noData(200) },
  'sends an empty body': { answer: replies(200, ''), ...noData(200) },
  'sends JSON that is cut off': {
    answer: (request, { data }) => request.reply(200, answerOf(500, data).slice(0, -9)),
    ...noData(200),
  },
  'sends text that is not JSON': { answer: replies(200, 'status=success'), ...noData(200) },
  'sends compressed data that is broken': {
    answer: (request, { data }) => request.reply(200, Buffer.from(answerOf(500, data)), { 'content-encoding': 'gzip' }),
    ...noAnswer,
  },
  'sends compressed data that is cut off': {
    answer: (request, { data }) =>
      request.reply(200, gzipSync(answerOf(5000, data)).subarray(0, 60), { 'content-encoding': 'gzip' }),
    ...noData(200),
  },
  'redirects to another host': {
    answer: (request) => request.reply(307, '', { location: 'https://elsewhere.test/v2' }),
    told: (could) => fails(`${could}: VirtualPBX sent an unexpected redirect. Contact VirtualPBX support.`, 307),
  },
  'says that the request is too large (413)': { answer: replies(413), ...tooLarge },
  'says so without a body': { answer: replies(413, ''), ...tooLarge },
  'sends a byte more than 16 MB': {
    answer: (request, { data }) => request.reply(200, answerOf(MAX_ANSWER_BYTES + 1, data)),
    ...tooLong,
  },
  'sends a few kilobytes that unpack to more than 16 MB': {
    answer: (request, { data }) =>
      request.reply(200, gzipSync(answerOf(2 * MAX_ANSWER_BYTES, data)), { 'content-encoding': 'gzip' }),
    ...tooLong,
  },
};

describe.each(Object.entries(faults))('when Dash %s', (_name, { answer, told, isUnclear }) => {
  test.each(steps)('%s says so after one request', async (kind, step) => {
    const { purpose, request, others, unclear, run } = step;
    others?.();
    answer(request(), step);
    // A list that is too long for one request is read page by page.
    if (kind === 'a search' && (told === tooLong.told || told === tooLarge.told))
      answer(account().get(/page_size=1000/), step);
    const error = isUnclear && unclear !== undefined ? halts(unclear) : told(`Could not ${purpose}`, step);
    await expect(run()).rejects.toMatchObject(error);
  });
});

test.each(steps)('an answer of exactly 16 MB is enough for %s', async (_kind, { request, others, data, run }) => {
  onlineAre();
  others?.();
  request().reply(200, answerOf(MAX_ANSWER_BYTES, data));
  expect(await run()).toBeDefined();
  nock.cleanAll();
});

test.each<[string, string | object]>([
  ['has no body', ''],
  ['has a body of white space', '\r\n'],
  ['says not_found', refusal(404, 'not_found')],
])('a 404 that %s is a part that the phone system does not have', async (_what, body) => {
  search.request().reply(404, body);
  await expect(search.run()).rejects.toMatchObject(
    halts("The Blocklists app isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
  );
});

describe('a connection that is reset', () => {
  /** Dash in memory, whose connection breaks at the first change: before it acts or after it. */
  const breakAt = (moment: 'before' | 'after', step: Step): unknown[] => {
    const changes: unknown[] = [];
    if (moment === 'after') {
      step.request().reply((_uri, body, answer) => {
        changes.push(body);
        answer(new Error('socket hang up'), [0]);
      });
    } else step.request().replyWithError('socket hang up');
    step
      .request()
      .optionally()
      .reply(200, (_uri, body) => {
        changes.push(body);
        return success(step.data) as nock.Body;
      });
    return changes;
  };

  test.each(['before', 'after'] as const)(
    '%s Dash made a change fails, and a replay ends in the same state',
    async (moment) => {
      const changes = breakAt(moment, update);
      await expect(update.run()).rejects.toMatchObject(noAnswer.told('Could not update the phone'));
      onlineAre(DEVICE);
      expect(await update.run()).toMatchObject({ id: DEVICE, enabled: true });
      expect(new Set(changes.map((change) => JSON.stringify(change))).size).toBe(1);
    },
  );

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('%s Dash acted halts an action that must not be done twice', async (moment, count) => {
    restart.others?.();
    const changes = breakAt(moment, restart);
    await expect(restart.run()).rejects.toMatchObject(halts(PERHAPS_RESTARTING));
    expect(changes).toHaveLength(count);
  });
});

test('a burst of changes is made once each, however many Dash refuses at first', async () => {
  const platform = createPlatform();
  const made: string[] = [];
  let room = 5;
  account()
    .persist()
    .patch(/\/devices\//)
    .reply((uri, body) => {
      room -= 1;
      if (room < 0) return [429, refusal(429, 'too_many_requests')];
      made.push((body as { data: { name: string } }).data.name);
      return [200, success({ ...phone, owner_id: undefined, id: uri })];
    });
  account().persist().get('/devices/status').query(true).reply(200, success([]));
  const rename = (name: string) =>
    platform.run('creates.update_device.operation.perform', { inputData: { device: DEVICE, name } });

  let waiting = Array.from({ length: 12 }, (_, n) => `Phone ${String(n)}`);
  for (let burst = 0; burst < 3; burst += 1) {
    room = 5;
    const ended = await Promise.allSettled(waiting.map(rename));
    const refused = ended.filter((one) => one.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ name: 'ThrottledError' });
    waiting = waiting.filter((_, n) => ended[n]?.status === 'rejected');
  }
  expect(waiting).toEqual([]);
  expect(made.sort()).toEqual(Array.from({ length: 12 }, (_, n) => `Phone ${String(n)}`).sort());
});

describe('an answer of VirtualText that is too long', () => {
  const long = () => gzipSync('x'.repeat(2 * MAX_ANSWER_BYTES));
  const packed = { 'content-encoding': 'gzip' };

  test('halts a search', async () => {
    textable().get('/api/contacts').reply(200, long(), packed);
    await expect(
      runMessaging('searches.find_contact.operation.perform', { inputData: { name: 'Ann' } }),
    ).rejects.toMatchObject(
      halts(
        'Could not read the contacts: VirtualText sent more data than Zapier can handle. Contact VirtualPBX support.',
      ),
    );
  });

  test('halts a text message that may have been sent, and says so', async () => {
    textable().post('/api/send').reply(200, long(), packed);
    const inputData = { to_number: '+14155550134', from_number: '+14155550150', body: 'Hello' };
    await expect(runMessaging('creates.send_message.operation.perform', { inputData })).rejects.toMatchObject({
      name: 'HaltedError',
      message: expect.stringContaining(
        "VirtualText didn't confirm the text message, so it may have been sent.",
      ) as string,
    });
  });
});
