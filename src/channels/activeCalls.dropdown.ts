import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Party } from '../calls/leg.ts';
import type { Dash } from '../dash/client.ts';
import { fullName, parseUser } from '../users/user.ts';
import { connect, nullUnlessRetried } from '../zapier/context.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { formatDuration } from '../fields/times.ts';
import { called, caller, formatCaller } from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { listLiveCalls } from './channelList.ts';
import type { LiveCall } from './liveCall.ts';

/** The name of each user by the id; null for one that is not known. */
type Names = (id: string | null) => string | null;

/** Calls tell people by their ids alone: 1 request for all of them. A list without names beats none. */
const namesOf = async (dash: Dash): Promise<Names> => {
  const rows = await dash.list(['users'], { purpose: 'list the users' }).catch(nullUnlessRetried);
  const names = new Map((rows ?? []).map(parseUser).map((user) => [user.id, fullName(user)]));
  return (id) => names.get(id) ?? null;
};

/** A name, or the number where there is none; null where the phone system tells neither. */
const formatFrom = ({ number, name }: Party): string | null => {
  if (number === null) return name;
  const { from_number, from_name } = caller(number, name);
  return from_name ?? formatCaller({ from_number, from_name });
};

const formatTo = ({ number, name }: Party): string | null => {
  const { to_number, to_name } = called(number, name);
  return to_name ?? (to_number && formatNumber(to_number));
};

/** `Ann Lee -> Jane Doe, 2:10`. A call to the outside shows whom it is to, any other who talks or rings here. */
const choice = ({ call, callerId, seconds }: LiveCall, nameOf: Names): Choice => {
  const from = formatFrom(call.from) ?? nameOf(callerId) ?? 'Unknown caller';
  const reached = call.direction === 'outbound' ? null : nameOf(call.ownerId);
  const to = reached ?? formatTo(call.to) ?? 'Unknown number';
  return { id: call.id, name: `${from} -> ${to}, ${formatDuration(seconds)}` };
};

/** The calls in progress, newest first: nobody looks for a call by the alphabet. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const { dash } = connect(z, bundle);
  const calls = await listLiveCalls(dash);
  if (calls.length === 0) return [];
  const nameOf = await namesOf(dash);
  return calls.map((live) => choice(live, nameOf));
};

export const listActiveCalls = {
  key: 'list_active_calls',
  noun: 'Call',
  display: { label: 'Live Call List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
