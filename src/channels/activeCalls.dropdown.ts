import type { Party } from '../fields/parties.ts';
import { loadUserNames, type UserNames } from '../users/users.api.ts';
import { choiceList, type Choice } from '../zapier/dropdown.ts';
import { durationInWords } from '../fields/durations.ts';
import { calledValues, callerValues, formatCaller } from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { loadActiveCalls } from './channels.api.ts';
import type { ActiveCall } from './channelGrouping.ts';

/** The name of the caller, or else the number; null if both are unknown. */
const formatFrom = ({ number, name }: Party): string | null => {
  if (number === null) return name;
  const { from_number, from_name } = callerValues(number, name);
  return from_name ?? formatCaller({ from_number, from_name });
};

const formatTo = ({ number, name }: Party): string | null => {
  const { to_number, to_name } = calledValues(number, name);
  return to_name ?? (to_number && formatNumber(to_number));
};

/**
 * `Ann Lee to Jane Doe, 2 min 10 sec`. An outgoing call shows the number called; any other call shows the user who is talking
 * or whose phone is ringing.
 */
const choice = ({ call, callerId, seconds }: ActiveCall, nameOf: UserNames): Choice => {
  const from = formatFrom(call.from) ?? nameOf(callerId) ?? 'Unknown caller';
  const reached = call.direction === 'outbound' ? null : nameOf(call.ownerId);
  const to = reached ?? formatTo(call.to) ?? 'unknown number';
  return { id: call.id, name: `${from} to ${to}, ${durationInWords(seconds)}` };
};

/** The calls in progress, newest first, since nobody looks for a call alphabetically. */
export const listActiveCalls = choiceList({
  key: 'list_active_calls',
  noun: 'Call',
  label: 'Active Call List',
  load: async ({ dash }) => {
    const calls = await loadActiveCalls(dash);
    if (calls.length === 0) return [];
    const nameOf = await loadUserNames(dash);
    return calls.map((call) => choice(call, nameOf));
  },
});
