import fc from 'fast-check';
import { cases } from '../../sandbox/dash/cases/cases.ts';
import { shownBy } from '../../sandbox/dash/calls/output/cdrRow.ts';
import { stage } from '../../sandbox/dash/calls/stage.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { deviceIdOf, lostTheRace, type Leg } from '../../src/calls/legs/leg.ts';
import { legOfChannel } from '../../src/calls/legs/legOfChannel.ts';
import { legOf, legOfDocument } from '../../src/calls/legs/legOfDocument.ts';
import { channelSchema, legOfEvent } from '../../src/calls/legs/legOfEvent.ts';
import { legOfRow } from '../../src/calls/legs/legOfRow.ts';
import { parse } from '../../src/dash/schema.ts';
import { at, CALLER, CUSTOMER, leg, OUR_NUMBER, toPhoneOf } from './legs.ts';

const readEvent = (event: unknown): Leg | null => legOfEvent(parse(channelSchema, event));

const nobody = { number: null, name: null };
const START = 63_962_764_325;

/** What is known about a leg if Dash reports only its id and its direction. */
const bare: Leg = {
  callId: 'c1',
  direction: 'inbound',
  isLoopback: false,
  authorizedBy: null,
  authorizingId: null,
  ownerId: null,
  isCarrier: null,
  start: null,
  duration: 0,
  billing: 0,
  cause: '',
  otherLegId: null,
  bridgeId: null,
  queueId: null,
  memberCallId: null,
  interactionId: null,
  caller: nobody,
  callee: nobody,
  dialed: null,
  isConference: false,
  recordingIds: [],
  reference: null,
};

describe('a row', () => {
  const row = {
    call_id: 'c1',
    direction: 'inbound',
    caller_id_number: '4155550142',
    caller_id_name: 'Grace Park',
    callee_id_number: '1002',
    callee_id_name: 'Jane Doe',
    duration_seconds: '70',
    billing_seconds: '62',
    timestamp: String(START),
    hangup_cause: 'NORMAL_CLEARING',
    other_leg_call_id: 'c2',
    owner_id: '',
    authorizing_id: '',
    bridge_id: 'c1',
    interaction_id: `${START}-af5b9a0e`,
    dialed_number: OUR_NUMBER,
    calling_from: CALLER,
    media_recordings: ['202611-r1', '', null],
  };

  test('of texts becomes a leg; its time is the start, and what was not paid for is ringing', () => {
    expect(legOfRow(row)).toEqual({
      ...bare,
      isLoopback: null,
      start: at(0),
      duration: 70,
      billing: 62,
      cause: 'NORMAL_CLEARING',
      otherLegId: 'c2',
      bridgeId: 'c1',
      interactionId: `${START}-af5b9a0e`,
      caller: { number: CALLER, name: 'Grace Park' },
      callee: { number: '1002', name: 'Jane Doe' },
      dialed: OUR_NUMBER,
      recordingIds: ['202611-r1'],
    });
  });

  test('of numbers is the same', () => {
    const numbers = { duration_seconds: 70, billing_seconds: 62, timestamp: START };
    expect(legOfRow({ ...row, ...numbers })).toEqual(legOfRow(row));
  });

  test('with nothing but id and direction is a leg, empty texts or not', () => {
    const empty = Object.fromEntries(Object.keys(row).map((key) => [key, '']));
    expect(legOfRow({ call_id: 'c1', direction: 'inbound' })).toEqual({ ...bare, isLoopback: null });
    expect(legOfRow({ ...empty, call_id: 'c1', direction: 'inbound' })).toEqual({ ...bare, isLoopback: null });
  });

  test('has the caller id where Dash does not say who calls', () => {
    expect(legOfRow({ ...row, calling_from: '' })?.caller.number).toBe('4155550142');
  });

  test('of a leg that rings was sent to what stands in its request', () => {
    const ringing = { ...row, direction: 'outbound', request: 'user_8b052f@sip.test', dialed_number: '1002' };
    expect(legOfRow(ringing)?.dialed).toBe('user_8b052f');
  });

  test.each(cases.map((one) => [one.script().name, one] as const))(
    'of KAZOO 4.2 gives the same except for the interaction: %s',
    (_name, { script }) => {
      for (const shown of Object.values(stage(openCompany(), script()).rows)) {
        expect(legOfRow(shownBy('4.2', shown))).toEqual({ ...legOfRow(shown), interactionId: null });
      }
    },
  );
});

