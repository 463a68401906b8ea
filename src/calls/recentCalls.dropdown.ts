import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { caller, called } from '../fields/parties.ts';
import { searchStart } from '../fields/searchWindow.ts';
import { finishedCalls, takeCalls } from './callRecords.ts';
import { summaryOf } from './summary.ts';

const MOST_CHOICES = 50;

/** The newest calls of the last 24 hours, newest first: nobody looks for a call by the alphabet. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const context = { ...connect(z, bundle), z };
  const { timeZone } = context;
  const now = new Date();
  const calls = await takeCalls(
    finishedCalls(context, searchStart(undefined, now, timeZone), now),
    () => true,
    MOST_CHOICES,
  );
  return calls.map((call) => {
    const names = { ...caller(call.from.number, call.from.name), ...called(call.to.number, call.to.name) };
    return { id: call.id, name: summaryOf(call, { ...names, user_name: null, timeZone }) };
  });
};

export const listRecentCalls = {
  key: 'list_recent_calls',
  noun: 'Call',
  display: { label: 'Call List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
