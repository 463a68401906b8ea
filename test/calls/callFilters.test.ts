import { assembleCall } from '../../src/calls/assemble.ts';
import { DIRECTIONS, OUTCOMES, type Call } from '../../src/calls/call.ts';
import {
  callFilterFields,
  checkCallFilters,
  checkNumbers,
  filterVerdict,
  finishedCallFilterFields,
  parseCallFilters,
  passesCallFilters,
} from '../../src/calls/callFilters.ts';
import { endingVerdict } from '../../src/calls/endingFilters.ts';
import { CALLER, CUSTOMER, fromBob, fromOutside, joined, OUR_NUMBER, toCarrier, toPhoneOf } from './legs.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';

const callOf = (...legs: Leg[]): Call => {
  const call = assembleCall(legs, 'records');
  if (!call) throw new Error('No legs');
  return call;
};

const answer = { ringing: 5, billing: 20 };

const missed = callOf(fromOutside(), toPhoneOf('jane', 'B1'), toPhoneOf('ann', 'B2'));
const answered = callOf(
  ...joined(fromOutside(answer), toPhoneOf('jane', 'B1', answer)),
  toPhoneOf('ann', 'B2', { cause: 'LOSE_RACE' }),
);
const outbound = callOf(
  ...joined(fromBob(CUSTOMER, answer), toCarrier('B1', { ...answer, caller: { number: OUR_NUMBER, name: null } })),
);
const internal = callOf(...joined(fromBob('1002', answer), toPhoneOf('jane', 'B1', answer)));

const passes = (call: Call, raw: Record<string, unknown>) => passesCallFilters(call, parseCallFilters({ raw }));

test.each([
  ['nothing', {}],
  ['empty texts', { direction: '', outcomes: '', users: '', numbers: '', exclude_numbers: '' }],
  ['empty lists', { outcomes: [], users: [], numbers: [], exclude_numbers: [] }],
  ['lists of empty lines', { outcomes: ['', ' '], users: [''], numbers: [null], exclude_numbers: [undefined] }],
])('with %s filled in every call passes', (_what, input) => {
  expect([missed, answered, outbound, internal].every((call) => passes(call, input))).toBe(true);
});

describe('a direction', () => {
  test.each([
    [{ direction: 'inbound' }, [missed, answered]],
    [{ direction: 'outbound' }, [outbound]],
    [{ direction: 'internal' }, [internal]],
    [{ direction: 'sideways' }, []],
  ])('%j', (input, passing) => {
    expect([missed, answered, outbound, internal].filter((call) => passes(call, input))).toEqual(passing);
  });
});

test.each([
  ['inbound', false],
  ['outbound', null],
  ['internal', null],
])(
  'a call that looks outbound by its event alone may be internal: the filter for %s returns %s',
  (direction, verdict) => {
    const call: Call = { ...outbound, unknown: ['direction'] };
    expect(filterVerdict(call, parseCallFilters({ raw: { direction } }))).toBe(verdict);
  },
);

describe('outcomes', () => {
  test.each([
    [{ outcomes: ['missed', 'busy'] }, true],
    [{ outcomes: 'missed' }, true],
    [{ outcomes: [' missed ', ''] }, true],
    [{ outcomes: ['answered'] }, false],
  ])('%j let a missed call pass: %s', (input, expected) => {
    expect(passes(missed, input)).toBe(expected);
  });

  test.each<[Call['outcome'], string, boolean | null]>([
    ['answered', 'answered', null],
    ['answered', 'no_answer', null],
    ['missed', 'busy', null],
    ['missed', 'answered', false],
    [null, 'answered', null],
    [null, 'cancelled', null],
  ])('for a call that is %s by its event alone, the filter for %s returns %s', (outcome, wanted, verdict) => {
    const call: Call = { ...missed, outcome, unknown: ['outcome'] };
    expect(filterVerdict(call, parseCallFilters({ raw: { outcomes: [wanted] } }))).toBe(verdict);
  });

  test('let no call pass whose outcome is not known yet', () => {
    expect(passes({ ...missed, outcome: null }, { outcomes: ['missed'] })).toBe(false);
    expect(passes({ ...missed, outcome: null }, {})).toBe(true);
  });
});

