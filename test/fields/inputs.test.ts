import fc from 'fast-check';
import {
  inputChoice,
  inputRecordNumber,
  inputRecordNumbers,
  inputPhoneNumber,
  inputPhoneNumbers,
  requiredText,
  inputText,
  inputFlag,
} from '../../src/fields/inputs.ts';

test.each([
  ['+14155550100', '+14155550100'],
  ['+1 (415) 555-0100', '+14155550100'],
  ['415.555.0100', '+14155550100'],
  ['14155550100', '+14155550100'],
  [' tel:+1-415-555-0100 ', '+14155550100'],
  ['+44 (0)20 7946 0018', '+442079460018'],
  ['011 44 20 7946 0018', '+442079460018'],
  ['sip:+14155550100@sip.test', '+14155550100'],
  ['1001', '1001'],
  ['0042', '0042'],
  ['10-02', '1002'],
  ['*97', '*97'],
  ['４１５-５５５-０１００', '+14155550100'],
  ['＋４４ ２０ ７９４６ ００１８', '+442079460018'],
  ['٤١٥٥٥٥٠١٠٠', '+14155550100'],
  ['۴۱۵۵۵۵۰۱۰۰', '+14155550100'],
  ['४१५५५५०१००', '+14155550100'],
  ['١٠٠١', '1001'],
  // Digits of two UTF-16 units each.
  ['𞥔𞥑𞥕𞥕𞥕𞥕𞥐𞥑𞥐𞥐', '+14155550100'],
  ['𞥑𞥒', '12'],
  ['415–555–0100', '+14155550100'],
  ['415·555·0100', '+14155550100'],
  ['\u202a+1 415 555 0100\u202c', '+14155550100'],
  ["'+14155550100", '+14155550100'],
  ['415-555-0100,', '+14155550100'],
  ['+33 6 12 34 56 78', '+33612345678'],
  ['01133612345678', '+33612345678'],
  ['0033612345678', '+33612345678'],
  // Our records have a foreign caller ID like this if it came without its plus sign.
  ['442079460018', '+442079460018'],
  ['44 20 7946 0018', '+442079460018'],
  ['61255500134', '+61255500134'],
])('the number %j is dialled as %s', (typed, number) => {
  expect(inputPhoneNumber('To Number', typed)).toBe(number);
});

test.each([
  'call Jane',
  '12345678',
  '+',
  '@',
  'sip:',
  '1-800-FLOWERS',
  '{{number}}',
  '55501001234567890',
  '0612345678',
  '0201234567',
  '1111111111',
  '11111111111',
  '4151550100',
  '1155550100',
  '14150550100',
  '415555013455',
  '20000000',
  '+266696687',
  '4155550100, 5',
  '4155550100,,5#',
  '4155550100; 5',
  '4155550100;ext=5',
  '4155550100 доб. 5',
  '4155550100 / 4155550101',
  '+1+4155550100',
  '+1 415',
  '+999 1234567',
  '10,02',
])('%j stops the step, and the error does not repeat it', (typed) => {
  expect(() => inputPhoneNumber('To Number', typed)).toThrow(
    "To Number isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
  );
});

test('several numbers may be given, and empty lines among them', () => {
  expect(inputPhoneNumbers('Numbers', ['1001', '', null, '415-555-0100'])).toEqual(['1001', '+14155550100']);
  expect(inputPhoneNumbers('Numbers', undefined)).toEqual([]);
});

test('several numbers may stand in one line', () => {
  const typed = '(415) 555-0100, 415.555.0101; 1001 and 442079460018,';
  expect(inputPhoneNumbers('Numbers', typed)).toEqual(['+14155550100', '+14155550101', '1001', '+442079460018']);
});

describe('numbers to compare with', () => {
  test('may be those of hidden callers, and codes', () => {
    expect(inputRecordNumbers('Numbers', 'anonymous, *724154886134, 4155550100')).toEqual([
      'anonymous',
      '*724154886134',
      '+14155550100',
    ]);
    expect(inputRecordNumbers('Numbers', [])).toEqual([]);
    expect(inputRecordNumber('Number', ' 5550100 ')).toBe('5550100');
    expect(inputRecordNumber('Number', '')).toBeNull();
  });

  test.each(['our main line', '4155550100, Jane'])('stop where one is none: %j', (typed) => {
    const advice = 'Write it like +1 415 555 0100, or an extension like 1001.';
    expect(() => inputRecordNumbers('Numbers to Skip', typed)).toThrow(
      `Numbers to Skip has an entry that isn't a phone number. ${advice}`,
    );
    expect(() => inputRecordNumber('Number', typed)).toThrow(`Number isn't a phone number. ${advice}`);
    expect(() => inputPhoneNumber('Number', typed, 'outside')).toThrow(
      /^Number isn't a phone number\. Write it like \+1 415 555 0100\.$/,
    );
  });
});

test.each([undefined, null, '', '  ', []])('%j is no value', (input) => {
  expect(inputText(input)).toBeNull();
  expect(inputPhoneNumber('To Number', input)).toBeNull();
  expect(() => requiredText('Call', input)).toThrow('Call is empty. Fill it in.');
});

test('a value is taken without the blanks around it', () => {
  expect(requiredText('Call', [' c1@10.1.1.1 '])).toBe('c1@10.1.1.1');
});

test('every text is a number that can be dialled, or stops the step', () => {
  const dialled = (typed: string) => {
    try {
      return inputPhoneNumber('To Number', typed) ?? '';
    } catch (error) {
      return (error as Error).name;
    }
  };
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      expect(dialled(typed)).toMatch(/^(HaltedError|\+\d{6,15}|[\d*#]{0,6})$/);
    }),
  );
});

test.each<[unknown, boolean]>([
  [true, true],
  [' Yes ', true],
  ['on', true],
  [1, true],
  [false, false],
  ['FALSE', false],
  ['0', false],
])('%j answers with %j', (input, answer) => {
  expect(inputFlag('Enabled', input)).toBe(answer);
});

test.each([undefined, null, '', ' ', []])('%j is no answer', (input) => {
  expect(inputFlag('Enabled', input)).toBeNull();
});

test.each(['maybe', '2', 'constructor', '{{enabled}}'])(
  'the answer %j stops the step, and is not repeated',
  (input) => {
    expect(() => inputFlag('Enabled', input)).toThrow('Enabled must be true or false.');
  },
);

describe('a choice', () => {
  const labels = { login: 'Log In', end_wrapup: 'End Wrap-Up' };

  test.each([
    ['login', 'login'],
    ['LOGIN', 'login'],
    [' Log In ', 'login'],
    ['log-in', 'login'],
    [['end_wrapup'], 'end_wrapup'],
    ['end wrap-up', 'end_wrapup'],
  ])('filled in as %j is %s', (input, key) => {
    expect(inputChoice('Status', labels, input)).toBe(key);
  });

  test.each(['Log', 'constructor', '-'])('that is none of them stops the step: %j', (input) => {
    expect(() => inputChoice('Status', labels, input)).toThrow(
      "Status isn't one of the choices. Use one of these: Log In, End Wrap-Up.",
    );
  });

  test('that is empty stops the step', () => {
    expect(() => inputChoice('Status', labels, '')).toThrow('Status is empty. Fill it in.');
  });
});
