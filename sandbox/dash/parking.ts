import { randomBytes } from 'node:crypto';
import { ok } from './answers.ts';
import { publish } from './deliveries.ts';
import { gregorian } from './gregorian.ts';
import { withoutUndefined } from './json.ts';
import type { Handler } from './answers.ts';
import type { Company } from './company.ts';
import type { DashEvent } from './deliveries.ts';
import type { State } from './state.ts';

/** A call in a parking slot. */
export type ParkedCall = { callId: string; slot: string; callerNumber: string; callerName?: string; since: number };

type Party = { number: string; name?: string };

/** The call that an event is about: the parked one, or the one that picks it up. */
type Told = { call_id: string; caller: Party; callee?: Party };

/** As KAZOO publishes it: without a time, the slot as text. */
const eventOf = (
  { company }: State,
  event_name: string,
  slot: string,
  { call_id, caller, callee }: Told,
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

/** The colleague who parks calls and picks them up. */
const colleague = ({ company }: State): Party | undefined => company.users[0]?.caller_id.internal;

const parkedOne = (state: State, { callId, callerNumber, callerName }: ParkedCall): Told => ({
  call_id: callId,
  caller: { number: callerNumber, ...(callerName === undefined ? {} : { name: callerName }) },
  ...(colleague(state) ? { callee: colleague(state) } : {}),
});

/** Parks a call in the first slot that is free; resolves when every webhook was told. */
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
  await publish(state, eventOf(state, 'PARK_PARKED', call.slot, parkedOne(state, call)));
  return call;
};

/** Whose report of a pick-up comes first: two processes of KAZOO send them, each when it sees the calls connected. */
export type FirstReport = 'retriever' | 'parked' | 'both';

/**
 * Takes a call out of its slot: somebody picked it up, which is reported for both calls, or it left in some other way.
 * Resolves, with the event about the parked call, when every webhook was told.
 */
export const unparkCall = async (
  state: State,
  call: ParkedCall,
  why: 'PARK_RETRIEVED' | 'PARK_ABANDONED',
  first: FirstReport = 'retriever',
): Promise<DashEvent> => {
  const { company } = state;
  const event = eventOf(state, why, call.slot, parkedOne(state, call));
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

/** The channel of a caller who is parked, or was picked up; undefined where there is none. */
export const parkedChannel = ({ account, parked, pickedUp }: Company, callId: string | undefined) => {
  const call = [...parked, ...pickedUp].find((one) => one.callId === callId);
  return (
    call && {
      account_billing: 'flat_rate',
      answered: true,
      authorizing_type: 'resource',
      call_direction: 'inbound',
      call_id: call.callId,
      custom_application_vars: {},
      custom_channel_vars: { account_id: account.id, authorizing_type: 'resource' },
      destination: account.caller_id.external.number,
      elapsed_seconds: Math.round((Date.now() - call.since) / 1000),
      is_loopback: false,
      is_on_hold: false,
      timestamp: gregorian(new Date(call.since)),
    }
  );
};

/** `GET /parked_calls`: an object, keyed by slot. */
export const listParkedCalls: Handler = (_call, { company }) => {
  const { realm } = company.account;
  const userOf = (slot: string): string => `*3${slot}`;
  return ok({
    slots: Object.fromEntries(
      company.parked.map(({ slot, callId, callerNumber, callerName }) => [
        slot,
        withoutUndefined({
          call_id: callId,
          attended: false,
          slot_call_id: Buffer.from(callId).toString('hex').slice(0, 32),
          parker_call_id: callId,
          presence_user: userOf(slot),
          presence_realm: realm,
          presence_id: `${userOf(slot)}@${realm}`,
          node: 'freeswitch@sandbox.invalid',
          cid_number: callerNumber,
          cid_name: callerName ?? callerNumber,
          cid_uri: `${callerNumber}@198.51.100.7`,
          presence_type: 'early',
        }),
      ]),
    ),
  });
};
