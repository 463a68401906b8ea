import { choiceList } from '../zapier/dropdown.ts';
import { callerValues, calledValues } from '../fields/parties.ts';
import { searchStart } from '../fields/searchWindow.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { callSummary } from './callSummary.ts';

const MAX_CHOICES = 50;

/** The calls of the last 24 hours, newest first: no one looks for a call alphabetically. */
export const listRecentCalls = choiceList({
  key: 'list_recent_calls',
  noun: 'Call',
  load: async (context) => {
    const { timeZone } = context;
    const now = new Date();
    const recent = finishedCalls(context, searchStart(undefined, now, timeZone), now);
    const calls = await takeCalls(recent, (call) => call, MAX_CHOICES);
    return calls.map((call) => {
      const names = {
        ...callerValues(call.from.number, call.from.name),
        ...calledValues(call.to.number, call.to.name),
      };
      return { id: call.id, name: callSummary(call, { ...names, user_name: null, timeZone }) };
    });
  },
});