describe('a document', () => {
  const document = {
    call_id: 'c1',
    call_direction: 'inbound',
    caller_id_number: CALLER,
    caller_id_name: 'Grace Park',
    duration_seconds: 70,
    ringing_seconds: 7,
    billing_seconds: 62,
    timestamp: START + 70,
    hangup_cause: 'NORMAL_CLEARING',
    request: `${OUR_NUMBER}@sip.test`,
    to: '1002@sip.test',
    from_uri: `${CUSTOMER}@carrier.test`,
    is_conference: true,
    media_recordings: ['202611-r1'],
    interaction_id: `${START}-af5b9a0e`,
    custom_channel_vars: { authorizing_type: 'device', authorizing_id: 'd1', owner_id: 'jane', bridge_id: 'c1' },
    custom_application_vars: { correlation_id: 'crm-4711' },
  };

  test('becomes a leg; its time is the end', () => {
    expect(legOfDocument(document)).toEqual({
      ...bare,
      authorizedBy: 'device',
      authorizingId: 'd1',
      ownerId: 'jane',
      start: at(0),
      duration: 70,
      billing: 62,
      cause: 'NORMAL_CLEARING',
      bridgeId: 'c1',
      interactionId: `${START}-af5b9a0e`,
      caller: { number: CALLER, name: 'Grace Park' },
      dialed: OUR_NUMBER,
      isConference: true,
      recordingIds: ['202611-r1'],
      reference: 'crm-4711',
    });
  });

  test('with nothing but id and direction is a leg', () => {
    expect(legOfDocument({ call_id: 'c1', call_direction: 'inbound' })).toEqual(bare);
  });

  test('without a request shows in `to` where it went', () => {
    expect(legOfDocument({ ...document, request: undefined })?.dialed).toBe('1002');
  });

  test.each([
    ['a list', ['r1', 'r2']],
    ['a list with commas in it', ['r1', 'r2,r3']],
    ['one text', 'r1'],
    ['one text with commas', 'r1, r2,,r1'],
  ])('of a recorded leg has its recordings among its variables, as %s', (_how, media_recordings) => {
    const read = legOfDocument({ call_id: 'c1', call_direction: 'inbound', custom_channel_vars: { media_recordings } });
    expect(read?.recordingIds).toEqual([
      ...new Set(
        [media_recordings]
          .flat()
          .join(',')
          .split(',')
          .map((id) => id.trim())
          .filter(Boolean),
      ),
    ]);
  });

  test.each([
    ['a carrier of the phone system', { global_resource: 'true', resource_id: 'r' }, true],
    ['a carrier of the account', { global_resource: 'false', resource_id: 'r' }, true],
    ['a phone', { global_resource: 'false' }, false],
    ['nobody knows where', {}, null],
  ])('of a leg to %s says so', (_where, custom_channel_vars, isCarrier) => {
    expect(legOfDocument({ call_id: 'c1', call_direction: 'outbound', custom_channel_vars })?.isCarrier).toBe(
      isCarrier,
    );
  });

  test.each<[string, object, Partial<Leg>]>([
    [
      'without a caller id has the address',
      { caller_id_number: '' },
      { caller: { number: CUSTOMER, name: 'Grace Park' } },
    ],
    ['of a loopback leg says so', { channel_is_loopback: true }, { isLoopback: true }],
    [
      'of a leg from another account of the same phone system is one from outside',
      { channel_is_loopback: true, custom_channel_vars: { resource_type: 'onnet-origination' } },
      { isLoopback: false },
    ],
    [
      'of a leg to another account of the same phone system is one to the outside',
      { channel_is_loopback: true, custom_channel_vars: { resource_type: 'onnet-termination', resource_id: 'r' } },
      { isLoopback: false, isCarrier: true },
    ],
    [
      'in texts is the same',
      { channel_is_loopback: 'true', is_conference: 'true' },
      { isLoopback: true, isConference: true },
    ],
    ['with nonsense in place of its variables has none', { custom_channel_vars: 'none' }, { ownerId: null }],
  ])('%s', (_what, said, expected) => {
    expect(legOfDocument({ ...document, ...said })).toMatchObject(expected);
  });
});

