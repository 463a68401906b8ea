import { defineInputFields } from 'zapier-platform-core';
import { findPerson } from '../users/people.lookUp.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { statusChangeFields, statusChangeRecord, statusChangeSample } from './agentStatusChange.record.ts';
import { agentsFilter, INSTANT_LABELS, POLLING_LABELS } from './callCenterFields.ts';
import { callCenterLists } from './callCenterLists.ts';
import { withEngine } from './engine.lookUp.ts';
import { STATUS_LABELS } from './status.ts';
import { statusChangeKey } from './statusChange.ts';

/** Zapier accepts about 6 million characters; a record has fewer than 1,000. */
const MAX_CHANGES = 5000;

const { unknown: _unknown, ...STATUS_CHOICES } = STATUS_LABELS;

export const agentStatusChanged = pollingTrigger({
  key: 'agent_status_changed',
  noun: 'Agent Status Change',
  label: POLLING_LABELS.statusChanged,
  description: "Triggers when a call center agent's status changes.",
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText: `Checks every few minutes. ${INSTANT_LABELS.availability} is instant, but doesn't report calls, and not every phone system has it.`,
    },
    agentsFilter,
    {
      key: 'statuses',
      label: 'Statuses',
      type: 'string',
      list: true,
      choices: { ...STATUS_CHOICES },
      helpText: 'The new status. Leave empty for any status.',
    },
  ]),
  callCenterLists,
  limit: MAX_CHANGES,
  load: async (input, context, { now, limit }) => {
    const changes = await withEngine(context, (engine) => engine.listStatusChanges(context, now.getTime()));
    return changes
      .filter(({ agentId, status }) => input.passes('agents', agentId) && input.passes('statuses', status))
      .slice(0, limit);
  },
  dedupeKey: statusChangeKey,
  record: async (change, context) =>
    statusChangeRecord(change, await findPerson(context, change.agentId), context.timeZone),
  outputFields: statusChangeFields,
  sample: statusChangeSample,
});
