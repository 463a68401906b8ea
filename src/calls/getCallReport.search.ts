import { defineInputFields } from 'zapier-platform-core';
import { sinceField, untilField, withSearchTimeout } from '../fields/searchWindow.ts';
import { loadUsers } from '../users/users.api.ts';
import { search } from '../zapier/operation.ts';
import { callFilterFields, checkNumbers, NO_CALL_FILTERS, parseCallFilters, passesCallFilters } from './callFilters.ts';
import { callReport, type CallReport } from './callReport.ts';
import { callReportFields, callReportRecord, callReportSample, groupings, type Group } from './callReport.record.ts';
import { callsEndedIn, SETTLING_MS } from './finishedCalls.ts';

const inputFields = defineInputFields([
  {
    ...sinceField,
    helpText:
      "Leave empty for the last 24 hours. Up to 31 days back. For yesterday, use yesterday's date here and today's date in Until.",
  },
  untilField,
  callFilterFields.users,
  callFilterFields.numbers,
  {
    key: 'group_by',
    label: 'Group By',
    type: 'string',
    choices: { none: 'None', user: 'User', number: 'Company Number', day: 'Day' },
    default: 'none',
    helpText: 'Adds a row for each user, company number, or day. Leave empty for one row with all calls.',
  },
]);

/** The report without grouping: the total as the only line item, even without calls. */
const withOneRow = ({ total }: CallReport<Group>): CallReport<Group> => ({
  total,
  rows: [{ group: groupings.none(), figures: total }],
});

export const getCallReport = search({
  key: 'get_call_report',
  noun: 'Call Report',
  label: 'Get Call Report',
  description: 'Gets the number of calls, how many were answered or missed, and the talk time.',
  inputFields,
  perform: async (input, context) => {
    const { dash, timeZone } = context;
    checkNumbers(input);
    const grouping = input.text('group_by') === null ? 'none' : input.choice('group_by');
    // A report begins where the previous one ended, so neither misses a call that was still being written.
    const now = new Date(Date.now() - SETTLING_MS);
    const period = input.searchPeriod('since', 'until', now, timeZone);
    const { users, numbers } = parseCallFilters(input);
    const filters = { ...NO_CALL_FILTERS, users, numbers };
    const calls = await withSearchTimeout(callsEndedIn(context, period));
    const report = callReport<Group>(calls, {
      isCounted: (call) => passesCallFilters(call, filters),
      groupOf: (call) => groupings[grouping](call, timeZone),
      keyOf: (group) => JSON.stringify(group),
    });
    const isNaming = report.rows.some(({ group }) => group.user_id !== null);
    return [
      callReportRecord(grouping === 'none' ? withOneRow(report) : report, {
        period,
        users: isNaming ? await loadUsers(dash) : new Map(),
        timeZone,
      }),
    ];
  },
  outputFields: callReportFields,
  sample: callReportSample,
});
