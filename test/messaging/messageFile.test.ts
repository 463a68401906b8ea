import nock from 'nock';
import { wait } from '../../src/zapier/wait.ts';
import { createPlatform } from '../support/platform.ts';
import { withTextable } from '../support/virtualText.ts';

afterEach(() => jest.clearAllMocks());

const BYTES = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x0d, 0x0a, 0x2d, 0x2d]);
const NAME = 'Text-Ann-Lee-2026-11-24-10-32';
const PICTURE = 'https://storage.example/tooth.jpg';

/** A file server, which must not receive any credential. */
const server = (origin = 'https://storage.example') => nock(origin, { badheaders: ['authorization', 'x-auth-token'] });

const fetchFile = async (address = PICTURE) => {
  const platform = createPlatform();
  const url = await platform.run('hydrators.messageFile', {
    authData: withTextable,
    inputData: { address, name: NAME },
  });
  return { url, file: platform.files[0] };
};

const typed = (contentType: string, body: Buffer | string = BYTES) =>
  [200, body, { 'content-type': contentType }] as const;

const note = (reason: string) => ({
  name: `${NAME}-not-available.txt`,
  contentType: 'text/plain; charset=utf-8',
  content: Buffer.from(`Could not get this file from a text message: ${reason}.\n`),
});

test('a file arrives byte for byte', async () => {
  server()
    .get('/tooth.jpg')
    .reply(...typed('Image/JPEG; q=1'));
  const { url, file } = await fetchFile();
  expect(file).toMatchObject({ url, name: `${NAME}.jpg`, contentType: 'image/jpeg', content: BYTES });
  expect(wait).not.toHaveBeenCalled();
});

test.each([
  ['image/png', '/a', 'png'],
  ['image/jpg', '/a', 'jpg'],
  ['video/3gpp', '/a', '3gp'],
  ['text/x-vcard', '/card', 'vcf'],
  ['application/octet-stream', '/a.mov', 'mov'],
  ['application/x-unknown', '/a.tar/b', 'bin'],
])('a file of the type %s at %s gets the ending %s', async (contentType, path, ending) => {
  server()
    .get(path)
    .reply(...typed(contentType));
  const { file } = await fetchFile(`https://storage.example${path}`);
  expect(file?.name).toBe(`${NAME}.${ending}`);
});

test('a file without a type is still a file', async () => {
  server().get('/tooth.jpg').reply(200, BYTES);
  const { file } = await fetchFile();
  expect(file).toMatchObject({ name: `${NAME}.jpg`, contentType: 'application/octet-stream' });
});

test('a server may send on to where the file is', async () => {
  server().get('/tooth.jpg').reply(302, '', { location: '/bucket/tooth.jpg' });
  server().get('/bucket/tooth.jpg').reply(307, '', { location: 'https://cdn.example/tooth.jpg' });
  server('https://cdn.example')
    .get('/tooth.jpg')
    .reply(...typed('image/jpeg'));
  const { file } = await fetchFile();
  expect(file?.content).toEqual(BYTES);
});

describe('a file that is not available becomes a text file that says why, after a second attempt', () => {
  const gone = note('it was deleted, or it needs a sign-in. Look for it in VirtualText');

  test.each([401, 403, 404, 410, 500])('%i', async (status) => {
    server().get('/tooth.jpg').twice().reply(status, 'no');
    const { file } = await fetchFile();
    expect(file).toMatchObject(gone);
    expect(wait).toHaveBeenCalledTimes(1);
  });

  test('a second try helps', async () => {
    server().get('/tooth.jpg').reply(404);
    server()
      .get('/tooth.jpg')
      .reply(...typed('image/jpeg'));
    const { file } = await fetchFile();
    expect(file?.content).toEqual(BYTES);
  });

  test('a sign-in page', async () => {
    server()
      .get('/tooth.jpg')
      .twice()
      .reply(...typed('text/html', '<html>'));
    expect((await fetchFile()).file).toMatchObject(gone);
  });

  test('an empty one', async () => {
    server()
      .get('/tooth.jpg')
      .twice()
      .reply(...typed('image/jpeg', ''));
    expect((await fetchFile()).file).toMatchObject(gone);
  });

  test('a redirect to nowhere', async () => {
    server().get('/tooth.jpg').twice().reply(302, '');
    expect((await fetchFile()).file).toMatchObject(gone);
  });

  test('endless redirects', async () => {
    server().get('/tooth.jpg').times(8).reply(302, '', { location: PICTURE });
    expect((await fetchFile()).file).toMatchObject(gone);
  });

  test('a server that does not answer', async () => {
    server().get('/tooth.jpg').twice().replyWithError('socket hang up');
    expect((await fetchFile()).file).toMatchObject(
      note("its server didn't answer. Run this step again in a few minutes"),
    );
  });

  test('a file that is too large, by what its server says', async () => {
    const headers = { 'content-type': 'image/jpeg', 'content-length': String(64 * 1024 * 1024 + 1) };
    server().get('/tooth.jpg').twice().reply(200, BYTES, headers);
    expect((await fetchFile()).file).toMatchObject(note("it's larger than 64 MB. Look for it in VirtualText"));
  });

  test('a file that turns out too large', async () => {
    server()
      .get('/tooth.jpg')
      .twice()
      .reply(...typed('image/jpeg', Buffer.alloc(64 * 1024 * 1024 + 1)));
    expect((await fetchFile()).file).toMatchObject(note("it's larger than 64 MB. Look for it in VirtualText"));
  });

  test('an answer that breaks off', async () => {
    server().get('/tooth.jpg').twice().reply(200, BYTES, { 'content-type': 'image/jpeg', 'content-encoding': 'gzip' });
    expect((await fetchFile()).file).toMatchObject(
      note("its server didn't answer. Run this step again in a few minutes"),
    );
  });
});

describe('no request goes to', () => {
  const notPublic = note("it isn't at a public web address. Look for it in VirtualText");

  test.each([
    'http://storage.example/tooth.jpg',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost:9001/2018-06-01/runtime',
    'https://user:password@storage.example/a.jpg',
    'https://',
  ])('%s', async (address) => {
    expect((await fetchFile(address)).file).toMatchObject(notPublic);
  });

  test.each(['http://storage.example/b', 'https://127.0.0.1/b', '//10.0.0.1/b'])(
    'where a server sends on to %s',
    async (location) => {
      server().get('/tooth.jpg').twice().reply(302, '', { location });
      expect((await fetchFile()).file).toMatchObject(notPublic);
    },
  );
});
