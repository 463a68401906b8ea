import nock from 'nock';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { authData, ROOT } from '../support/dash.ts';
import { fails, halts, throttles } from '../support/told.ts';
import {
  ACCESS_TOKEN,
  ADDRESS,
  runMessaging,
  textable,
  USER_ID,
  v1,
  withKey,
  withTextable,
} from '../support/virtualText.ts';

const METHOD = 'creates.send_message.operation.perform';
const BODY = 'Your appointment is on Friday at three.';

const input = { to_number: '(415) 488-6134', from_number: '+14154886150', body: BODY };

type Sent = Record<string, unknown>;

const send = (changes: object = {}, connection: object = withTextable) =>
  runMessaging(METHOD, { inputData: { ...input, ...changes }, authData: connection }) as Promise<Sent>;

/** What the Textable-based API is asked to send. */
const order = (changes: object = {}) =>
  textable().post('/api/send', { to: '+14154886134', from: '+14154886150', message: BODY, ...changes });
const taken = { status: 'true' };

const toKey = { from_number: '' };
const keyOrder = (changes: object = {}) =>
  v1().post('/v1/messages', { to: '+14154886134', channel: 'sms', body: BODY, ...changes });
const queued = { id: 'msg_01HZ3', status: 'queued', created_at: '2026-11-24T18:32:05Z' };

const parties = {
  to_number: '+14154886134',
  to_name: null,
  customer: '415-488-6134',
  customer_number: '+14154886134',
  customer_number_national: '(415) 488-6134',
  customer_number_digits: '4154886134',
  customer_name: null,
  call_back_link: 'tel:+14154886134',
};

afterEach(() => jest.useRealTimers());

describe('the Textable-based API', () => {
  test('sends a text with numbers in E.164, and the record says all that is known', async () => {
    stopClock(new Date('2026-11-24T18:32:05Z'));
    order().reply(200, taken);
    expect(await send()).toEqual({
      id: null,
      summary: `Text message to 415-488-6134: “Your appointment is on Friday at three”`,
      from_number: '+14154886150',
      from_name: null,
      ...parties,
      our_number: '+14154886150',
      direction: 'outbound',
      body: BODY,
      media: [],
      sent_at: '2026-11-24T18:32:05Z',
      sent_at_local: '2026-11-24T10:32:05-08:00',
      local_date: '2026-11-24',
      local_time: '10:32',
      local_time_12h: '10:32 AM',
      local_hour: 10,
      weekday: 'Tuesday',
      status: null,
      segment_count: 1,
    });
  });

  test.each<[string, string]>([
    ['merge fields, quotes, emoji and white space', ' Hi {{first_name}}! {{bundle.inputData.x}} \n\n😀 "quoted" \\ '],
    ['other scripts', '＋１ 日本語 עברית'],
    ['a zero', '0'],
    ['a hundred thousand letters', 'a'.repeat(100_000)],
  ])('sends the text byte for byte: %s', async (_what, body) => {
    order({ message: body }).reply(200, taken);
    expect(await send({ body })).toMatchObject({ body });
  });

  test.each(['+14154886134', '4154886134', '415.488.6134', 'tel:+1-415-488-6134', ' 1 (415) 488 6134 '])(
    'takes the number %j',
    async (to_number) => {
      order().reply(200, taken);
      expect(await send({ to_number })).toMatchObject(parties);
    },
  );

  test('sends the first of what arrives as a list', async () => {
    order({ message: ' Hi' }).reply(200, taken);
    expect(await send({ body: [' ', ' Hi', 'Ho'] })).toMatchObject({ body: ' Hi' });
  });

  test('sends to a short code', async () => {
    order({ to: '72345' }).reply(200, taken);
    expect(await send({ to_number: '72345' })).toMatchObject({ to_number: '72345' });
  });

  test('sends files by their addresses', async () => {
    const media = ['https://files.example/a%20b.jpg?sig={{c}}', 'https://files.example/b.pdf'];
    order({ media }).reply(200, taken);
    expect(await send({ media: [...media, '', ' '] })).toMatchObject({
      media,
      summary: 'Text message to 415-488-6134: “Your appointment is on Friday at three” (2 files)',
    });
  });

  test.each([
    ['https://files.example?@127.0.0.1:9001/a.jpg', 'https://files.example/?@127.0.0.1:9001/a.jpg'],
    ['https://files.example/für-Ann.jpg', 'https://files.example/f%C3%BCr-Ann.jpg'],
    ['https://пример.рф/a.jpg', 'https://xn--e1afmkfd.xn--p1ai/a.jpg'],
  ])('sends the link %s as it was checked, %s', async (typed, address) => {
    order({ media: [address] }).reply(200, taken);
    expect(await send({ media: [typed] })).toMatchObject({ media: [address] });
  });

  test.each([
    ['commas', ', '],
    ['lines', '\n'],
    ['semicolons', ';'],
    ['"and"', ' and '],
  ])('sends several files, whose addresses stand in one line with %s between', async (_how, between) => {
    const media = ['https://files.example/a,b;c.jpg?size=1,2', 'https://files.example/b.pdf'];
    order({ media }).reply(200, taken);
    expect(await send({ media: [`${media.join(between)},`] })).toMatchObject({ media });
  });

  test('sends to a number from abroad that lacks its plus sign', async () => {
    order({ to: '+442079460018' }).reply(200, taken);
    expect(await send({ to_number: '442079460018' })).toMatchObject({ to_number: '+442079460018' });
  });

  test('says how many texts a longer one counts as', async () => {
    const body = 'Hi. '.repeat(100);
    order({ message: body }).reply(200, taken);
    const { summary, segment_count } = await send({ body });
    expect(segment_count).toBe(3);
    expect(summary).toMatch(/^Text message to 415-488-6134: “Hi\. .*…” \(counts as 3 texts\)$/);
  });
});

