import { randomBytes } from 'node:crypto';
import { ok } from './answers.ts';
import { publish } from './deliveries.ts';
import { withoutUndefined } from './json.ts';
import type { Handler } from './answers.ts';
import type { DashEvent } from './deliveries.ts';
import type { State } from './state.ts';

/** A call in a parking slot. */
export type ParkedCall = { callId: string; slot: number; callerNumber: string; callerName?: string };

const eventOf = (
  { company }: State,
  event_name: string,
  { callId, slot, callerNumber, callerName }: ParkedCall,
): DashEvent => ({
  hook: 'parking',
  payload: withoutUndefined({
    account_id: company.account.id,
    call_id: callId,
    caller_id_name: callerName,
    // The spelling of upstream's sample.
    caller_id_Number: callerNumber,
    callee_id_number: company.numbers[0]?.number,
    event_name,
    parking_slot: slot,
  }),
});

/** Parks a call in the first slot that is free; resolves when every webhook was told. */
export const parkCall = async (state: State, callerNumber: string, callerName?: string): Promise<ParkedCall> => {
  const { parked } = state.company;
  const taken = new Set(parked.map(({ slot }) => slot));
  let slot = 1;
  while (taken.has(slot)) slot++;
  const call: ParkedCall = {
    callId: `${randomBytes(8).toString('hex')}@10.126.0.9`,
    slot,
    callerNumber,
    ...(callerName === undefined ? {} : { callerName }),
  };
  parked.push(call);
  await publish(state, eventOf(state, 'PARK_PARKED', call));
  return call;
};

/** Takes a call out of its slot, because somebody picked it up or because its caller hung up; resolves when every webhook was told. */
export const unparkCall = async (
  state: State,
  call: ParkedCall,
  why: 'PARK_RETRIEVED' | 'PARK_ABANDONED',
): Promise<DashEvent> => {
  const { company } = state;
  company.parked = company.parked.filter(({ callId }) => callId !== call.callId);
  const event = eventOf(state, why, call);
  await publish(state, event);
  return event;
};

/** `GET /parked_calls`: an object, keyed by slot. */
export const listParkedCalls: Handler = (_call, { company }) =>
  ok({
    slots: Object.fromEntries(
      company.parked.map(({ slot, callId, callerNumber, callerName }) => [
        slot,
        withoutUndefined({ 'Call-ID': callId, 'CID-Number': callerNumber, 'CID-Name': callerName }),
      ]),
    ),
  });
