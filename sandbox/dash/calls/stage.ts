import { documentsOf } from './documents.ts';
import { eventsOf } from './events.ts';
import { timed } from './legs.ts';
import { rowOf } from './rows.ts';
import type { Company } from '../company.ts';
import type { DashEvent } from '../deliveries.ts';
import type { KazooVersion } from '../state.ts';
import type { CdrDocument } from './documents.ts';
import type { Happening, LegEvent } from './events.ts';
import type { TimedCall } from './legs.ts';
import type { CdrRow } from './rows.ts';
import type { CallScript } from './script.ts';

/** A call that was played. */
export type PlayedCall = {
  /** With its time. */
  script: CallScript;
  /** The call id of each leg. */
  legs: Record<string, string>;
  interactionId: string;
  /** The call id by which the call is known. */
  primaryCallId: string;
  /** When the primary leg began and ended. */
  startedAt: Date;
  endedAt: Date;
};

type Payload = DashEvent['payload'];
type LegPayloads = { create: Payload; answer?: Payload; bridge?: Payload; destroy: Payload };

/** All that Dash would tell of a call, by the name of the leg. */
export type StagedCall = PlayedCall & {
  /** What webhooks get. A leg that is joined with several has the first time as `bridge`. */
  events: Record<string, LegPayloads>;
  /** All of them in the order in which Dash sends them. */
  timeline: DashEvent[];
  /** The rows of the list of records. */
  rows: Record<string, CdrRow>;
  documents: Record<string, CdrDocument>;
};

export const playedOf = ({ script, legs, primary }: TimedCall): PlayedCall => ({
  script,
  legs: Object.fromEntries(legs.map((leg) => [leg.script.leg, leg.callId])),
  interactionId: primary.interaction.id,
  primaryCallId: primary.callId,
  startedAt: new Date(primary.startsAt),
  endedAt: new Date(primary.endsAt),
});

const payloadsOf = (events: LegEvent[]): LegPayloads => {
  const first = (wanted: Happening) => events.find(({ happening }) => happening === wanted)?.event.payload;
  const [answer, bridge] = [first('answer'), first('bridge')];
  return {
    create: first('create') ?? {},
    ...(answer && { answer }),
    ...(bridge && { bridge }),
    destroy: first('destroy') ?? {},
  };
};

/**
 * What Dash would tell of a call in the manner of that version, without a server. The same script at the same time gives
 * the same ids.
 */
export const stage = (company: Company, script: CallScript, version: KazooVersion = '4.3'): StagedCall => {
  const call = timed(company, script, 0, version);
  const timeline = eventsOf(call);
  const documents = documentsOf(call);
  const eventsOfLeg = call.legs.map((leg) => [leg.script.leg, payloadsOf(timeline.filter((one) => one.leg === leg))]);
  return {
    ...playedOf(call),
    events: Object.fromEntries(eventsOfLeg) as StagedCall['events'],
    timeline: timeline.map(({ event }) => event),
    rows: Object.fromEntries(documents.map(([leg, document]) => [leg, rowOf(document, version)])),
    documents: Object.fromEntries(documents),
  };
};