describe('the newer API', () => {
  test('sends a text, and the record has its id and status', async () => {
    keyOrder().reply(201, queued);
    expect(await send(toKey, withKey)).toMatchObject({
      id: 'msg_01HZ3',
      status: 'queued',
      from_number: null,
      our_number: null,
      ...parties,
      sent_at: '2026-11-24T18:32:05Z',
    });
  });

  test('gets what prevents duplicates', async () => {
    keyOrder({ idempotency_key: 'record-17' }).reply(201, queued);
    expect(await send({ ...toKey, duplicate_guard: ' record-17 ' }, withKey)).toMatchObject({ id: 'msg_01HZ3' });
  });

  test.each([{}, { created_at: 'yesterday' }])('may answer no more than %j', async (answer) => {
    stopClock(new Date('2026-11-24T18:32:05Z'));
    keyOrder().reply(201, answer);
    expect(await send(toKey, withKey)).toMatchObject({ id: null, status: null, sent_at: '2026-11-24T18:32:05Z' });
  });
});

describe('nothing is sent', () => {
  const noNumber = "To Number isn't a phone number. Write it like +1 415 555 0100.";
  const noExtension = "Extensions can't receive texts. Use a phone number such as +1 415 555 0100.";
  const hidden = 'The caller hid the number, so there is nobody to text.';
  const noFile = 'Files has something that is neither a file nor a link. Choose a file from an earlier step.';
  const notPublic =
    "Files has a link that isn't public or doesn't start with https://. Choose a file from an earlier step, or use a public link.";
  const notOffered = {
    from: "Your VirtualText doesn't let Zapier choose the number to send from. Leave From Number empty.",
    files: "Your VirtualText doesn't accept files from Zapier. Leave Files empty.",
    keys: "Your VirtualText can't prevent duplicate texts. Leave Prevent Duplicate Texts empty.",
  };

  test.each<[object, object, string]>([
    [{ to_number: ' ' }, withTextable, 'To Number is empty. Fill it in.'],
    [{ to_number: 'Ann' }, withTextable, noNumber],
    [{ to_number: '1001' }, withTextable, noExtension],
    [{ from_number: '1001' }, withTextable, noExtension.replace('receive', 'send')],
    [{ to_number: '911' }, withTextable, noNumber],
    [{ to_number: '*98' }, withTextable, noExtension],
    [{ body: ' \n ' }, withTextable, 'Message is empty. Fill it in.'],
    [{ body: undefined }, withTextable, 'Message is empty. Fill it in.'],
    [{ from_number: '' }, withTextable, 'From Number is empty. Fill in one of your VirtualText numbers.'],
    [{ media: ['a picture'] }, withTextable, noFile],
    [{ media: ['https://'] }, withTextable, noFile],
    [{ media: 'https://files.example/a.jpg, b.jpg' }, withTextable, noFile],
    [{ media: ['https://files.exa\nmple/a.jpg'] }, withTextable, noFile],
    [{ to_number: 'anonymous' }, withTextable, hidden],
    [{ to_number: '+266696687' }, withTextable, hidden],
    [{ from_number: 'anonymous' }, withTextable, noNumber.replace('To Number', 'From Number')],
    [
      { media: [`${ROOT}/v2/accounts/1/media/2/raw`] },
      withTextable,
      "Files has a link that needs a sign-in, so VirtualText can't open it. Choose a file from an earlier step.",
    ],
    [{ media: ['http://files.example/a.jpg'] }, withTextable, notPublic],
    [{ media: ['https:///files.example/a.jpg'] }, withTextable, notPublic],
    [{ media: [String.raw`https://files.example\@127.0.0.1:9001/a.jpg`] }, withTextable, notPublic],
    [{ media: ['https://user@files.example/a.jpg'] }, withTextable, notPublic],
    [{ duplicate_guard: 'record-17' }, withTextable, notOffered.keys],
    [{}, withKey, notOffered.from],
    [{ ...toKey, media: ['https://files.example/a.jpg'] }, withKey, notOffered.files],
    [
      {},
      authData,
      "This connection isn't set up for text messages. Reconnect your VirtualPBX account and fill in VirtualText Address and VirtualText Credential.",
    ],
  ])('for %j, and no request is made', async (changes, connection, sentence) => {
    await expect(send(changes, connection)).rejects.toMatchObject(halts(sentence));
  });
});

