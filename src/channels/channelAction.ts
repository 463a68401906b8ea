import { defineInputFields, type Bundle, type InputFields, type ZObject } from 'zapier-platform-core';
import { isQuickcall } from '../calls/leg.ts';
import type { Dash } from '../dash/client.ts';
import type { Answer } from '../dash/failures.ts';
import { recallPlacedCall } from '../calls/placedCalls.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { requiredText } from '../fields/inputs.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { listLiveCalls } from './channelList.ts';
import { hasLeg, type LiveCall } from './liveCall.ts';
import { liveCallFields, liveCallRecord, liveCallSample, type LiveCallRecord } from './liveCallRecord.ts';

/** What somebody filled in, as Dash wants it; `target` finds out, by its name, where the call is to go. */
export type Wish = {
  data: Readonly<Record<string, string>>;
  target: (z: ZObject, dash: Dash) => Promise<string | null>;
};

/** The facts of an action on a live call. */
export type ChannelActionFacts = {
  key: string;
  label: string;
  description: string;
  /** Dash's word for it. */
  action: 'transfer' | 'hangup' | 'intercept' | 'callflow' | 'break';
  /** Ours, as the record gives it back. */
  requestedAction: string;
  /** Completes "Could not …". */
  purpose: string;
  inputFields: InputFields;
  /** Throws what is missing before any request. */
  wish: (input: Record<string, unknown>) => Wish;
  /** The leg that Dash is told to act on, where somebody has chosen the call by the leg `chosen`. */
  leg: (live: LiveCall, chosen: string) => string;
  /** Completes "Asked to …"; the name of a phone may be unknown. */
  spoken: (target: string) => string;
  sampleTarget: string | null;
  /** Where this action knows better what a status means. */
  sentences?: Readonly<Record<number, string>>;
  /** For what must not be asked for twice: what to do when nobody knows whether Dash took it. */
  unclear?: string;
};

const CALL = 'Call';
const ENDED = 'This call has already ended. Choose a call in progress.';
const NOT_YET = "VirtualPBX can't act on this call yet. Run the step again in a few seconds, or choose another call.";

/**
 * No switch answers for a leg that is over, so that KAZOO runs into a timeout (`cb_channels:read`); every other 503 is an
 * outage.
 */
const means = ({ status, envelope }: Answer): string | undefined =>
  status === 503 && envelope?.message === 'datastore timeout' ? ENDED : undefined;

const [call] = defineInputFields([
  {
    key: 'call',
    label: CALL,
    type: 'string',
    required: true,
    dynamic: 'list_active_calls.id.name',
    search: 'find_active_call.id',
    helpText: 'A call that goes on: of an earlier step, as Call Started or Find Active Call, or one from the list.',
  },
]);

const actionFields = [
  ...liveCallFields,
  field('requested_action', 'string', 'Requested Action'),
  field('requested_target', 'string', 'Requested Target'),
] as const;

type ActionRecord = RecordOf<typeof actionFields>;

type Asked = Pick<ChannelActionFacts, 'requestedAction' | 'spoken'>;

const recordOf = (live: LiveCallRecord, { requestedAction, spoken }: Asked, target: string | null): ActionRecord => ({
  ...live,
  summary: `Asked to ${spoken(target ?? 'another phone')}: ${live.summary}`,
  requested_action: requestedAction,
  requested_target: target,
});

/** The call in progress of which a leg has one of these ids. */
const findLive = async (dash: Dash, ids: readonly string[]): Promise<LiveCall | undefined> =>
  (await listLiveCalls(dash)).find((live) => ids.some((id) => hasLeg(live, id)));

/** All ids under which a call may be in progress: one that was placed has the id of whichever phone is picked up. */
const idsOf = async (z: ZObject, id: string): Promise<string[]> => {
  const placed = isQuickcall({ callId: id }) ? await recallPlacedCall(z, id) : null;
  return [id, ...(placed?.legIds ?? [])];
};

/**
 * The call in progress. One that is not listed has ended, or is so new that Dash doesn't know yet whose it is: a carrier's
 * leg has no account before it is routed.
 */
const liveCallWith = async (z: ZObject, dash: Dash, id: string): Promise<LiveCall> => {
  const ids = await idsOf(z, id);
  const live = await findLive(dash, ids);
  if (live) return live;
  const isThere = (await dash.find(['channels', id], { purpose: 'find the call', means })) !== null;
  const newer = isThere ? await findLive(dash, ids) : undefined;
  if (!newer) throw haltedError(NOT_YET);
  return newer;
};

/**
 * An action on a live call. Dash hands the wish on to the switch and says yes at once, so that the record is the call
 * as it was when it was asked for.
 */
export const channelAction = (facts: ChannelActionFacts) => {
  const { key, label, description, action, purpose, inputFields, sentences, unclear } = facts;

  const ask = {
    purpose,
    sentences: {
      404: NOT_YET,
      ...sentences,
    },
    means,
    unclear,
  };

  const perform = async (z: ZObject, bundle: Bundle): Promise<ActionRecord> => {
    const id = requiredText(CALL, bundle.inputData.call);
    const wish = facts.wish(bundle.inputData);
    const connection = connect(z, bundle);
    const { dash } = connection;
    const live = await liveCallWith(z, dash, id);
    const target = await wish.target(z, dash);
    const record = recordOf(await liveCallRecord(live, { z, ...connection }), facts, target);
    // Last, so that nothing which goes wrong on the way makes Zapier ask twice.
    await dash.post(['channels', facts.leg(live, id)], { action, ...wish.data }, ask);
    return record;
  };

  return {
    key,
    noun: 'Call',
    display: { label, description },
    operation: {
      inputFields: [call, ...inputFields],
      perform,
      outputFields: [...actionFields],
      sample: recordOf(liveCallSample, facts, facts.sampleTarget),
    },
  };
};
