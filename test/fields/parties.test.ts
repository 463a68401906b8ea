import fc from 'fast-check';
import {
  calledFields,
  calledValues,
  callerFields,
  callerValues,
  formatCaller,
  unknownCaller,
} from '../../src/fields/parties.ts';

const ANN = {
  from_number: '+14154886134',
  from_name: 'Ann Lee',
};
const HIDDEN = {
  from_number: 'anonymous',
  from_name: null,
};

describe('a caller', () => {
  test('has the number in the form that other apps want, and a name', () => {
    expect(callerValues('4154886134', 'Ann Lee')).toEqual(ANN);
  });

  test('may be abroad', () => {
    expect(callerValues('+442079460958', null)).toEqual({
      from_number: '+442079460958',
      from_name: null,
    });
  });

  test.each(['0', '0042', '1001', '*97'])('at the extension %s has that, as text', (extension) => {
    expect(callerValues(extension, 'Jane Doe')).toEqual({
      from_number: extension,
      from_name: 'Jane Doe',
    });
  });

  test.each([
    '',
    ' ',
    'anonymous',
    'Anonymous',
    'ANONYMOUS',
    'restricted',
    'Restricted',
    'unavailable',
    'Unavailable',
    'private',
    'Private',
    'unknown',
    'Unknown',
    '00',
    '000',
    '0000000000',
    '+0000000000',
    'sip:anonymous@anonymous.invalid',
    'anonymous@sip.test',
    'sip:@sip.test',
    ' Restricted ',
    '+266696687',
    '266696687',
    'sip:+266696687@carrier.test',
    'withheld',
  ])('who hides as %j is anonymous', (number) => {
    expect(callerValues(number, null)).toEqual(HIDDEN);
  });

  test.each([
    ['', 'Anonymous'],
    [null, 'Anonymous'],
    [null, 'Unavailable'],
    ['0000000000', 'Restricted'],
    ['+266696687', 'Unavailable'],
    ['unknown', 'Private Caller'],
  ])('who hides as %j has no name either when it is %j', (number, name) => {
    expect(callerValues(number, name)).toEqual(HIDDEN);
  });

  test('from abroad may come without the plus sign', () => {
    expect(callerValues('442079460018', '442079460018')).toEqual({
      from_number: '+442079460018',
      from_name: null,
    });
  });

  test('who is not in the payload is unknown, and does not hide', () => {
    expect(callerValues(null, null)).toEqual(unknownCaller);
    expect(callerValues(null, 'Ann Lee')).toEqual({ from_number: null, from_name: 'Ann Lee' });
  });

  test('who hides the number may still have a name', () => {
    expect(callerValues('anonymous', 'Ann Lee')).toEqual({ ...HIDDEN, from_name: 'Ann Lee' });
  });

  test('has exactly the declared fields', () => {
    expect(Object.keys(callerValues(null, null))).toEqual(callerFields.map(({ key }) => key));
  });
});

describe('the name of a caller', () => {
  test.each(['Zoë Núñez', '山田太郎', 'Ann "the boss" Lee', '👩‍⚕️ Dr. Lee', '4 Paws Clinic', '7-Eleven', 'O'])(
    'is kept as it is: %s',
    (name) => {
      expect(callerValues('+14154886134', name).from_name).toBe(name);
    },
  );

  test('loses the spaces around it', () => {
    expect(callerValues('+14154886134', '  Ann Lee ').from_name).toBe('Ann Lee');
  });

  test.each(['+14154886134', '14154886134', '4154886134', '(415) 488-6134', '415-488-6134', '415.488.6134', '-', '()'])(
    'is none when it only repeats the number: %s',
    (name) => {
      expect(callerValues('+14154886134', name).from_name).toBeNull();
    },
  );

  test.each([null, '', ' ', 'anonymous', 'Unknown', 'UNAVAILABLE', 'Restricted', 'private', '0000000000'])(
    'is none when it says so: %j',
    (name) => {
      expect(callerValues('+14154886134', name).from_name).toBeNull();
    },
  );

  test('is kept when it is another number', () => {
    expect(callerValues('+14154886134', '+1 212 555 0100').from_name).toBe('+1 212 555 0100');
  });
});

describe('what was dialled', () => {
  test('has the number in the form that other apps want', () => {
    expect(calledValues('sip:+14154886100@sip.test', 'Front Desk')).toEqual({
      to_number: '+14154886100',
      to_name: 'Front Desk',
    });
  });

  test('may be an extension, zeros and all', () => {
    expect(calledValues('0042', null)).toEqual({
      to_number: '0042',
      to_name: null,
    });
  });

  test('may be unknown', () => {
    expect(calledValues(null, '1001')).toEqual({
      to_number: null,
      to_name: '1001',
    });
  });

  test('has no name that only repeats the number', () => {
    expect(calledValues('1001', '1001').to_name).toBeNull();
  });

  test('has exactly the declared fields', () => {
    expect(Object.keys(calledValues(null, null))).toEqual(calledFields.map(({ key }) => key));
  });
});

test.each([
  ['+14154886134', 'Ann Lee', 'Ann Lee (415-488-6134)'],
  ['+14154886134', null, '415-488-6134'],
  ['1001', 'Jane Doe', 'Jane Doe (extension 1001)'],
  ['1001', null, 'extension 1001'],
  ['anonymous', null, 'a hidden number'],
  ['anonymous', 'Ann Lee', 'Ann Lee (a hidden number)'],
  [null, 'Ann Lee', 'Ann Lee'],
  [null, null, 'an unknown number'],
])('in a sentence, %s with the name %j is %s', (from_number, from_name, expected) => {
  expect(formatCaller({ from_number, from_name })).toBe(expected);
});

test('no text makes a caller fail, or leaves one with an empty number or name', () => {
  const digits = fc.string({ unit: fc.constantFrom(...Array.from('0123456789+()- .@;:*#')), maxLength: 24 });
  const anything = fc.option(fc.oneof(digits, fc.string({ unit: 'binary' })));
  fc.assert(
    fc.property(anything, anything, (number, name) => {
      const { from_number, from_name } = callerValues(number, name);
      expect(from_number?.trim()).not.toBe('');
      expect(from_number === null).toBe(number === null && from_number !== 'anonymous');
      expect(from_name?.trim()).not.toBe('');
      expect(calledValues(number, name).to_number?.trim()).not.toBe('');
      expect(formatCaller({ from_number, from_name })).not.toBe('');
    }),
  );
});