const unclear =
  "VirtualText didn't confirm the text message, so it may have been sent. Check VirtualText before you run this step again.";
const refusedCredential = fails(
  "Could not send the text message: VirtualText doesn't accept the VirtualText Credential of this connection. Copy it again from VirtualText, and reconnect your VirtualPBX account.",
  401,
);

describe('VirtualText refuses', () => {
  const halted = (why: string, advice = 'Check the fields of this step.') =>
    halts(`Could not send the text message: ${why}. ${advice}`);
  const optedOut = 'the recipient has opted out of text messages';
  const noStep = 'Nobody can text this number until the recipient opts in again.';

  test.each<[number, unknown, object]>([
    [
      400,
      { errors: ["Missing parameter 'from'.", 'Missing parameter to'] },
      halted(
        "VirtualText didn't accept the request (VirtualText says: “Missing parameter 'from'.; Missing parameter to”)",
      ),
    ],
    [400, {}, halted("VirtualText didn't accept the request")],
    [400, '<html>', halted("VirtualText didn't accept the request")],
    [
      422,
      { _errType: 'Invalid', message: 'The number is not yours.', reason: 'not_yours' },
      halted("VirtualText didn't accept the request (VirtualText says: “The number is not yours”)"),
    ],
    [
      400,
      { reason: 'bad\n\n\u202enumber' },
      halted("VirtualText didn't accept the request (VirtualText says: “bad number”)"),
    ],
    [400, { error: 'No' }, halted("VirtualText didn't accept the request (VirtualText says: “No”)")],
    [401, { errors: ['Unauthorized'] }, refusedCredential],
    [
      403,
      { message: 'Forbidden' },
      halted(
        "VirtualText doesn't let the user of this connection do that (VirtualText says: “Forbidden”)",
        'Ask your VirtualText administrator for permission.',
      ),
    ],
    [
      404,
      { message: 'Unknown user' },
      halted(
        "VirtualText can't find it (VirtualText says: “Unknown user”)",
        'Check the VirtualText fields of your connection, or contact VirtualPBX support.',
      ),
    ],
    [451, { message: 'Recipient opted out' }, halted(`${optedOut} (VirtualText says: “Recipient opted out”)`, noStep)],
    [451, '', halted(optedOut, noStep)],
    [200, { status: 'false' }, halted("VirtualText didn't accept the request")],
    [200, { status: 'error' }, halted("VirtualText didn't accept the request")],
    [200, { success: false }, halted("VirtualText didn't accept the request")],
    [200, { _errType: 'Blocked' }, halted("VirtualText didn't accept the request")],
    [200, { error: { message: 'No' } }, halted("VirtualText didn't accept the request (VirtualText says: “No”)")],
    [400, { errors: 'No' }, halted("VirtualText didn't accept the request (VirtualText says: “No”)")],
    [
      400,
      { errors: [{ message: 'No' }, {}] },
      halted("VirtualText didn't accept the request (VirtualText says: “No”)"),
    ],
    [200, { errors: ['Blocked'] }, halted("VirtualText didn't accept the request (VirtualText says: “Blocked”)")],
    [
      429,
      {},
      throttles(
        'Could not send the text message: VirtualText got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
    [
      302,
      '',
      fails(
        'Could not send the text message: VirtualText sent an unexpected redirect. Check the VirtualText fields of your connection, or contact VirtualPBX support.',
        302,
      ),
    ],
  ])('with %i and %j', async (status, body, error) => {
    order().reply(status, body as object, { location: 'https://elsewhere.example/' });
    await expect(send()).rejects.toMatchObject(error);
  });

  test('and quotes the credential, which is taken out of its words', async () => {
    order().reply(400, {
      errors: [
        `No luck with ${withTextable.virtualtext_credential}, ${USER_ID} and ${ACCESS_TOKEN}`,
        encodeURIComponent(withTextable.virtualtext_credential),
        Buffer.from(withTextable.virtualtext_credential).toString('base64url'),
      ],
    });
    await expect(send()).rejects.toMatchObject(
      halted("VirtualText didn't accept the request (VirtualText says: “No luck with …, … and …; …; …”)"),
    );
  });

  test('and names no more than the one letter that a user id has: its words stay readable', async () => {
    const connection = { ...withTextable, virtualtext_credential: 'a:access-token' };
    nock(ADDRESS, { reqheaders: { authorization: 'Bearer a:access-token' } })
      .post('/api/send')
      .reply(400, { errors: ['Not a number'] });
    await expect(send({}, connection)).rejects.toMatchObject(
      halted("VirtualText didn't accept the request (VirtualText says: “Not a number”)"),
    );
  });

  test.each([500, 502, 503, 504])('with %i, and says not whether it was sent', async (status) => {
    order().reply(status, { message: 'no' });
    await expect(send()).rejects.toMatchObject(halts(unclear));
  });

  test('with a page instead of data', async () => {
    order().reply(200, '<html>');
    await expect(send()).rejects.toMatchObject(halts(unclear));
  });

  test('with nothing', async () => {
    order().replyWithError('socket hang up');
    await expect(send()).rejects.toMatchObject(halts(unclear));
  });
});

describe('the newer API refuses', () => {
  test('in its own envelope', async () => {
    keyOrder().reply(422, { error: { code: 'invalid', message: 'Not a number.', details: { to: 'invalid' } } });
    await expect(send(toKey, withKey)).rejects.toMatchObject(
      halts(
        "Could not send the text message: VirtualText didn't accept the request (VirtualText says: “Not a number”). Check the fields of this step.",
      ),
    );
  });

  test('a key that it does not know, and no session of Dash is renewed', async () => {
    keyOrder().reply(401, { error: { message: 'no' } });
    await expect(send(toKey, withKey)).rejects.toMatchObject(refusedCredential);
  });

  test('without saying whether it was sent: a step that does not prevent duplicates must not be repeated blindly', async () => {
    keyOrder().reply(503, {});
    await expect(send(toKey, withKey)).rejects.toMatchObject(halts(unclear));
  });

  test('without saying so: a step that prevents duplicates can be', async () => {
    keyOrder({ idempotency_key: 'record-17' }).reply(503, {});
    await expect(send({ ...toKey, duplicate_guard: 'record-17' }, withKey)).rejects.toMatchObject(
      fails('Could not send the text message: VirtualText had a problem. Try again in a few minutes.', 503),
    );
  });
});

test('neither half of the credential is in what Zapier logs', async () => {
  const platform = createPlatform();
  order().reply(200, taken);
  await platform.run(METHOD, { inputData: input, authData: withTextable });
  const logged = JSON.stringify(platform.logs);
  expect(logged).toContain(`${ADDRESS}/api/send`);
  expect(logged).not.toContain(USER_ID);
  expect(logged).not.toContain(ACCESS_TOKEN);
});

describe('the fields', () => {
  const keysWith = async (connection: object): Promise<string[]> => {
    const fields = await runMessaging('creates.send_message.operation.inputFields', { authData: connection });
    return (fields as { key: string }[]).map(({ key }) => key);
  };

  test.each([
    ['the Textable-based API', withTextable, ['from_number', 'media']],
    ['a key', withKey, ['duplicate_guard']],
    ['no credential', authData, []],
  ])('of %s are those that it has', async (_what, connection, more) => {
    expect(await keysWith(connection)).toEqual(['to_number', 'body', ...more]);
  });

  test('say what is wrong with the credential', async () => {
    await expect(keysWith({ ...authData, virtualtext_credential: 'nonsense' })).rejects.toMatchObject({
      name: 'HaltedError',
      message: expect.stringContaining('VirtualText Credential') as string,
    });
  });
});
