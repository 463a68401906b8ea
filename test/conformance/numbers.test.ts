import { toRecordNumber, toDialableNumber, isHidden, parseNumber } from '../../src/fields/phoneNumbers.ts';
import anonymous from '../golden/anonymous.json' with { type: 'json' };
import numbers from '../golden/numbers.json' with { type: 'json' };

/** What a branch writes, where they differ. */
const writtenBy = (value: string | Record<'4.2' | '4.3', string>, branch: '4.2' | '4.3'): string =>
  typeof value === 'string' ? value : value[branch];

/** What KAZOO writes as E.164 and is none, as no country has such numbers: it stays as it came. */
const NO_NUMBER = new Set([
  '+4155550134',
  '0114155550134',
  '+4420794609',
  '4150550134',
  '4151550134',
  '20000000',
  '99999999',
  '99999999999999999999',
  '415555013455',
  '0000000000',
  '+0000000000',
  '0001234567',
  '01112345',
  '00123456',
  '+911',
  '++14155550134',
  '+',
  '+1',
  '+abc',
]);

/** What KAZOO takes as it is, and people mean by it: it strips nothing. Ours shows and dials the number. */
const MEANT: Readonly<Record<string, string>> = {
  '415-555-0134': '+14155550134',
  '(415) 555-0134': '+14155550134',
  '415.555.0134': '+14155550134',
  '415 555 0134': '+14155550134',
  '+1 415 555 0134': '+14155550134',
  '+1 (415) 555-0134': '+14155550134',
  '1-415-555-0134': '+14155550134',
  '1 (415) 555-0134': '+14155550134',
  ' 4155550134': '+14155550134',
  '4155550134 ': '+14155550134',
  '4155550134;ext=22': '+14155550134',
  'tel:+14155550134': '+14155550134',
  'sip:4155550134@maple.sip.example': '+14155550134',
  '4155550134@maple.sip.example': '+14155550134',
  '+14155550134@maple.sip.example': '+14155550134',
  // A 1 too many before the number of the area.
  '00114155550134': '+14155550134',
};

describe('a number as KAZOO converts it', () => {
  test.each(numbers.rows.filter(({ input }) => input !== ''))('$input is $e164', ({ input, e164 }) => {
    const expected = MEANT[input] ?? (NO_NUMBER.has(input) ? input : e164);
    expect(parseNumber(input).number).toBe(expected);
  });

  test('where it is none to KAZOO either', () => {
    expect(parseNumber('').number).toBeNull();
  });

  const converted = numbers.rows.flatMap(({ input, e164, changed }) =>
    changed && e164 !== null && !NO_NUMBER.has(input) && !(input in MEANT) ? [[input, e164]] : [],
  );

  test.each(converted)('%s may be typed for %s, to be dialled and to be compared', (input, e164) => {
    expect(toDialableNumber(input)).toBe(e164);
    expect(toRecordNumber(input)).toBe(e164);
  });

  const inside = numbers.rows.filter(({ input }) => /^[\d*#]{1,6}$/.test(input));

  test.each(inside)('$input stays what is dialled inside', ({ input, e164 }) => {
    expect([parseNumber(input).number, toDialableNumber(input)]).toEqual([e164, e164]);
  });
});

describe('a caller', () => {
  const rows = [...anonymous.rows, ...anonymous.branch_differences];

  /** What KAZOO knows of privacy beside the number reaches no event and no record. */
  const isToldByNumber = ({ privacy_headers }: (typeof rows)[number]): boolean =>
    Object.keys(privacy_headers).length === 0;

  test.each(anonymous.rows.filter((row) => isToldByNumber(row) && row.is_anonymous))(
    'whom KAZOO takes for hidden is: $caller_id_number',
    ({ caller_id_number }) => {
      expect(isHidden(caller_id_number)).toBe(true);
    },
  );

  /** KAZOO lets them through by default; for people they are hidden all the same. */
  const BROADER = [
    'anonymous',
    'Anonymous',
    'restricted',
    'Restricted',
    'unknown',
    'Unavailable',
    'private',
    'privacy',
  ];
  const broader = [...BROADER, 'blocked', '+0', 'anonymous@anonymous.invalid', '266696687', '+266696687', '', null];

  test.each(rows.filter(isToldByNumber))('$caller_id_number is read as ours has it', ({ caller_id_number, ...row }) => {
    const byKazoo = 'is_anonymous' in row && row.is_anonymous;
    expect(isHidden(caller_id_number)).toBe(byKazoo || broader.includes(caller_id_number));
  });

  test.each(['4.2', '4.3'] as const)('without a number is hidden in what %s writes in its place', (branch) => {
    const written = anonymous.branch_differences
      .filter(({ caller_id_number }) => caller_id_number === null)
      .map(({ number_in_route_request }) => writtenBy(number_in_route_request, branch));
    expect(written).not.toEqual([]);
    expect(written.map(isHidden)).not.toContain(false);
  });
});
