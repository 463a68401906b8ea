import fc from 'fast-check';
import { encodeReference, reference } from '../../src/calls/reference.ts';

test.each([
  ['deal-4711', 'deal-4711'],
  ['Ticket #12 @ 10:30', 'Ticket #12 @ 10:30'],
  ['a=b', 'a~3db'],
  ["Grace's", 'Grace~27s'],
  ['50%', '50~25'],
  ['~', '~7e'],
  ['{{1}}', '~7b~7b1~7d~7d'],
  ['Zoë 🎉', 'Zo~c3~ab ~f0~9f~8e~89'],
])('the reference %j travels as %j', (typed, encoded) => {
  expect(encodeReference(typed)).toBe(encoded);
  expect(reference(encoded)).toBe(typed);
});

test('any reference comes back as it was typed, and holds nothing on the way that the switch could misread', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (typed) => {
      const encoded = encodeReference(typed);
      expect(encoded).toMatch(/^[\w ~.:/#@+-]+$/);
      expect(reference(encoded)).toBe(typed);
    }),
  );
});

test.each([undefined, null, '', {}])('%j is no reference', (value) => {
  expect(reference(value)).toBeNull();
});
