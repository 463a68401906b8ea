import { defineInputFields } from 'zapier-platform-core';
import { findPerson } from '../users/people.lookUp.ts';
import { availabilityChangeSample, statusChangeFields, statusChangeRecord } from './agentStatusChange.record.ts';
import { agentsFilter, INSTANT_LABELS, POLLING_LABELS } from './callCenterFields.ts';
import { loadAgentStatuses } from './qubicle/agentStatuses.api.ts';
import type { QubicleEvent, RecipientEvent } from './qubicle/event.ts';
import { findQubicleQueueName } from './qubicle/lists.lookUp.ts';
import { qubicleTrigger } from './qubicleTrigger.ts';
import { STATUS_LABELS } from './status.ts';
import { statusChangeKey, type StatusChange } from './statusChange.ts';

const { signed_out, away, ready } = STATUS_LABELS;

/** The statuses that the event reports. */
const CHOICES = { signed_out, away, ready };

/** A change, with the rest of its event. `queueId` is set only for a change in a single queue. */
type Availability = { change: StatusChange } & Pick<RecipientEvent, 'queueId' | 'queueName' | 'username'>;

const availabilityOf = (event: RecipientEvent): Availability => {
  const { recipientId: agentId, status, previous, at, queueId, queueName, username } = event;
  const change = { agentId, status, previous, at: at ?? Date.now(), pauseReason: null };
  return { change, queueId, queueName, username };
};

export const agentAvailabilityChanged = qubicleTrigger({
  key: 'agent_availability_changed',
  noun: 'Agent Status Change',
  label: INSTANT_LABELS.availability,
  description: 'Triggers when a call center agent signs in or out, or becomes ready or away.',
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText: `Instant, but not every phone system has it. For other statuses, such as On a Call, use ${POLLING_LABELS.statusChanged}.`,
    },
    agentsFilter,
    {
      key: 'statuses',
      label: 'Statuses',
      type: 'string',
      list: true,
      choices: CHOICES,
      helpText: 'The new status. An agent who signs in is away at first. Leave empty for any status.',
    },
  ]),
  hook: 'qubicle_recipient_status_change',
  pollingTrigger: POLLING_LABELS.statusChanged,
  select: (event: QubicleEvent) => (event.kind === 'recipient' ? event : null),
  matches: ({ recipientId, status }, input) => input.passes('agents', recipientId) && input.passes('statuses', status),
  load: availabilityOf,
  dedupeKey: ({ change, queueId }) => [statusChangeKey(change), ...(queueId === null ? [] : [queueId])].join('-'),
  record: async ({ change, queueId, queueName, username }, id, context) => {
    const [person, where] = await Promise.all([
      findPerson(context, change.agentId),
      queueId === null ? null : (queueName ?? findQubicleQueueName(context, queueId)),
    ]);
    const named = { ...person, user_name: person.user_name ?? username };
    return { ...statusChangeRecord(change, named, context.timeZone, where), id };
  },
  samples: async (input, context) => {
    const { reported } = await loadAgentStatuses(context);
    return [...reported.values()]
      .filter(({ status }) => Object.hasOwn(CHOICES, status))
      .filter(({ id, status }) => input.passes('agents', id) && input.passes('statuses', status))
      .map(({ id: agentId, status, lastActionAt }) => ({
        change: { agentId, status, previous: null, at: lastActionAt ?? Date.now(), pauseReason: null },
        queueId: null,
        queueName: null,
        username: null,
      }))
      .sort((a, b) => b.change.at - a.change.at);
  },
  outputFields: statusChangeFields,
  sample: availabilityChangeSample,
});
