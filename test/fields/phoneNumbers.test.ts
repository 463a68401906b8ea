import fc from 'fast-check';
import {
  toDialableNumber,
  toRecordNumber,
  isHidden,
  keypadNumber,
  parseNumber,
  formatLocally,
  formatNumber,
  withoutRealm,
} from '../../src/fields/phoneNumbers.ts';

const ANN = { number: '+14154886134', national: '(415) 488-6134' };
const asReceived = (number: string) => ({ number, national: null });

describe('a number of the United States', () => {
  test.each([
    '+14154886134',
    '14154886134',
    '4154886134',
    '(415) 488-6134',
    '415-488-6134',
    '415.488.6134',
    '1 415 488 6134',
    '+1 (415) 488-6134',
    ' +14154886134 ',
    'tel:+1-415-488-6134',
    'sip:+14154886134@carrier.test',
    'SIPS:14154886134@carrier.test;transport=tls',
    '4154886134@sip.test',
    '+14154886134;ext=7',
  ])('may be written as %s', (written) => {
    expect(parseNumber(written)).toEqual(ANN);
  });
});

describe('a number of another country', () => {
  test.each([
    ['+442079460958', '+442079460958', '020 7946 0958'],
    ['+44 20 7946 0958', '+442079460958', '020 7946 0958'],
    ['011442079460958', '+442079460958', '020 7946 0958'],
    ['+4930901820', '+4930901820', '030 901820'],
    ['tel:+49-30-901820', '+4930901820', '030 901820'],
    ['+16132374000', '+16132374000', '(613) 237-4000'],
    ['+80012345678', '+80012345678', '1234 5678'],
    ['+44 (0)20 7946 0018', '+442079460018', '020 7946 0018'],
    // A foreign caller id without its plus sign.
    ['442079460018', '+442079460018', '020 7946 0018'],
    ['44 20 7946 0018', '+442079460018', '020 7946 0018'],
    ['sip:442079460018@carrier.test', '+442079460018', '020 7946 0018'],
    ['61255500134', '+61255500134', '(02) 5550 0134'],
    ['528123456789', '+528123456789', '81 2345 6789'],
    ['00442079460018', '+442079460018', '020 7946 0018'],
  ])('%s is %s, at home %s', (written, number, national) => {
    expect(parseNumber(written)).toEqual({ number, national });
  });
});

describe('what is no number in the world stays as it was received', () => {
  test.each([
    ['an extension', '1001'],
    ['an extension that begins with zeros', '0042'],
    ['a short code', '741741'],
    ['an emergency number', '911'],
    ['a feature code', '*97'],
    ['a long feature code', '*724154886134'],
    ['a number sign', '#1234567'],
    ['a number without its area', '5550100'],
    ['digits that begin with no country code', '111111111111'],
    ['twelve digits that are a number nowhere', '415555013455'],
    ['ten digits that are none of the United States', '4150550134'],
    ['eleven digits that are none of the United States', '14150550134'],
    ['fewer digits than a number abroad has', '20000000'],
    ['too many digits', '12345678901234567890'],
    ['a number in letters', '1-800-FLOWERS'],
    ['a name', 'reception'],
    ['a name in another script', 'приёмная'],
    ['digits of another script', '٤١٥٤٨٨٦١٣٤'],
  ])('%s: %s', (_what, written) => {
    expect(parseNumber(written)).toEqual(asReceived(written));
  });

  test.each([
    ['sip:0042@sip.test', '0042'],
    ['*97@sip.test', '*97'],
    ['jane.doe@sip.test', 'jane.doe'],
    ['sip: 0042 @sip.test', '0042'],
    ['front\n\u202edesk@sip.test', 'front desk'],
  ])('without its realm: %s', (written, number) => {
    expect(parseNumber(written)).toEqual(asReceived(number));
  });
});

test.each([null, '', ' ', 'sip:', '@sip.test', 'sip: @sip.test', ';tag=1'])('there is no number in %j', (written) => {
  expect(parseNumber(written)).toEqual({ number: null, national: null });
  expect(withoutRealm(written)).toBeNull();
});

