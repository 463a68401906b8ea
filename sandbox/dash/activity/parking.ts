import { randomBytes } from 'node:crypto';
import { withoutUndefined } from '../../shared/json.ts';
import { publish } from '../events/deliveries.ts';
import type { ParkedCall } from '../company/model.ts';
import type { DashEvent } from '../events/deliveries.ts';
import type { State } from '../state.ts';

type Party = { number: string; name?: string };

/** The call of an event: the parked one, or the one that retrieves it. */
type EventSubject = { call_id: string; caller: Party; callee?: Party };

/** KAZOO's event has no time, and the slot as text. */
const eventOf = (
  { company }: State,
  event_name: string,
  slot: string,
  { call_id, caller, callee }: EventSubject,
): DashEvent => ({
  hook: 'parking',
  payload: withoutUndefined({
    parking_slot: slot,
    caller_id_number: caller.number,
    caller_id_name: caller.name,
    callee_id_number: callee?.number,
    callee_id_name: callee?.name,
    call_id,
    event_name,
    account_id: company.account.id,
  }),
});

/** The colleague who parks and retrieves calls. */
const colleague = ({ company }: State): Party | undefined => company.users[0]?.caller_id.internal;

const parkedParty = (state: State, { callId, callerNumber, callerName }: ParkedCall): EventSubject => ({
  call_id: callId,
  caller: { number: callerNumber, ...(callerName === undefined ? {} : { name: callerName }) },
  ...(colleague(state) ? { callee: colleague(state) } : {}),
});

/** Parks a call in the first free slot. Resolves when all webhooks have been called. */
export const parkCall = async (state: State, callerNumber: string, callerName?: string): Promise<ParkedCall> => {
  const { parked } = state.company;
  const taken = new Set(parked.map(({ slot }) => slot));
  let slot = 1;
  while (taken.has(String(slot))) slot++;
  const call: ParkedCall = {
    callId: `${randomBytes(8).toString('hex')}@10.126.0.9`,
    slot: String(slot),
    callerNumber,
    ...(callerName === undefined ? {} : { callerName }),
    since: Date.now(),
  };
  parked.push(call);
  await publish(state, eventOf(state, 'PARK_PARKED', call.slot, parkedParty(state, call)));
  return call;
};

/** Two processes of KAZOO report a retrieval, in any order: the retriever's and the parked call's. */
export type FirstReport = 'retriever' | 'parked' | 'both';

/**
 * Removes a call from its slot: a retrieval, which is reported for both calls, or an abandoned call. Resolves with the
 * event of the parked call when all webhooks have been called.
 */
export const unparkCall = async (
  state: State,
  call: ParkedCall,
  why: 'PARK_RETRIEVED' | 'PARK_ABANDONED',
  first: FirstReport = 'retriever',
): Promise<DashEvent> => {
  const { company } = state;
  const event = eventOf(state, why, call.slot, parkedParty(state, call));
  company.parked = company.parked.filter(({ callId }) => callId !== call.callId);
  if (why === 'PARK_RETRIEVED') company.pickedUp.push(call);
  const caller = colleague(state);
  if (why === 'PARK_ABANDONED' || !caller) {
    await publish(state, event);
    return event;
  }
  const ofRetriever = eventOf(state, why, call.slot, { call_id: randomBytes(8).toString('hex'), caller });
  const reports = first === 'parked' ? [event, ofRetriever] : [ofRetriever, event];
  if (first === 'both') await Promise.all(reports.map((one) => publish(state, one)));
  else for (const one of reports) await publish(state, one);
  return event;
};
