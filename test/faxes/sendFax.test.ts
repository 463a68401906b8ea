import nock from 'nock';
import { checkDocument } from '../../src/faxes/documentToSend.ts';
import { account, refusal, ROOT, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { notAllowed, refused } from '../support/refusals.ts';
import { createContextStep } from '../support/step.ts';
import { halts } from '../support/told.ts';

const DOCUMENT = 'https://files.example/form.pdf';
const JOB = '8b1d3a9be1d34c7f8a6b9c0d1e2f3a4b';

const input = { document: DOCUMENT, to_number: '(628) 555-0100', from_number: '+14154886109' };

const send = (changes: object = {}) =>
  createPlatform().run('creates.send_fax.operation.perform', { inputData: { ...input, ...changes } });

/** The server of the document, which must not get the session's token. */
const server = (url = DOCUMENT) => {
  const { origin, pathname } = new URL(url);
  return nock(origin, { badheaders: ['x-auth-token'] }).get(pathname);
};

const documentIs = (headers: Record<string, string>, url = DOCUMENT) => server(url).reply(200, 'bytes', headers);
const isPdf = () => documentIs({ 'content-type': 'application/pdf', 'content-length': '8000000' });

const order = (url = DOCUMENT) =>
  account().put('/faxes', {
    data: { document: { url, method: 'get' }, from_number: '+14154886109', to_number: '+16285550100' },
  });

/** The fax as Dash stores it, with private keys and without `id`. */
const stored = {
  from_number: '+14154886109',
  to_number: '+16285550100',
  attempts: 0,
  pvt_job_status: 'pending',
  pvt_type: 'fax',
  _rev: '1-967a00dff5e02add41819138abb3284d',
  _id: JOB,
};
const taken = () => success(stored);

test('a fax is requested with numbers as the phone system dials them', async () => {
  isPdf();
  order().reply(201, taken());
  expect(await send()).toEqual({
    id: JOB,
    summary: 'Fax to 628-555-0100 is on its way.',
    from_number: '+14154886109',
    from_name: null,
    to_number: '+16285550100',
    to_name: null,
    customer: '628-555-0100',
    customer_number: '+16285550100',
    customer_number_national: '(628) 555-0100',
    customer_number_digits: '6285550100',
    customer_name: null,
    call_back_link: 'tel:+16285550100',
    our_number: '+14154886109',
  });
});

test('a link is sent unchanged, including braces', async () => {
  const url = 'https://files.example/a%7B%7Bb%7D%7D.pdf?sig={{c}}';
  nock('https://files.example').get(/.*/).reply(200, '', { 'content-type': 'application/pdf' });
  order(url).reply(201, taken());
  expect(await send({ document: url })).toMatchObject({ id: JOB });
});

test.each([
  ['https://files.example?@127.0.0.1:9001/a.pdf', 'https://files.example/?@127.0.0.1:9001/a.pdf'],
  ['HTTPS://Files.Example:443/für-Ann.pdf', 'https://files.example/f%C3%BCr-Ann.pdf'],
  ['https://пример.рф/a.pdf', 'https://xn--e1afmkfd.xn--p1ai/a.pdf'],
])('the link %s is sent as it was checked, %s', async (document, url) => {
  nock(new URL(url).origin).get(/.*/).reply(200, '', { 'content-type': 'application/pdf' });
  order(url).reply(201, taken());
  expect(await send({ document })).toMatchObject({ id: JOB });
});

test.each<[number, object]>([
  [200, stored],
  [201, stored],
  [202, stored],
  [202, { ...stored, _id: undefined, id: `202611-${JOB}` }],
])(
  'a request with the response %i %j returns the ID that is job_id in Fax Sent and Fax Failed',
  async (status, body) => {
    isPdf();
    order().reply(status, success(body));
    const record = await send();
    expect(record).toMatchObject({ id: JOB });
    expect(JSON.stringify(record)).not.toContain('pvt_');
  },
);

describe('Dash decides', () => {
  test.each<Record<string, string>>([
    { 'content-type': 'image/tiff', 'content-length': '17' },
    { 'content-type': 'Application/PDF; charset=binary' },
    { 'content-type': 'application/octet-stream' },
    {},
  ])('on a file whose server returns %j', async (headers) => {
    documentIs(headers);
    order().reply(201, taken());
    expect(await send()).toMatchObject({ id: JOB });
  });

  test.each([405, 429, 500])('on a file whose server returns %i', async (status) => {
    server().reply(status, '', { 'content-type': 'text/html' });
    order().reply(201, taken());
    expect(await send()).toMatchObject({ id: JOB });
  });

  test('on a file whose server does not respond in time', async () => {
    server().delay(200).reply(200, '', { 'content-type': 'text/html' });
    const check = createContextStep(async (context) => {
      await checkDocument({ ...context, timeout: () => context.timeout(50) }, DOCUMENT);
      return 'passed';
    });
    expect(await check.run()).toBe('passed');
  });

  test('on a file behind a redirect', async () => {
    server().reply(302, '', { location: 'https://storage.example/file.pdf' });
    documentIs({ 'content-type': 'application/pdf' }, 'https://storage.example/file.pdf');
    order().reply(201, taken());
    expect(await send()).toMatchObject({ id: JOB });
  });
});

describe('nothing is sent', () => {
  const login =
    "The link in Document needs a sign-in, so VirtualPBX can't open it. Map a file from an earlier step, or use a public link.";
  const gone = 'The file in Document is gone. Map the file from an earlier step again, or use another link.';

  test.each([
    [401, login],
    [403, login],
    [404, gone],
    [410, gone],
  ])('for a document whose server returns %i, and no session is renewed', async (status, sentence) => {
    server().reply(status, '');
    await expect(send()).rejects.toMatchObject(halts(sentence));
  });

  test.each<[Record<string, string>, string]>([
    [
      { 'content-type': 'application/pdf', 'content-length': '8000001' },
      'The file in Document is larger than 8 MB, the most that can be faxed. Use a smaller file.',
    ],
    [
      { 'content-type': 'text/html' },
      "The file in Document isn't a PDF or a TIFF. Save it as a PDF and run the step again.",
    ],
  ])('for a document with %j', async (headers, sentence) => {
    documentIs(headers);
    await expect(send()).rejects.toMatchObject(halts(sentence));
  });

  test('for a link to the phone system itself, which gets no request', async () => {
    await expect(send({ document: `${ROOT}/v2/accounts/1/media/2/raw` })).rejects.toMatchObject(halts(login));
  });

  const notPublic =
    "The link in Document isn't public or doesn't start with https://. Map a file from an earlier step, or use a public link.";

  test.each([
    'http://files.example/a.pdf',
    String.raw`https://files.example\@127.0.0.1:9001/a.pdf`,
    String.raw`https://files.example/\..\a.pdf`,
    'https:///files.example/a.pdf',
    'https://user@files.example/a.pdf',
    'https://files.example/\u0001a.pdf',
  ])('for the link %j, which is not public or has two readings, and there is no request', async (document) => {
    await expect(send({ document })).rejects.toMatchObject(halts(notPublic));
  });

  test.each(['https://files.example/a.pdf', 'http://169.254.169.254/'])(
    'for four redirects, the last one to %s',
    async (location) => {
      nock('https://files.example').get('/form.pdf').times(3).reply(302, '', { location: DOCUMENT });
      server().reply(302, '', { location });
      await expect(send()).rejects.toMatchObject(halts(notPublic));
    },
  );

  test.each(['ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED'])(
    'for a redirect to a server with no secure connection: %s',
    async (code) => {
      server().reply(302, '', { location: 'https://storage.example/file.pdf' });
      server('https://storage.example/file.pdf').replyWithError(Object.assign(new Error('no connection'), { code }));
      const sentence =
        "Zapier couldn't open a secure connection to the link in Document. Check the link, or try again in a few minutes.";
      await expect(send()).rejects.toMatchObject({ name: 'AppError', message: JSON.stringify({ message: sentence }) });
    },
  );

  const noAddress = "Document isn't a file or a link to one. Map a file from an earlier step.";

  test.each([
    [{ document: '' }, 'Document is empty. Fill it in.'],
    [{ document: 'Dear Sirs' }, noAddress],
    [{ document: 'ftp://files.example/a.pdf' }, noAddress],
    [{ document: 'https://' }, noAddress],
    [{ document: 'https://files.exa\nmple/a.pdf' }, noAddress],
    [{ document: 'https://files.example/a b.pdf' }, noAddress],
    [{ to_number: ' ' }, 'To Number is empty. Fill it in.'],
    [{ from_number: undefined }, 'From Number is empty. Fill it in.'],
    [{ to_number: 'Ann' }, "To Number isn't a phone number. Write it like +1 415 555 0100."],
  ])('for %j, and there is no request', async (changes, sentence) => {
    await expect(send(changes)).rejects.toMatchObject(halts(sentence));
  });
});

describe('Dash refuses', () => {
  const perhaps =
    "VirtualPBX didn't confirm the fax. Check in Dash whether it was sent before you run this step again.";

  test('with a sentence that says what failed', async () => {
    isPdf();
    order().reply(403, refused(403));
    await expect(send()).rejects.toMatchObject(notAllowed('send the fax'));
  });

  test.each([
    [200, '<html>'],
    [201, ''],
    [201, '{"status":"success","data":{"id'],
    [201, '{"status":"success","data":{}}'],
    [201, '{"status":"success","data":null}'],
    [408, ''],
    [500, ''],
    [502, ''],
    [503, ''],
    [504, ''],
    [520, ''],
  ])('with %i %s, and the fax may have been sent', async (status, body) => {
    isPdf();
    order().reply(status, body);
    await expect(send()).rejects.toMatchObject(halts(perhaps));
  });

  test('by not responding, and the fax may have been sent', async () => {
    isPdf();
    order().replyWithError('socket hang up');
    await expect(send()).rejects.toMatchObject(halts(perhaps));
  });

  test('a field, which the error names by its label', async () => {
    isPdf();
    order().reply(
      400,
      refusal(400, 'validation error', {
        'document.url': { wrong_format: { message: 'Value is not a valid uri' } },
        from_number: { forbidden: { message: 'Number is not yours' } },
        'document.to_number': { required: { message: 'add a valid number to send the fax to' } },
      }),
    );
    await expect(send()).rejects.toMatchObject(
      halts(
        'Could not send the fax. Document: Value is not a valid uri; From Number: Number is not yours; To Number: add a valid number to send the fax to. Check the fields of this step.',
      ),
    );
  });

  test('because faxes are not turned on for the account', async () => {
    isPdf();
    order().reply(404, '');
    await expect(send()).rejects.toMatchObject(
      halts("Fax isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
    );
  });
});