test.each([
  ['anonymous', true],
  ['Anonymous', true],
  ['RESTRICTED', true],
  ['unavailable', true],
  ['private', true],
  ['unknown', true],
  ['0000000000', true],
  ['00', true],
  ['0', false],
  ['+0', true],
  ['', true],
  [' ', true],
  [null, true],
  ['000-000-0000', true],
  ['+266696687', true],
  ['266696687', true],
  ['+266 696 687', true],
  ['sip:+266696687@carrier.test', true],
  ['anonymous@anonymous.invalid', true],
  // RESTRICTED, which without its plus sign is a number in Texas.
  ['+7378742833', true],
  ['7378742833', false],
  ['Private Caller', true],
  ['Unknown Number', true],
  ['No Caller ID', true],
  ['blocked', true],
  ['+26669668', false],
  ['0042', false],
  ['anonymous caller club', false],
  ['+14154886134', false],
])('%j hides a caller: %s', (written, expected) => {
  expect(isHidden(written)).toBe(expected);
});

test.each([
  ['+14154886134', '415-488-6134'],
  ['+442079460958', '+44 20 7946 0958'],
  ['0042', 'extension 0042'],
  ['*97', 'extension *97'],
  ['reception', 'reception'],
  ['+5215512345678901', '+5215512345678901'],
  ['*97', 'extension *97'],
])('in a sentence, %s is %s', (number, expected) => {
  expect(formatNumber(number)).toBe(expected);
});

test('what stands between the digits of a number makes no difference', () => {
  const separators = fc.array(fc.constantFrom('', ' ', '-', '.', ' - '), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(separators, (between) => {
      const written = Array.from('+14154886134', (digit, index) => `${digit}${String(between[index])}`).join('');
      expect(parseNumber(written)).toEqual(ANN);
    }),
  );
});

test('whatever comes is read as E.164, as it was received, or as no number', () => {
  const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789+()- .*#')), maxLength: 20 });
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ unit: 'binary' })), (written) => {
      const { number, national } = parseNumber(written);
      if (national !== null) return /^\+[1-9]\d{6,14}$/.test(String(number));
      return number === withoutRealm(written);
    }),
  );
});

test.each([
  ['+266696687', '+266696687'],
  ['266696687', '+266696687'],
  ['anonymous', null],
  ['', null],
  ['+14154886134', null],
])('the number that a carrier gives a hidden caller, in %s, is %j', (written, expected) => {
  expect(keypadNumber(written)).toBe(expected);
});

describe('a number that is typed to compare it with others', () => {
  test.each([
    ['(415) 488-6134', '+14154886134'],
    ['442079460018', '+442079460018'],
    ['1001', '1001'],
    ['0', '0'],
    ['*97', '*97'],
    ['*724154886134', '*724154886134'],
    ['555-0100', '5550100'],
    ['Anonymous', 'anonymous'],
    ['+266696687', 'anonymous'],
    ['0000000000', 'anonymous'],
  ])('%s is %s', (typed, expected) => {
    expect(toRecordNumber(typed)).toBe(expected);
  });

  test.each(['', ' ', 'Jane', '+1 415', '{{number}}', 'user=phone', '+14154886134;ext=5'])('%j is none', (typed) => {
    expect(toRecordNumber(typed)).toBeNull();
  });

  test('is in the form that records have it in', () => {
    const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 7, maxLength: 16 });
    fc.assert(fc.property(digits, (typed) => isHidden(typed) || toRecordNumber(typed) === parseNumber(typed).number));
  });
});

test.each([
  ['+14155550134', '415-555-0134'],
  ['+16135550134', '613-555-0134'],
  ['+18765550134', '+1 876 555 0134'],
  ['+442079460018', '+44 20 7946 0018'],
  ['1001', '1001'],
  ['911', '911'],
])('%s is written here as %s', (number, written) => {
  expect(formatLocally(number)).toBe(written);
});

describe('a text of any length', () => {
  const long = 300_000;
  const texts = [
    `1${' '.repeat(long)}x`,
    ','.repeat(long) + '!',
    '1'.repeat(long),
    `+1${'\u200b'.repeat(long)}415`,
    `sip:${'a'.repeat(long)}@x`,
    '()'.repeat(long),
  ];

  test.each(texts.map((text) => [text.slice(0, 5), text]))('that begins with "%s" is no number', (_start, text) => {
    expect([toDialableNumber(text), toRecordNumber(text), keypadNumber(text)]).toEqual([null, null, null]);
  });

  test('of 200 characters may be a number', () => {
    const typed = `${' '.repeat(100)}415-555-0134${'.'.repeat(88)}`;
    expect([typed.length, toDialableNumber(typed), toDialableNumber(`${typed}.`)]).toEqual([200, '+14155550134', null]);
  });
});
