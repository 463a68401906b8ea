import { cases } from '../../sandbox/dash/calls/cases.ts';
import { stage, type StagedCall } from '../../sandbox/dash/calls/stage.ts';
import { openCompany } from '../../sandbox/dash/company.ts';
import { assembleCall, type Call } from '../../src/calls/assemble.ts';
import { channelShape, legOfDocument, legOfEvent, legOfRow, type Leg } from '../../src/calls/leg.ts';
import { read } from '../../src/dash/shape.ts';

const company = openCompany();
const extensionOf = (id: string | null) => company.users.find((user) => user.id === id)?.presence_id ?? null;

/** A call in the words of the cases. */
const told = (call: Call | null) =>
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
    leg_count: call.legCount,
    transferred: call.transferred,
  };

type Reading = (staged: StagedCall) => (Leg | null)[];

/** The legs of the interaction that a played call is about. */
const ofInteraction = (staged: StagedCall, legs: (Leg | null)[]): Leg[] =>
  legs
    .filter((leg) => leg !== null)
    .filter(({ interactionId }) => interactionId === null || interactionId === staged.interactionId);

const readings: Record<string, Reading> = {
  'CDR rows': ({ rows }) => Object.values(rows).map(legOfRow),
  'CDR documents': ({ documents }) => Object.values(documents).map(legOfDocument),
};

describe.each(Object.entries(readings))('from %s', (name, legsOf) => {
  test.each(cases.map((one) => [one.script().name, one] as const))('%s', (_name, { script, expected }) => {
    const staged = stage(company, script());
    const call = assembleCall(ofInteraction(staged, legsOf(staged)), 'records');
    // A row does not tell that a room was a conference.
    const isUnknowable = name === 'CDR rows' && staged.script.legs.some(({ conference }) => conference);
    const known = isUnknowable ? { ...expected, outcome: 'missed', missed_reason: 'system_answered' } : expected;
    expect(told(call)).toMatchObject(known);
    expect(call?.id).toBe(staged.primaryCallId);
    expect(call?.started).toEqual(staged.startedAt);
    expect(call?.ended).toEqual(staged.endedAt);
  });
});

describe('from the event of the first leg alone', () => {
  const decided = cases.filter(({ script }) => !script().legs.some(({ conference }) => conference));

  test.each(decided.map((one) => [one.script().name, one] as const))('%s', (_name, { script, expected }) => {
    const staged = stage(company, script());
    const name = Object.entries(staged.legs).find(([, id]) => id === staged.primaryCallId)?.[0] ?? '';
    const leg = legOfEvent(read(channelShape, staged.events[name]?.destroy));
    const call = assembleCall(leg ? [leg] : [], 'event');
    expect(call).toMatchObject({ id: staged.primaryCallId, complete: false, legCount: 1 });
    const { direction, outcome } = expected;
    expect({ direction: call?.direction, outcome: call?.outcome }).toEqual({ direction, outcome });
    expect(call?.started).toEqual(staged.startedAt);
  });
});
