import fc from 'fast-check';
import { segmentCount } from '../../src/messaging/segments.ts';

test.each<[string, string, number]>([
  ['one letter', 'a', 1],
  ['160 letters', 'a'.repeat(160), 1],
  ['161 letters', 'a'.repeat(161), 2],
  ['306 letters', 'a'.repeat(306), 2],
  ['307 letters', 'a'.repeat(307), 3],
  ['letters of phones, as Ü and ñ', 'Üñ'.repeat(80), 1],
  ['80 signs that take two places', '€'.repeat(80), 1],
  ['81 of them', '€'.repeat(81), 2],
  ['one of them at the end of a segment, which goes into the next', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 3],
  ['line ends', 'a\nb\r\n'.repeat(32), 1],
  ['70 letters of another script', 'я'.repeat(70), 1],
  ['71 of them', 'я'.repeat(71), 2],
  ['134 of them', 'я'.repeat(134), 2],
  ['135 of them', 'я'.repeat(135), 3],
  ['70 letters with a letter that phones do not have', `${'a'.repeat(69)}ç`, 1],
  ['35 emoji', '😀'.repeat(35), 1],
  ['36 emoji', '😀'.repeat(36), 2],
  ['67 emoji, 33 to a segment', '😀'.repeat(67), 3],
  ['a typographic quote and 160 letters', `’${'a'.repeat(160)}`, 3],
])('%s', (_what, body, segments) => {
  expect(segmentCount(body)).toBe(segments);
});

test('a longer text never has fewer segments, and none holds more than a segment can', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'grapheme' }), (body, more) => {
      const segments = segmentCount(body);
      expect(segments).toBeGreaterThanOrEqual(1);
      expect(segmentCount(body + more)).toBeGreaterThanOrEqual(segments);
      expect(body.length).toBeLessThanOrEqual(segments === 1 ? 160 : segments * 153);
    }),
  );
});