describe('an event', () => {
  const event = {
    hook_event: 'channel_destroy',
    call_id: 'c1',
    call_direction: 'inbound',
    authorizing_type: 'device',
    authorizing_id: 'd1',
    owner_id: 'bob',
    is_internal_leg: false,
    caller_id_number: '1003',
    caller_id_name: 'Bob Smith',
    callee_id_number: CUSTOMER,
    request: `${CUSTOMER}@sip.test`,
    to: '1002@sip.test',
    other_leg_call_id: 'c2',
    timestamp: START + 70,
    hangup_cause: 'NORMAL_CLEARING',
    duration_seconds: 70,
    ringing_seconds: 8,
    billing_seconds: 62,
    custom_application_vars: { correlation_id: 'crm-4711' },
  };

  test.each([
    [{}, true],
    [{ 'Resource-Type': 'onnet-termination' }, false],
  ])('in a loopback channel, with %j, is half of a forward: %s', (custom_channel_vars, expected) => {
    expect(readEvent({ ...event, is_internal_leg: true, custom_channel_vars })).toMatchObject({ isLoopback: expected });
  });

  test('of the end of a leg becomes that leg', () => {
    expect(readEvent(event)).toEqual({
      ...bare,
      authorizedBy: 'device',
      authorizingId: 'd1',
      ownerId: 'bob',
      start: at(0),
      duration: 70,
      billing: 62,
      cause: 'NORMAL_CLEARING',
      otherLegId: 'c2',
      caller: { number: '1003', name: 'Bob Smith' },
      callee: { number: CUSTOMER, name: null },
      dialed: CUSTOMER,
      reference: 'crm-4711',
    });
  });

  test('whose values are all texts, as forms bring them, is the same', () => {
    const texts = Object.fromEntries(
      Object.entries(event).map(([key, value]) => [key, typeof value === 'object' ? value : String(value)]),
    );
    expect(readEvent(texts)).toEqual(readEvent(event));
    expect(readEvent({ ...texts, is_internal_leg: 'true' })?.isLoopback).toBe(true);
  });

  test('with nothing but id and direction is a leg', () => {
    expect(readEvent({ call_id: 'c1', call_direction: 'inbound' })).toEqual(bare);
  });

  test('of the beginning of a leg has its time, and no lengths yet', () => {
    const { duration_seconds, ringing_seconds, billing_seconds, ...begun } = { ...event, timestamp: START };
    expect(readEvent(begun)).toMatchObject({ start: at(0), duration: 0, billing: 0 });
  });

  test('without a request shows in `to` where the call went, and of a bridge in its inception', () => {
    expect(readEvent({ ...event, request: undefined })?.dialed).toBe('1002');
    const bridge = { ...event, request: undefined, to: undefined };
    const custom_channel_vars = { Inception: `${OUR_NUMBER}@198.51.100.20` };
    expect(readEvent({ ...bridge, custom_channel_vars })?.dialed).toBe(OUR_NUMBER);
    expect(readEvent({ ...bridge, custom_channel_vars, call_direction: 'outbound' })?.dialed).toBeNull();
  });

  test('has the variables with their names as KAZOO writes them', () => {
    const custom_channel_vars = {
      'Bridge-ID': 'a',
      'Member-Call-ID': 'm',
      'Media-Recordings': 'r1,r2',
      'Is-Conference': 'true',
      'Global-Resource': 'false',
    };
    expect(readEvent({ ...event, custom_channel_vars })).toMatchObject({
      bridgeId: 'a',
      memberCallId: 'm',
      recordingIds: ['r1', 'r2'],
      isConference: true,
      isCarrier: false,
    });
  });

  test.each([{ is_internal_leg: true }, { call_forwarded: true }])('of half a loopback says so: %j', (said) => {
    expect(readEvent({ ...event, ...said })?.isLoopback).toBe(true);
  });
});

