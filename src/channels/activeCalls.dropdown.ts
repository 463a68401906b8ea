import type { Party } from '../fields/parties.ts';
import type { Dash } from '../dash/client.ts';
import { fullName } from '../users/user.record.ts';
import { loadUsers } from '../users/users.api.ts';
import { choiceList, type Choice } from '../zapier/dropdown.ts';
import { formatDuration } from '../fields/durations.ts';
import { calledValues, callerValues, formatCaller } from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { loadActiveCalls } from './channels.api.ts';
import type { ActiveCall } from './channelGrouping.ts';

/** The name of a user by the id; null when unknown. */
type Names = (id: string | null) => string | null;

/** The names of all users: 1 request, because calls have only their ids. */
const loadNames = async (dash: Dash): Promise<Names> => {
  const users = await loadUsers(dash);
  return (id) => {
    const user = users.get(id);
    return user ? fullName(user) : null;
  };
};

/** The name of the caller, or else the number; null when both are unknown. */
const formatFrom = ({ number, name }: Party): string | null => {
  if (number === null) return name;
  const { from_number, from_name } = callerValues(number, name);
  return from_name ?? formatCaller({ from_number, from_name });
};

const formatTo = ({ number, name }: Party): string | null => {
  const { to_number, to_name } = calledValues(number, name);
  return to_name ?? (to_number && formatNumber(to_number));
};

/** `Ann Lee -> Jane Doe, 2:10`. An outgoing call shows the number called, every other call who talks or rings here. */
const choice = ({ call, callerId, seconds }: ActiveCall, nameOf: Names): Choice => {
  const from = formatFrom(call.from) ?? nameOf(callerId) ?? 'Unknown caller';
  const reached = call.direction === 'outbound' ? null : nameOf(call.ownerId);
  const to = reached ?? formatTo(call.to) ?? 'Unknown number';
  return { id: call.id, name: `${from} -> ${to}, ${formatDuration(seconds)}` };
};

/** The calls in progress, newest first: nobody looks for a call by the alphabet. */
export const listActiveCalls = choiceList({
  key: 'list_active_calls',
  noun: 'Call',
  label: 'Live Call List',
  load: async ({ dash }) => {
    const calls = await loadActiveCalls(dash);
    if (calls.length === 0) return [];
    const nameOf = await loadNames(dash);
    return calls.map((call) => choice(call, nameOf));
  },
});