describe('users', () => {
  test.each<[string, Call, string[], boolean]>([
    ['everyone whose phone rang', missed, ['ann'], true],
    ['one of several', missed, ['bob', 'jane'], true],
    ['nobody else', missed, ['bob'], false],
    ['whoever answered', answered, ['jane'], true],
    ['not whose phone rang while another answered', answered, ['ann'], false],
    ['whoever called someone outside', outbound, ['bob'], true],
    ['whoever called a colleague', internal, ['bob'], true],
    ['the colleague who was called', internal, ['jane'], true],
    ['no third colleague', internal, ['ann'], false],
  ])('stand for %s', (_who, call, users, expected) => {
    expect(passes(call, { users })).toBe(expected);
  });
});

describe('company numbers', () => {
  test.each<[string, Call, string, boolean]>([
    ['what was dialed, from outside', missed, OUR_NUMBER, true],
    ['not the caller, from outside', missed, CALLER, false],
    ['what was shown to someone outside', outbound, OUR_NUMBER, true],
    ['not whom we called', outbound, CUSTOMER, false],
    ['the extension that called a colleague', internal, '1003', true],
    ['the extension of the colleague', internal, '1002', true],
    ['no other extension', internal, '1001', false],
  ])('are %s', (_what, call, number, isOurs) => {
    expect(passes(call, { numbers: [number] })).toBe(isOurs);
    expect(passes(call, { exclude_numbers: [number] })).toBe(!isOurs);
  });

  test.each([
    '+14154886100',
    '14154886100',
    '4154886100',
    '(415) 488-6100',
    '415.488.6100',
    'sip:+14154886100@sip.test',
  ])('may be written as %s', (written) => {
    expect(passes(missed, { numbers: [written] })).toBe(true);
    expect(passes(missed, { exclude_numbers: [written] })).toBe(false);
  });

  test('may be several', () => {
    expect(passes(missed, { numbers: ['+14154886199', OUR_NUMBER] })).toBe(true);
    expect(passes(missed, { exclude_numbers: ['+14154886199', OUR_NUMBER] })).toBe(false);
    expect(passes(missed, { exclude_numbers: ['+14154886199'] })).toBe(true);
  });

  test('that are left out win over those that are chosen', () => {
    expect(passes(missed, { numbers: [OUR_NUMBER], exclude_numbers: [OUR_NUMBER] })).toBe(false);
  });
});

describe('when a Zap is turned on', () => {
  test.each([
    ['numbers', 'Company Numbers'],
    ['exclude_numbers', 'Numbers to Skip'],
  ])('an entry of %s that is no number is an error', (field, label) => {
    const input = { raw: { [field]: [OUR_NUMBER, 'front desk'] } };
    expect(() => {
      checkNumbers(input);
    }).toThrow(`${label} has an entry that isn't a phone number.`);
    expect(() => {
      checkCallFilters(input);
    }).toThrow(`${label} has an entry that isn't a phone number.`);
  });

  test('office hours without schedules are an error', () => {
    expect(() => {
      checkCallFilters({ raw: { office_hours: 'during' } });
    }).toThrow('Choose the schedules');
  });

  test('filters without a fault are none', () => {
    const raw = { direction: 'inbound', numbers: [OUR_NUMBER], exclude_numbers: ['(415) 555-0142'] };
    expect(() => {
      checkCallFilters({ raw });
    }).not.toThrow();
  });
});

test('the filters of a step are parsed once, however many calls are compared with them', () => {
  const raw = { users: ['jane'] };
  expect(parseCallFilters({ raw })).toBe(parseCallFilters({ raw }));
});

test('all filters have to let a call pass', () => {
  const input = { direction: 'inbound', outcomes: ['answered'], users: ['jane'], numbers: [OUR_NUMBER] };
  expect(passes(answered, input)).toBe(true);
  expect(passes(answered, { ...input, direction: 'outbound' })).toBe(false);
  expect(passes(answered, { ...input, outcomes: ['missed'] })).toBe(false);
  expect(passes(answered, { ...input, users: ['bob'] })).toBe(false);
  expect(passes(answered, { ...input, numbers: ['1002'] })).toBe(false);
});

test('every direction and every outcome can be chosen', () => {
  expect(Object.keys(callFilterFields.direction.choices).sort()).toEqual([...DIRECTIONS].sort());
  expect(Object.keys(callFilterFields.outcome.choices)).toEqual([...OUTCOMES]);
  expect(callFilterFields.outcomes.choices).toEqual(callFilterFields.outcome.choices);
});

