import fc from 'fast-check';
import { changeOf, dialableNumber, dialableNumbers, required, single, yesOrNo } from '../../src/zapier/inputs.ts';

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
])('the number %j is dialled as %s', (typed, number) => {
  expect(dialableNumber('To Number', typed)).toBe(number);
});

test.each(['call Jane', '12345678', '+', '@', 'sip:', '1-800-FLOWERS', '{{number}}', '55501001234567890'])(
  '%j stops the step, and the error does not repeat it',
  (typed) => {
    expect(() => dialableNumber('To Number', typed)).toThrow(
      'To Number holds something that is no phone number. Write it as +1 415 555 0100, or an extension as 1001.',
    );
  },
);

test('several numbers may be given, and empty lines among them', () => {
  expect(dialableNumbers('Numbers', ['1001', '', null, '415-555-0100'])).toEqual(['1001', '+14155550100']);
  expect(dialableNumbers('Numbers', undefined)).toEqual([]);
});

test.each([undefined, null, '', '  ', []])('%j is no value', (input) => {
  expect(single(input)).toBeNull();
  expect(dialableNumber('To Number', input)).toBeNull();
  expect(() => required('Call', input)).toThrow('Call is empty. Fill it in.');
});

test('a value is taken without the blanks around it', () => {
  expect(required('Call', [' c1@10.1.1.1 '])).toBe('c1@10.1.1.1');
});

test('every text is a number that can be dialled, or stops the step', () => {
  const dialled = (typed: string) => {
    try {
      return dialableNumber('To Number', typed) ?? '';
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
  expect(yesOrNo('Enabled', input)).toBe(answer);
});

test.each([undefined, null, '', ' ', []])('%j is no answer', (input) => {
  expect(yesOrNo('Enabled', input)).toBeNull();
});

test.each(['maybe', '2', 'constructor', '{{enabled}}'])(
  'the answer %j stops the step, and is not repeated',
  (input) => {
    expect(() => yesOrNo('Enabled', input)).toThrow('Enabled holds something that is neither yes nor no.');
  },
);

test('a change holds what was filled in, however deep', () => {
  expect(
    changeOf({ name: 'Lobby', enabled: null, call_forward: { enabled: false, number: null }, media: { audio: {} } }),
  ).toEqual({ name: 'Lobby', call_forward: { enabled: false } });
});

test('a change of nothing stops the step', () => {
  expect(() => changeOf({ name: null, call_forward: { number: null } })).toThrow(
    'There is nothing to change. Fill in at least one more field.',
  );
});
