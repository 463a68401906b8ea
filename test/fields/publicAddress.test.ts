import { publicUrl } from '../../src/fields/publicAddress.ts';

test.each([
  'https://files.example/',
  'https://files.example/a.pdf',
  'https://a-1.b_2.files.example/a.pdf?size=1,2&to=ann@files.example#page=2',
  'https://files.example/@ann/a%20b;c.pdf?sig={{c}}',
  'https://xn--e1afmkfd.xn--p1ai/a.pdf',
  'https://files.xn--fiqs8s/',
  'https://localhost.example.com/a.pdf',
  'https://consul.example/a.pdf',
  'https://notfritz.box/a.pdf',
])('%s is public, and passed on unchanged', (address) => {
  expect(publicUrl(address)).toBe(address);
});

test.each([
  ['https://files.example', 'https://files.example/'],
  ['HTTPS://Files.Example:443/A.pdf', 'https://files.example/A.pdf'],
  ['https://files.example/für-Ann.pdf', 'https://files.example/f%C3%BCr-Ann.pdf'],
  ['https://files.example/a/../b.pdf', 'https://files.example/b.pdf'],
  ['https://пример.рф/a.pdf', 'https://xn--e1afmkfd.xn--p1ai/a.pdf'],
  ['https://例え.中国/', 'https://xn--r8jz45g.xn--fiqs8s/'],
  ['https://files.example?@127.0.0.1:9001/a.pdf', 'https://files.example/?@127.0.0.1:9001/a.pdf'],
  ['https://files.example#@127.0.0.1:9001/a.pdf', 'https://files.example/#@127.0.0.1:9001/a.pdf'],
])('%s is public, and passed on as %s', (address, passedOn) => {
  expect(publicUrl(address)).toBe(passedOn);
});

const refused: Record<string, string[]> = {
  'another protocol, or not exactly two slashes': [
    'http://files.example/a.pdf',
    'ftp://files.example/a.pdf',
    'https:files.example/a.pdf',
    'https:/files.example/a.pdf',
    'https:///files.example/a.pdf',
    '//files.example/a.pdf',
    'files.example/a.pdf',
    'https://',
    '',
  ],
  'this computer': [
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://a.localhost/',
    'https://localhost.localdomain/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
  ],
  'an IP address, however it is written': [
    'https://8.8.8.8/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127%2e0.0.1/',
    'https://127。0。0。1/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[fd00::1]/',
    'https://10.0.0.7/',
    'https://100.64.0.1/',
    'https://100.127.255.254/',
    'https://169.254.169.254/latest/meta-data/',
    'https://169.254.170.2/',
    'https://172.16.5.4/',
    'https://192.168.1.1/',
  ],
  'a name in a private network': [
    'https://files/',
    'https://kubernetes.default.svc/',
    'https://kubernetes.default.svc.cluster/',
    'https://kubernetes.default.svc.cluster.local/',
    'https://vault.service.consul/',
    'https://fritz.box/',
    'https://router.fritz.box/',
    'https://metadata.google.internal/',
    'https://nas.home.arpa/',
    'https://router.lan/',
  ],
  'a host name that is none': [
    'https://files.example./',
    'https://.files.example/',
    'https://files..example/',
    'https://-files.example/',
    'https://files.xn--/',
    'https://files.example%00.com/',
  ],
  'another port': ['https://files.example:8443/', 'https://files.example:80/', 'https://files.example:99999/'],
  'a user': [
    'https://user@files.example/',
    'https://user:password@files.example/',
    'https://:password@files.example/',
    'https://@files.example/',
    'https://files.example@127.0.0.1/',
  ],
  'a text that has two readings': [
    String.raw`https://files.example\@127.0.0.1:9001/a.pdf`,
    String.raw`https://files.example/\@127.0.0.1:9001/a.pdf`,
    String.raw`https:\\files.example/a.pdf`,
    'https://files.exa\nmple/a.pdf',
    'https://files.example\n/a.pdf',
    'https://files.example/a.pdf\r\nHost: 127.0.0.1',
    'https://files.example/a\tb.pdf',
    'https://files.example/a b.pdf',
    ' https://files.example/a.pdf',
    'https://files.example/a.pdf\n',
    'https://files.example/\u0000a.pdf',
    'https://files.example/\u0085a.pdf',
  ],
  'the phone system': ['https://public-api.virtualpbx.com/v2/', 'https://public-api.virtualpbx.com:8443/v2/'],
};

test.each(
  Object.entries(refused).flatMap(([why, addresses]) => addresses.map((address): [string, string] => [why, address])),
)('%s is refused: %j', (_why, address) => {
  expect(publicUrl(address)).toBeNull();
});