test('one of the users who are known to have been rung is enough, whoever else was', () => {
  const halfKnown: Call = { ...missed, unknown: ['users'] };
  expect(filterVerdict(halfKnown, parseCallFilters({ raw: { users: ['ann'] } }))).toBe(true);
  expect(filterVerdict(halfKnown, parseCallFilters({ raw: { users: ['bob'] } }))).toBeNull();
});

describe('callers who hide their number', () => {
  const hidden = callOf(fromOutside({ caller: { number: 'anonymous', name: 'Anonymous' } }));
  const empty = callOf(fromOutside({ caller: { number: null, name: null } }));
  const keypad = callOf(fromOutside({ caller: { number: '+266696687', name: null } }));
  const ours = callOf(fromBob(CUSTOMER, { caller: { number: 'anonymous', name: null } }), toCarrier('B1'));
  const colleague = callOf(fromBob('1002', { caller: { number: 'anonymous', name: null } }), toPhoneOf('jane', 'B1'));
  const all = [missed, hidden, empty, keypad, ours, colleague, answered];

  test.each<[unknown, Call[]]>([
    [undefined, all],
    ['', all],
    ['include', all],
    ['nonsense', all],
    ['exclude', [missed, ours, colleague, answered]],
    ['only', [hidden, empty, keypad]],
    [' only ', [hidden, empty, keypad]],
  ])('with %j', (hidden_callers, passing) => {
    expect(all.filter((call) => passes(call, { hidden_callers }))).toEqual(passing);
  });

  test.each<[Call, string, boolean | null]>([
    [missed, 'exclude', null],
    [missed, 'only', null],
    [outbound, 'only', false],
    [outbound, 'exclude', null],
    [missed, 'include', true],
  ])('nobody knows while the caller is unknown', (call, hidden_callers, verdict) => {
    expect(filterVerdict({ ...call, unknown: ['caller'] }, parseCallFilters({ raw: { hidden_callers } }))).toBe(
      verdict,
    );
  });
});

describe('recordings', () => {
  const recorded = { ...missed, recordingIds: ['202611-r1'] };
  const partial = { ...missed, complete: false };

  test.each<[unknown, Call, boolean | null]>([
    [undefined, missed, true],
    ['any', recorded, true],
    ['nonsense', missed, true],
    ['with', recorded, true],
    ['with', missed, false],
    ['with', partial, null],
    ['with', { ...recorded, complete: false }, true],
    ['without', recorded, false],
    ['without', missed, true],
    ['without', partial, null],
  ])('%j', (recordings, call, verdict) => {
    expect(endingVerdict(call, { raw: { recordings } })).toBe(verdict);
  });
});

describe('a minimum talk time of 20 seconds', () => {
  const call = { ...answered, talk: 5, total: 60 };
  const partial = { ...call, complete: false };

  test.each<[string, Call, boolean | null]>([
    ['is reached by a talk of 20 seconds', { ...call, talk: 20 }, true],
    ['is not reached by a shorter talk', { ...call, talk: 19 }, false],
    ['may be reached where the talk is not known', { ...call, talk: null }, null],
    ['may be reached in a call of 20 seconds', { ...call, talk: null, total: 20 }, null],
    ['cannot be reached in a shorter call', { ...call, talk: null, total: 19 }, false],
    ['may be reached where the length of the call is not known either', { ...call, talk: null, total: null }, null],
    ['may be reached by more legs of a call that was answered', partial, null],
    ['may be reached if an answer is still possible', { ...partial, outcome: 'missed', unknown: ['outcome'] }, null],
    ['cannot be reached if nobody answered for certain', { ...partial, outcome: 'missed', unknown: ['users'] }, false],
  ])('%s', (_what, one, verdict) => {
    expect(endingVerdict(one, { raw: { minimum_talk_seconds: 20 } })).toBe(verdict);
  });
});

test('the filters of all triggers for finished calls', () => {
  expect(finishedCallFilterFields.map(({ key }) => key)).toEqual([
    'users',
    'numbers',
    'office_hours',
    'schedules',
    'exclude_numbers',
    'hidden_callers',
  ]);
  expect(finishedCallFilterFields[5]).toMatchObject({
    label: 'Callers Who Hide Their Number',
    choices: { include: 'Include', exclude: 'Leave Out', only: 'Only These' },
    default: 'include',
  });
});
