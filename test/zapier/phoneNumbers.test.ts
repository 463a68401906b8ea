import fc from 'fast-check';
import { isHidden, readNumber, spokenNumber, withoutRealm } from '../../src/zapier/phoneNumbers.ts';

const ANN = { number: '+14154886134', national: '(415) 488-6134', country: 'US' };
const asReceived = (number: string) => ({ number, national: null, country: null });

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
    expect(readNumber(written)).toEqual(ANN);
  });
});

describe('a number of another country', () => {
  test.each([
    ['+442079460958', '+442079460958', '020 7946 0958', 'GB'],
    ['+44 20 7946 0958', '+442079460958', '020 7946 0958', 'GB'],
    ['011442079460958', '+442079460958', '020 7946 0958', 'GB'],
    ['+4930901820', '+4930901820', '030 901820', 'DE'],
    ['tel:+49-30-901820', '+4930901820', '030 901820', 'DE'],
    ['+16132374000', '+16132374000', '(613) 237-4000', 'CA'],
    ['+80012345678', '+80012345678', '1234 5678', null],
  ])('%s is %s, at home %s, in %s', (written, number, national, country) => {
    expect(readNumber(written)).toEqual({ number, national, country });
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
    ['too many digits', '12345678901234567890'],
    ['a number in letters', '1-800-FLOWERS'],
    ['a name', 'reception'],
    ['a name in another script', 'приёмная'],
    ['digits of another script', '٤١٥٤٨٨٦١٣٤'],
  ])('%s: %s', (_what, written) => {
    expect(readNumber(written)).toEqual(asReceived(written));
  });

  test.each([
    ['sip:0042@sip.test', '0042'],
    ['*97@sip.test', '*97'],
    ['jane.doe@sip.test', 'jane.doe'],
    ['sip: 0042 @sip.test', '0042'],
    ['front\n\u202edesk@sip.test', 'front desk'],
  ])('without its realm: %s', (written, number) => {
    expect(readNumber(written)).toEqual(asReceived(number));
  });
});

test.each([null, '', ' ', 'sip:', '@sip.test', 'sip: @sip.test', ';tag=1'])('there is no number in %j', (written) => {
  expect(readNumber(written)).toEqual({ number: null, national: null, country: null });
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
  ['+0', true],
  ['', true],
  [' ', true],
  [null, true],
  ['0042', false],
  ['anonymous caller club', false],
  ['+14154886134', false],
])('%j hides a caller: %s', (written, expected) => {
  expect(isHidden(written)).toBe(expected);
});

test.each([
  ['+14154886134', '+1 415-488-6134'],
  ['+442079460958', '+44 20 7946 0958'],
  ['0042', 'extension 0042'],
  ['*97', 'extension *97'],
  ['reception', 'reception'],
  ['+5215512345678901', '+5215512345678901'],
  ['*97', 'extension *97'],
])('in a sentence, %s is %s', (number, expected) => {
  expect(spokenNumber(number)).toBe(expected);
});

test('what stands between the digits of a number makes no difference', () => {
  const separators = fc.array(fc.constantFrom('', ' ', '-', '.', ' - '), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(separators, (between) => {
      const written = Array.from('+14154886134', (digit, index) => `${digit}${String(between[index])}`).join('');
      expect(readNumber(written)).toEqual(ANN);
    }),
  );
});

test('whatever comes is read as E.164, as it was received, or as no number', () => {
  const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789+()- .*#')), maxLength: 20 });
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ unit: 'binary' })), (written) => {
      const { number, national, country } = readNumber(written);
      if (national !== null) return /^\+[1-9]\d{6,14}$/.test(String(number));
      return number === withoutRealm(written) && country === null;
    }),
  );
});
