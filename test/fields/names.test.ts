import fc from 'fast-check';
import { findIds, isDashId, namedFinder, unclearSentence, type Named } from '../../src/fields/names.ts';

const id = (nth: number): string => nth.toString(16).padStart(32, '0');

const jane: Named = [id(1), 'Jane Doe', 'jane.doe@example.com', '1002'];
const tom: Named = [id(2), 'Tom Ray', 'tom@example.com', '1003'];
const zoe: Named = [id(3), 'Zoë Núñez-Öz', '1004'];
const otherJane: Named = [id(4), 'JANE  DOE', 'jane2@example.com', '1005'];
const nameless: Named = [id(5), null, 'lobby@example.com'];
const oddId: Named = ['main-office', 'Main Office'];
const people = [jane, tom, zoe, nameless, oddId];

const found = (entry: string, things: readonly Named[] = people, arePeople = true) =>
  namedFinder(things, arePeople)(entry).map(([one]) => one);

test.each<[string, string, readonly Named[]]>([
  ['an id', id(1), [jane]],
  ['an id in capitals', `${'F'.repeat(31)}0`, [[`${'f'.repeat(31)}0`, null]]],
  ['an id that the list lacks', id(99), [[id(99), null]]],
  ['an id of another shape', ' Main-Office ', [oddId]],
  ['an email', 'jane.doe@example.com', [jane]],
  ['an email in capitals', ' Jane.Doe@Example.COM ', [jane]],
  ['an email of someone without a name', 'lobby@example.com', [nameless]],
  ['an extension', '1003', [tom]],
  ['an extension in wide digits', '１００３', [tom]],
  ['a full name', 'Jane Doe', [jane]],
  ['a full name in another case, with spaces', '  jANE \u00a0 doe ', [jane]],
  ['a name without its accents', 'zoe nunez oz', [zoe]],
  ['a name with its accents as signs of their own', 'Zoë Núñez-Öz'.normalize('NFD'), [zoe]],
  ['the last name first', 'Doe, Jane', [jane]],
  ['the last name first without its accents', 'nunez-oz,ZOE', [zoe]],
  ['a choice as a dropdown shows it', 'Jane Doe (1002)', [jane]],
  ['a part of a name', 'Jane', []],
  ['more than a name', 'Jane Doe Ray', []],
  ['two commas', 'Doe, Jane, 1002', []],
  ['nothing', ' ', []],
  ['signs alone', '?!', []],
])('%s', (_what, entry, things) => {
  expect(found(entry)).toEqual(things.map(([one]) => one));
});

test('a comma turns round the names of people alone', () => {
  const queues: Named[] = [[id(1), 'East Sales']];
  expect(found('Sales, East', queues, false)).toEqual([]);
  expect(namedFinder(queues)('East Sales')).toEqual(queues);
});

test.each(['00:04:13:7a:10:01', '0004137A1001', '00-04-13-7A-10-01', '0004.137a.1001', '00 04 13 7a 10 01'])(
  'a MAC address may look like %s, on either side',
  (typed) => {
    for (const stored of ['00:04:13:7a:10:01', '0004137a1001', '00-04-13-7A-10-01'])
      expect(found(typed, [[id(1), 'Lobby', stored]])).toEqual([id(1)]);
  },
);

