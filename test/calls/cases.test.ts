import { cases, type CallCase } from '../../sandbox/dash/cases/cases.ts';
import { stage, type StagedCall } from '../../sandbox/dash/calls/stage.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { assembleCall } from '../../src/calls/assemble.ts';
import type { Call } from '../../src/calls/call.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { legOfDocument } from '../../src/calls/legs/legOfDocument.ts';
import { channelSchema, legOfEvent } from '../../src/calls/legs/legOfEvent.ts';
import { legOfRow } from '../../src/calls/legs/legOfRow.ts';
import { lacksOwner, withOwner } from '../../src/calls/legs/legOwners.lookUp.ts';
import { parse } from '../../src/dash/schema.ts';
import { callsOf } from './legs.ts';

const company = openCompany();
const extensionOf = (id: string | null) => company.users.find((user) => user.id === id)?.presence_id ?? null;

/** A call in the words of the cases. */
const told = (call: Call | undefined) =>
  call && {
    direction: call.direction,
    outcome: call.outcome,
    missed_reason: call.missedReason,
    system_answered: call.systemAnswered,
    person: extensionOf(call.ownerId),
    ringing: call.ringing,
    talk: call.talk,
    total: call.total,
    wait: call.wait,
    transferred: call.transferred,
    forwarded: call.forwarded,
  };

const VERSIONS = ['4.2', '4.3'] as const;

type Reading = (staged: StagedCall) => (Leg | null)[];

const readings: Record<string, Reading> = {
  rows: ({ rows }) => Object.values(rows).map(legOfRow),
  documents: ({ documents }) => Object.values(documents).map(legOfDocument),
};

/** The leg with the owner of its phone, as the app looks it up. */
const owned = (leg: Leg): Leg => {
  const device = company.devices.find(({ id }) => id === leg.authorizingId);
  return lacksOwner(leg) ? withOwner(leg, device?.owner_id ?? null) : leg;
};

const table = cases.flatMap((one) =>
  VERSIONS.filter((version) => one.kazoo === undefined || one.kazoo === version).map(
    (version) => [one.script().name, version, one] as const,
  ),
);

const stagedIn = (version: (typeof VERSIONS)[number], { script }: CallCase) => stage(company, script(), version);

describe.each(Object.entries(readings))('from CDR %s', (name, legsOf) => {
  test.each(table)('%s, in KAZOO %s', (_name, version, one) => {
    const staged = stagedIn(version, one);
    const calls = callsOf(
      legsOf(staged)
        .filter((leg) => leg !== null)
        .map(owned),
    );
    const call = calls.find(({ id }) => id === staged.primaryCallId);
    // A row does not show that a room was a conference.
    const isUnknowable = name === 'rows' && staged.script.legs.some(({ conference }) => conference);
    const known = isUnknowable
      ? { ...one.expected, outcome: 'missed', missed_reason: 'system_answered' }
      : one.expected;
    expect(told(call)).toMatchObject(known);
    expect(call?.started).toEqual(staged.startedAt);
    expect(call?.ended).toEqual(staged.endedAt);
    // Rows of KAZOO 4.2 have no interactions: a consultation call may then be a call of its own.
    if (name === 'rows' && version === '4.2') return;
    const others = Object.entries(one.others ?? {}).map(([leg, expected]) => [staged.legs[leg], expected] as const);
    for (const [id, expected] of others) expect(told(calls.find((other) => other.id === id))).toMatchObject(expected);
    expect(calls).toHaveLength(1 + others.length);
  });
});

describe('from the event of the first leg alone', () => {
  const decided = table.filter(([, , { script }]) => !script().legs.some(({ conference }) => conference));

  test.each(decided)('%s, in KAZOO %s', (_name, version, one) => {
    const staged = stagedIn(version, one);
    const name = Object.entries(staged.legs).find(([, id]) => id === staged.primaryCallId)?.[0] ?? '';
    const leg = legOfEvent(parse(channelSchema, staged.events[name]?.destroy));
    const call = assembleCall(leg ? [leg] : [], 'event');
    expect(call).toMatchObject({ id: staged.primaryCallId, complete: false, legCount: 1 });
    const known = (['direction', 'outcome'] as const).filter((aspect) => call?.unknown.includes(aspect) === false);
    const only = (told: object) => Object.entries(told).filter(([aspect]) => known.some((one) => one === aspect));
    expect(only(call ?? {})).toEqual(expect.arrayContaining(only(one.expected)));
    expect(call?.started).toEqual(staged.startedAt);
  });
});
