import nock from 'nock';
import { openPublicFile } from '../../src/zapier/publicFile.ts';
import { createContextStep } from '../support/step.ts';

const open = (address: string, ms = 1000) =>
  createContextStep(async (context) => {
    const opened = await openPublicFile(context, address, { signal: context.timeout(ms) });
    return typeof opened === 'string' ? opened : opened.status;
  }).run();

const files = () => nock('https://files.example');

test.each([
  'http://files.example/a.pdf',
  'https://user@files.example/a.pdf',
  'https://:password@files.example/a.pdf',
  'https://files.example:8443/a.pdf',
  'https://169.254.169.254/a.pdf',
  'https://2130706433/a.pdf',
  'https://[::ffff:127.0.0.1]/a.pdf',
  'http://127.0.0.1:9001/a.pdf',
  'https://public-api.virtualpbx.com/a.pdf',
  'not an address',
])('%s is never opened', async (address) => {
  expect(await open(address)).toBe('private');
});

test('a redirect to another public address is followed', async () => {
  files().get('/a.pdf').reply(302, '', { location: 'https://store.example/b.pdf' });
  nock('https://store.example').get('/b.pdf').reply(200, 'pages');
  expect(await open('https://files.example/a.pdf')).toBe(200);
});

test.each(['http://169.254.169.254/', 'https://localhost/', 'http://['])(
  'a redirect to %s is not',
  async (location) => {
    files().get('/a.pdf').reply(302, '', { location });
    expect(await open('https://files.example/a.pdf')).toBe('private');
  },
);

test('a server that asks for a sign-in, and one that does not answer', async () => {
  files().get('/a.pdf').reply(401);
  expect(await open('https://files.example/a.pdf')).toBe('login');
  files().get('/a.pdf').delay(200).reply(200, 'pages');
  expect(await open('https://files.example/a.pdf', 50)).toBe('silent');
});

test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPROTO', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
  'a server with no secure connection is not one that is slow: %s',
  async (code) => {
    files()
      .get('/a.pdf')
      .replyWithError(Object.assign(new Error('no connection'), { code }));
    expect(await open('https://files.example/a.pdf')).toBe('unreachable');
  },
);

// Whoever opens the address next would follow it, wherever it leads.
test.each(['https://files.example/a.pdf', 'http://169.254.169.254/'])(
  'a redirect that is left after three, to %s, is no file',
  async (last) => {
    files().get('/a.pdf').times(3).reply(302, '', { location: 'https://files.example/a.pdf' });
    files().get('/a.pdf').reply(302, '', { location: last });
    expect(await open('https://files.example/a.pdf')).toBe('astray');
  },
);

test('a redirect to nowhere is no file', async () => {
  files().get('/a.pdf').reply(302);
  expect(await open('https://files.example/a.pdf')).toBe('astray');
});

test('what is opened is the address that was checked', async () => {
  files().get('/?@127.0.0.1/a.pdf').reply(200, 'pages');
  expect(await open('https://files.example?@127.0.0.1/a.pdf')).toBe(200);
});