describe('the closest way to read an entry decides', () => {
  test('several of the same name are several', () => {
    expect(found('Jane Doe', [jane, tom, otherJane])).toEqual([id(1), id(4)]);
  });
  test('a name with its accents comes before one without', () => {
    const things: Named[] = [
      [id(1), 'Zoe'],
      [id(2), 'Zoë'],
    ];
    expect(found('ZOË', things)).toEqual([id(2)]);
    expect(found('zoe', things)).toEqual([id(1)]);
  });
  test('a name with its signs comes before one without', () => {
    const things: Named[] = [
      [id(1), 'Sales +'],
      [id(2), 'Sales'],
    ];
    expect(found('sales', things)).toEqual([id(2)]);
    expect(found('Sales +', things)).toEqual([id(1)]);
  });
  test('a full name comes before a last name that is first', () => {
    const things: Named[] = [
      [id(1), 'Lee, Ann'],
      [id(2), 'Ann Lee'],
    ];
    expect(found('Lee, Ann', things)).toEqual([id(1)]);
  });
  test('a name of one and the number of another are several', () => {
    expect(found('1002', [jane, [id(9), '1002']])).toEqual([id(1), id(9)]);
  });
  test('a thing whose name is its number is one', () => {
    expect(found('1002', [[id(9), '1002', '1002']])).toEqual([id(9)]);
  });
  test('two names with a sign between them are not the one name that has both', () => {
    const queues: Named[] = [
      'Sales',
      'Support',
      'Sales & Support',
      'Day Shift',
      'Day-Shift',
      'Night',
      'Sales Night',
    ].map((name, nth) => [id(nth), name]);
    const read = (input: string) => findIds(input, true, namedFinder(queues));
    expect(read('Sales, Support')).toEqual({ ids: [id(0), id(1)], unclear: [] });
    expect(read('sales; support')).toEqual({ ids: [id(0), id(1)], unclear: [] });
    expect(read('Sales & Night')).toEqual({ ids: [id(0), id(5)], unclear: [] });
    expect(read('SALES & support')).toEqual({ ids: [id(2)], unclear: [] });
    expect(read('Sales&Support.')).toEqual({ ids: [id(2)], unclear: [] });
    expect(read('Sales Support')).toEqual({ ids: [id(2)], unclear: [] });
    expect(found('Sales, Support', queues, false)).toEqual([]);
  });
  test('a comma turns round a name, not two people', () => {
    const crew: Named[] = ['Mary', 'Ann', 'Ann Mary', 'Thomas James', 'James Thomas', 'Robert Smith, Jr.'].map(
      (name, nth) => [id(nth), name],
    );
    expect(findIds('Mary, Ann', true, namedFinder(crew, true))).toEqual({ ids: [id(0), id(1)], unclear: [] });
    expect(found('Mary, Ann', crew)).toEqual([]);
    expect(found('Thomas, James', crew)).toEqual([id(4)]);
    expect(found('James, Thomas', crew)).toEqual([id(3)]);
    expect(found('Robert Smith Jr', crew)).toEqual([id(5)]);
    expect(found('Jane Doe, 1002')).toEqual([id(1)]);
    expect(found('Jane Doe,')).toEqual([id(1)]);
  });
  test('names of nothing but punctuation are distinguished', () => {
    expect(
      found('🚀', [
        [id(1), '🚀'],
        [id(2), '🎉'],
      ]),
    ).toEqual([id(1)]);
  });
});

test.each([
  [id(1), true],
  [id(1).toUpperCase(), true],
  [id(1).slice(1), false],
  [`${id(1)}0`, false],
  ['g'.repeat(32), false],
  ['', false],
])('%j is an id: %j', (entry, expected) => {
  expect(isDashId(entry)).toBe(expected);
});

describe('a field', () => {
  const departments: Named[] = [
    [id(11), 'Research and Development'],
    [id(12), 'Sales, East'],
    [id(13), 'Sales'],
    [id(14), 'R&D'],
    [id(15), 'a, b, c, d, e, f'],
  ];
  const read = (input: unknown, takesSeveral = true) => {
    const { ids, unclear } = findIds(input, takesSeveral, namedFinder([...people, ...departments], true));
    return [ids, unclear.map(({ entry }) => entry)];
  };

  test.each<[unknown, string[], string[]]>([
    [undefined, [], []],
    ['', [], []],
    [[' ', ',', ' ; , '], [], []],
    [['Jane Doe', 'tom ray'], [id(1), id(2)], []],
    ['Jane Doe, Tom Ray', [id(1), id(2)], []],
    ['Jane Doe; 1003', [id(1), id(2)], []],
    ['Jane Doe\nTom Ray', [id(1), id(2)], []],
    ['Jane Doe\tTom Ray', [id(1), id(2)], []],
    ['Jane Doe and Tom Ray', [id(1), id(2)], []],
    ['Jane Doe, Tom Ray, & zoe nunez oz', [id(1), id(2), id(3)], []],
    ['1002、1003', [id(1), id(2)], []],
    ['Doe, Jane', [id(1)], []],
    ['Doe, Jane; Ray, Tom', [id(1), id(2)], []],
    ['Doe, Jane, Ray, Tom', [id(1), id(2)], []],
    ['Sales, East', [id(12)], []],
    ['Jane Doe, Sales, East, 1003', [id(1), id(12), id(2)], []],
    ['Sales, Research and Development', [id(13), id(11)], []],
    ['R&D', [id(14)], []],
    ['a, b, c, d, e, f', [id(15)], []],
    [`${id(1)},${id(77)}`, [id(1), id(77)], []],
    [`Tom Ray, ${id(1)}`, [id(2), id(1)], []],
    ['1002, jane.doe@example.com', [id(1)], []],
    ['Jane Doe, Nobody, Tom Ray', [id(1), id(2)], ['Nobody']],
    ['Nobody and Nothing, Jane Doe', [id(1)], ['Nobody and Nothing']],
    ['Jane Doe,, Nobody', [id(1)], ['Nobody']],
    [['Nobody', 'Nothing'], [], ['Nobody', 'Nothing']],
    [1002, [id(1)], []],
  ])('for several holds %j', (input, ids, unclear) => {
    expect(read(input)).toEqual([ids, unclear]);
  });

  test.each<[unknown, string[], string[]]>([
    ['Jane Doe', [id(1)], []],
    ['Doe, Jane', [id(1)], []],
    ['Jane Doe, Tom Ray', [], ['Jane Doe, Tom Ray']],
    [['1003'], [id(2)], []],
    [null, [], []],
  ])('for one holds %j', (input, ids, unclear) => {
    expect(read(input, false)).toEqual([ids, unclear]);
  });
});

