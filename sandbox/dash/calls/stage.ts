import { cdrDocumentsOf } from './output/cdrDocument.ts';
import { cdrRowOf } from './output/cdrRow.ts';
import { eventsOf } from './output/events.ts';
import { playedOf } from './timeline/playedCall.ts';
import { timeCall } from './timeline/timedCall.ts';
import type { Company } from '../company/model.ts';
import type { DashEvent } from '../events/deliveries.ts';
import type { KazooVersion } from '../settings.ts';
import type { CdrDocument } from './output/cdrDocument.ts';
import type { CdrRow } from './output/cdrRow.ts';
import type { LegEventType, LegEvent } from './output/events.ts';
import type { PlayedCall } from './timeline/playedCall.ts';
import type { CallScript } from './timeline/script.ts';

type Payload = DashEvent['payload'];
type LegPayloads = { create: Payload; answer?: Payload; bridge?: Payload; destroy: Payload };

/** Everything that Dash sends about a call, by the name of the leg. */
export type StagedCall = PlayedCall & {
  /** The payloads of webhooks. `bridge` is the first one of a leg. */
  events: Record<string, LegPayloads>;
  /** All events in order. */
  timeline: DashEvent[];
  /** The rows in the list of records. */
  rows: Record<string, CdrRow>;
  documents: Record<string, CdrDocument>;
};

const payloadsOf = (events: LegEvent[]): LegPayloads => {
  const first = (wanted: LegEventType) => events.find(({ eventType }) => eventType === wanted)?.event.payload;
  const [answer, bridge] = [first('answer'), first('bridge')];
  return {
    create: first('create') ?? {},
    ...(answer && { answer }),
    ...(bridge && { bridge }),
    destroy: first('destroy') ?? {},
  };
};

/**
 * Everything that this version of Dash sends about a call, without a server. The same script at the same time has the
 * same ids.
 */
export const stage = (company: Company, script: CallScript, version: KazooVersion = '4.3'): StagedCall => {
  const call = timeCall(company, script, 0, version);
  const timeline = eventsOf(call);
  const documents = cdrDocumentsOf(call);
  const eventsOfLeg = call.legs.map((leg) => [leg.script.leg, payloadsOf(timeline.filter((one) => one.leg === leg))]);
  return {
    ...playedOf(call),
    events: Object.fromEntries(eventsOfLeg) as StagedCall['events'],
    timeline: timeline.map(({ event }) => event),
    rows: Object.fromEntries(documents.map(([leg, document]) => [leg, cdrRowOf(document, version)])),
    documents: Object.fromEntries(documents),
  };
};