describe('the leg of a quickcall', () => {
  const quickcall = {
    call_id: 'q-quickcall',
    call_direction: 'outbound',
    caller_id_number: CUSTOMER,
    caller_id_name: 'Device QuickCall',
    callee_id_number: OUR_NUMBER,
    callee_id_name: 'Brightwater Dental',
    request: 'user_8b052f@sip.test',
  };

  test('that rings shows the number to dial as its caller, and ours as the callee', () => {
    expect(readEvent(quickcall)).toMatchObject({
      caller: { number: OUR_NUMBER, name: 'Brightwater Dental' },
      callee: { number: CUSTOMER, name: null },
      dialed: CUSTOMER,
    });
  });

  test('that was picked up shows our number, a colon behind the name, and where the other leg went', () => {
    const picked = {
      ...quickcall,
      caller_id_number: OUR_NUMBER,
      caller_id_name: 'Brightwater Dental:',
      other_leg_destination_number: CUSTOMER,
    };
    const dialed = { caller: { number: OUR_NUMBER, name: 'Brightwater Dental' }, dialed: CUSTOMER };
    expect(readEvent(picked)).toMatchObject(dialed);
    expect(legOfDocument(picked)).toMatchObject(dialed);
    expect(legOfRow({ ...picked, direction: 'outbound' })?.dialed).toBeNull();
  });

  test('to a colleague does not take the SIP user of a phone for what was dialed', () => {
    expect(
      readEvent({ ...quickcall, caller_id_name: 'Bob', other_leg_destination_number: 'user_1d4187' })?.dialed,
    ).toBeNull();
  });
});

describe('a leg in progress', () => {
  test('becomes a leg without an end', () => {
    const answer = {
      call_id: 'c1',
      call_direction: 'outbound',
      authorizing_id: 'd1',
      authorizing_type: 'device',
      owner_id: 'jane',
      destination: 'user_8b052f',
      timestamp: START,
      other_leg_call_id: 'c0',
      call_interaction_id: `${START}-af5b9a0e`,
      is_loopback: false,
      custom_channel_vars: { bridge_id: 'c0' },
      custom_application_vars: { correlation_id: 'crm-4711' },
    };
    expect(legOfChannel(answer)).toEqual({
      ...bare,
      direction: 'outbound',
      authorizedBy: 'device',
      authorizingId: 'd1',
      ownerId: 'jane',
      billing: 1,
      start: at(0),
      otherLegId: 'c0',
      bridgeId: 'c0',
      interactionId: `${START}-af5b9a0e`,
      dialed: 'user_8b052f',
      reference: 'crm-4711',
    });
    expect(legOfChannel({ ...answer, answered: false })?.billing).toBe(0);
    expect(legOfChannel({ ...answer, is_loopback: true })?.isLoopback).toBe(true);
    expect(legOfChannel({ ...answer, is_loopback: true, resource_id: 'r' })).toMatchObject({
      isLoopback: false,
      isCarrier: true,
    });
  });

  test.each([null, [], { call_id: 'c1' }, { call_direction: 'inbound' }])('is none of %j', (value) => {
    expect(legOfChannel(value)).toBeNull();
  });
});