/** A name as people give them: a letter of its own, so that no two are the same without accents and signs. */
const names = fc
  .uniqueArray(fc.tuple(fc.constantFrom('Ann', 'Zoë', 'Łukasz', 'Front desk', 'O’Neil'), fc.nat(9999)), {
    minLength: 1,
    maxLength: 8,
    selector: ([, nth]) => nth,
  })
  .map((all) => all.map(([word, nth], position): Named => [id(position), `${word} no${nth}`, `${nth}@example.com`]));

const SEPARATORS = [', ', ';', '\n', '\t', ' and ', ' & ', '；', '、', ', and ', ';;'];

test('whatever way several names are written, they are found in their order', () => {
  fc.assert(
    fc.property(names, fc.array(fc.constantFrom(...SEPARATORS)), fc.boolean(), (things, between, isLoud) => {
      const line = things
        .map(([, name, email = ''], nth) => (nth % 2 === 0 ? String(name) : email))
        .reduce((before, next, nth) => `${before}${between[nth - 1] ?? ', '}${next}`);
      const typed = isLoud ? ` ${line.toUpperCase()} ` : line;
      expect(findIds(typed, true, namedFinder(things, true))).toEqual({ ids: things.map(([one]) => one), unclear: [] });
    }),
  );
});

test('whatever is typed, nothing is lost: it is found, or it is in a sentence', () => {
  fc.assert(
    fc.property(names, fc.array(fc.string({ unit: 'binary' })), (things, typed) => {
      const { ids, unclear } = findIds(typed, true, namedFinder(things));
      const isEmpty = typed.every((entry) => /^[,;،؛、，；\s]*$/.test(entry));
      expect(ids.length + unclear.length > 0).toBe(!isEmpty);
      const sentence = unclearSentence('Users', { one: 'user', many: 'users', by: ['a name'] }, unclear);
      expect(sentence).toMatch(/^[^\p{Cc}]*\.$/u);
      expect(sentence.isWellFormed()).toBe(true);
    }),
  );
});

describe('the sentence', () => {
  const words = { one: 'user', many: 'users', by: ['an email', 'an extension', 'a full name'] };
  const ADVICE = 'In Users, choose from the list, or enter an email, an extension, a full name, or an ID.';
  const told = (...unclear: [string, ...Named[]][]) =>
    unclearSentence(
      'Users',
      words,
      unclear.map(([entry, ...candidates]) => ({ entry, candidates })),
    );

  test.each<[string, string]>([
    [told(['Ann']), `VirtualPBX can't find the user "Ann". ${ADVICE}`],
    [told(['Ann'], ['Bob']), `VirtualPBX can't find the users "Ann" and "Bob". ${ADVICE}`],
    [
      told(...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((one): [string] => [one])),
      `VirtualPBX can't find the users "a", "b", "c", "d", "e", and 2 more. ${ADVICE}`,
    ],
    [
      told(['Jane Doe', jane, otherJane]),
      `"Jane Doe" could be any of these users: Jane Doe (jane.doe@example.com, 1002) and JANE DOE (jane2@example.com, 1005). ${ADVICE}`,
    ],
    [
      told(['Lobby', [id(1), 'Lobby'], [id(2), 'Lobby', '1'], [id(3), 'Lobby', '1'], nameless]),
      `"Lobby" could be any of these users: Lobby (${id(1)}), Lobby (1, ${id(2)}), Lobby (1, ${id(3)}), and lobby@example.com. ${ADVICE}`,
    ],
    [
      told(['x', [id(1), 'X'], [id(2), 'X']], ['Ann']),
      `VirtualPBX can't find the user "Ann". "x" could be any of these users: X (${id(1)}) and X (${id(2)}). ${ADVICE}`,
    ],
    [told(['a\nb\u202ec']), `VirtualPBX can't find the user "a b c". ${ADVICE}`],
    [told(['x'.repeat(59) + '😀😀']), `VirtualPBX can't find the user "${'x'.repeat(59)}\ufffd…". ${ADVICE}`],
    [
      unclearSentence('Schedule', { one: 'schedule', many: 'schedules', by: ['a name'] }, [
        { entry: 'Holidays', candidates: [] },
      ]),
      `VirtualPBX can't find the schedule "Holidays". In Schedule, choose from the list, or enter a name or an ID.`,
    ],
  ])('%s', (sentence, expected) => {
    expect(sentence).toBe(expected);
  });
});
