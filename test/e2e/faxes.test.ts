import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DashSandbox } from '../../sandbox/dash/server.ts';
import { pdf } from '../../sandbox/dash/files/pdf.ts';
import { tiff } from '../../sandbox/dash/files/tiff.ts';
import type { Connection, StoredFile, ZapierSandbox } from '../../sandbox/zapier/platform.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
let dash: DashSandbox;
let zapier: ZapierSandbox;
let connection: Connection;
let shelf: Server;
let shelved: { status: number; type: string; body: Buffer };
let seen: (string | string[] | undefined)[];

beforeEach(async () => {
  office = await openOffice();
  ({ dash, zapier, connection } = office);
  shelved = { status: 200, type: 'application/pdf', body: Buffer.from(pdf('A form')) };
  seen = [];
  shelf = createServer((request, response) => {
    seen.push(request.headers['x-auth-token']);
    response.writeHead(shelved.status, { 'Content-Type': shelved.type, 'Content-Length': shelved.body.length });
    response.end(shelved.body);
  });
  await new Promise<void>((resolve) => shelf.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  shelf.closeAllConnections();
  await new Promise((resolve) => shelf.close(resolve));
  await office.close();
});

const turnOn = (key: string, input: Record<string, unknown> = {}, name = '{{summary}}') =>
  zapier.turnOn(connection, {
    name: 'Faxes to a drive',
    trigger: { key, input },
    steps: [{ app: 'Drive', action: 'Upload File', fields: { name, file: '{{document}}' } }],
  });

const uploads = () => zapier.outcomes('Drive').map(({ fields }) => fields as { name: string; file: StoredFile });

const boxCalled = (name: string): string => String(dash.company.faxboxes.find((box) => box.name === name)?.id);

const order = async (): Promise<string> => {
  const { port } = shelf.address() as AddressInfo;
  const record = await zapier.run(connection, 'creates.send_fax', {
    document: `http://127.0.0.1:${String(port)}/form.pdf`,
    to_number: '(628) 555-0100',
    from_number: '+14154886109',
  });
  return (record as { id: string }).id;
};

test('a new fax triggers once, with its pages as a file', async () => {
  const zap = await turnOn('new_fax');
  const fax = await dash.receiveFax({ faxbox: 'Maya’s Fax', callerNumber: '+14155550142', callerName: 'Grace Park' });
  await zapier.poll(zap);
  await zapier.poll(zap);
  expect(zap.errors).toEqual([]);
  expect(uploads()).toMatchObject([
    {
      name: expect.stringMatching(/^Fax from Grace Park \(415-555-0142\) for Maya Okafor, 1 page, /) as string,
      file: {
        contentType: 'application/pdf',
        name: expect.stringMatching(/^Fax-Grace-Park-.*\.pdf$/) as string,
      },
    },
  ]);
  expect(Buffer.from(fax.file ?? []).equals(uploads()[0]?.file.bytes ?? Buffer.of())).toBe(true);
});

test.each(['4.3', '4.2'] as const)(
  'a fax that is listed before its pages waits for them, with KAZOO %s',
  async (kazoo) => {
    Object.assign(dash.settings, { kazoo, faxFormat: 'tiff' });
    const zap = await turnOn('new_fax');
    const fax = await dash.receiveFax({
      faxbox: 'Maya’s Fax',
      callerNumber: '+14155550142',
      callerName: 'Grace Park',
      hasPages: false,
    });
    await zapier.poll(zap);
    expect(uploads()).toEqual([]);
    fax.file = tiff();
    await zapier.poll(zap);
    expect(zap.errors).toEqual([]);
    const caller = kazoo === '4.3' ? 'Grace-Park' : '\\+14155550142';
    expect(uploads()).toMatchObject([
      {
        file: {
          contentType: 'image/tiff',
          name: expect.stringMatching(new RegExp(`^Fax-${caller}-.*\\.tiff$`)) as string,
          bytes: Buffer.from(tiff()),
        },
      },
    ]);
  },
);

test('only faxes of the chosen boxes trigger, and none that was interrupted', async () => {
  const zap = await turnOn('new_fax', { faxboxes: ['front desk fax', 'feedfacecafe4b1dadd1c0ffee0ddba2'] });
  await dash.receiveFax({ faxbox: 'Maya’s Fax', callerNumber: '+14155550142' });
  await dash.receiveFax({ faxbox: 'Front Desk Fax', callerNumber: '+14155550143', ok: false });
  await dash.receiveFax({ faxbox: 'Front Desk Fax', callerNumber: '+14155550144', pages: 3 });
  await zapier.poll(zap);
  expect(uploads().map(({ name }) => name)).toEqual([
    expect.stringMatching(/^Fax from 415-555-0144 for Front Desk Fax, 3 pages, /) as string,
  ]);
});

test('the boxes are chosen by name', async () => {
  expect(await zapier.run(connection, 'triggers.list_faxboxes')).toEqual([
    { id: boxCalled('Front Desk Fax'), name: 'Front Desk Fax' },
    { id: boxCalled('Maya’s Fax'), name: 'Maya’s Fax' },
  ]);
});

test.each(['4.3', '4.2'] as const)('a fax is sent, and its delivery is reported once, with KAZOO %s', async (kazoo) => {
  dash.settings.kazoo = kazoo;
  const zap = await turnOn('fax_sent', {}, '{{summary}}: {{job_id}}');
  const job = await order();
  expect(seen).toEqual([undefined]);
  const { event } = await dash.finishFax(job, true);
  if (event) await dash.redeliver(event);
  await zapier.settled();
  expect(zap.errors).toEqual([]);
  expect(uploads()).toMatchObject([
    {
      name: expect.stringMatching(/^Fax to 628-555-0100 was sent, 1 page, .*: [0-9a-f]{32}$/) as string,
      file: { contentType: 'application/pdf' },
    },
  ]);
  expect(event?.payload).toMatchObject({ fax_jobid: expect.stringMatching(`^\\d{6}-${job}$`) as string });
  expect(event?.payload).not.toHaveProperty('fax_timestamp');
  expect(uploads()[0]?.name).toContain(job);
  expect(await zapier.list(connection, 'triggers.fax_sent')).toMatchObject([
    { id: event?.payload.fax_id, job_id: job, pages: 1 },
  ]);
});

test.each(['4.3', '4.2'] as const)('a fax that fails is reported in either direction, with KAZOO %s', async (kazoo) => {
  dash.settings.kazoo = kazoo;
  const zap = await turnOn('fax_failed', {}, '{{summary}} {{reason}}: {{job_id}}');
  expect(dash.company.webhooks.map(({ custom_data }) => custom_data?.type).sort()).toEqual([
    'inbound_fax_error',
    'outbound_fax_error',
  ]);
  const job = await order();
  await dash.finishFax(job, false);
  await dash.receiveFax({ faxbox: 'Maya’s Fax', callerNumber: '+14155550142', ok: false });
  await zapier.settled();
  expect(zap.errors).toEqual([]);
  expect(uploads().map(({ name }) => name)).toEqual([
    expect.stringMatching(
      new RegExp(`^Fax to 628-555-0100 couldn't be sent, .* The call dropped prematurely: ${job}$`),
    ) as string,
    expect.stringMatching(/^Fax from 415-555-0142 couldn't be received, .* The call dropped prematurely: $/) as string,
  ]);
  expect(uploads().map(({ file }) => Boolean(file))).toEqual([true, false]);
  expect(await zapier.list(connection, 'triggers.fax_failed')).toMatchObject([{ direction: 'outbound', job_id: job }]);
  await zapier.turnOff(zap);
  expect(dash.company.webhooks).toEqual([]);
});

test.each<[Partial<typeof shelved>, RegExp]>([
  [{ status: 401 }, /needs a sign-in/],
  [{ status: 404 }, /is gone/],
  [{ type: 'text/html' }, /isn't a PDF or a TIFF/],
  [{ body: Buffer.alloc(8_000_001) }, /larger than 8 MB/],
])("a document that can't be faxed is refused before any request to Dash: %#", async (change, sentence) => {
  Object.assign(shelved, change);
  const logins = () => dash.requests.filter(({ path }) => path.endsWith('_auth')).length;
  const before = logins();
  await expect(order()).rejects.toMatchObject({
    name: 'HaltedError',
    message: expect.stringMatching(sentence) as string,
  });
  expect(dash.company.faxes).toEqual([]);
  expect(logins()).toBe(before);
});