describe('lengths and times', () => {
  test.each<[unknown, number]>([
    ['61', 61],
    ['61.6', 62],
    [-5, 0],
    ['', 0],
    ['soon', 0],
    [null, 0],
    [Infinity, 0],
    [1e16, 2_678_400],
    [[61], 0],
  ])('a length of %j is %d seconds', (duration_seconds, duration) => {
    expect(legOfRow({ call_id: 'c1', direction: 'inbound', duration_seconds })?.duration).toBe(duration);
    expect(readEvent({ call_id: 'c1', call_direction: 'inbound', duration_seconds })?.duration).toBe(duration);
  });

  test.each<[unknown]>([[''], ['today'], [0], [-1], [1e18], [{}]])('a time of %j is unknown', (timestamp) => {
    expect(legOfRow({ call_id: 'c1', direction: 'inbound', timestamp })?.start).toBeNull();
    expect(legOfDocument({ call_id: 'c1', call_direction: 'inbound', timestamp })?.start).toBeNull();
    expect(readEvent({ call_id: 'c1', call_direction: 'inbound', timestamp })?.start).toBeNull();
  });
});

test.each([
  ['*674155550142', '4155550142'],
  ['*82+14155550142', '+14155550142'],
  ['*97', '*97'],
  ['*67', '*67'],
  ['*675', '5'],
])('what was dialed as %s is %s', (dialed_number, dialed) => {
  expect(legOfRow({ call_id: 'c1', direction: 'inbound', dialed_number })?.dialed).toBe(dialed);
});

describe('an entry of the legs of a call', () => {
  test('is read as what it is', () => {
    const [row, document] = [
      { call_id: 'c1', direction: 'outbound', timestamp: START, duration_seconds: 70 },
      { call_id: 'c1', call_direction: 'outbound', timestamp: START + 70, duration_seconds: 70 },
    ];
    expect(legOf(row)).toMatchObject({ direction: 'outbound', start: at(0), duration: 70 });
    expect(legOf(document)).toMatchObject({ direction: 'outbound', start: at(0), duration: 70 });
  });
});

describe('what is no leg', () => {
  test.each([
    null,
    'nonsense',
    [],
    {},
    { call_id: 'c1' },
    { call_id: '', direction: 'inbound' },
    { call_id: '', call_direction: 'inbound' },
  ])('%j', (value) => {
    expect([legOf(value), legOfRow(value), legOfDocument(value), readEvent(value)]).toEqual([null, null, null, null]);
  });

  test.each(['sideways', '', null, 1])('has the direction %j', (direction) => {
    const said = { call_id: 'c1', direction, call_direction: direction };
    expect([legOf(said), legOfRow(said), legOfDocument(said), readEvent(said)]).toEqual([null, null, null, null]);
  });

  test('is read without an error whatever it is', () => {
    const keys = [
      ...Object.keys(channelSchema),
      'direction',
      'dialed_number',
      'media_recordings',
      'custom_channel_vars',
    ];
    const anything = fc.oneof(fc.anything(), fc.constantFrom('inbound', 'outbound', 'c1', START, String(START)));
    const entry = fc.dictionary(fc.constantFrom(...keys), anything);
    fc.assert(
      fc.property(fc.oneof(entry, fc.anything()), (value) => {
        const lengths = [legOf(value), legOfRow(value), legOfDocument(value), readEvent(value)].flatMap((one) =>
          one ? [one.duration, one.billing] : [],
        );
        return lengths.every((length) => Number.isInteger(length) && length >= 0);
      }),
    );
  });
});

test.each<[string, boolean, Partial<Leg>]>([
  ['rang and lost', true, {}],
  ['was picked up', false, { otherLegId: 'B' }],
  ['was called', false, { callId: 'B' }],
  ['was not answered', false, { cause: 'NO_ANSWER' }],
])('a phone that %s lost the race of a quickcall: %s', (_what, expected, more) => {
  expect(lostTheRace(toPhoneOf('bob', '1-quickcall', { cause: 'LOSE_RACE', ...more }))).toBe(expected);
});

test.each([
  ['device', 'd1'],
  ['mobile', 'd1'],
  [null, 'd1'],
  ['user', null],
  ['account', null],
])('what %s authorized names a phone: %s', (authorizedBy, expected) => {
  expect(deviceIdOf(leg({ authorizedBy, authorizingId: 'd1' }))).toBe(expected);
});
