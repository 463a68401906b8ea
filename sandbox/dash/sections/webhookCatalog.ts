import { gregorian } from '../company/gregorian.ts';
import { notification } from '../events/deliveries.ts';
import { notificationSamples } from '../events/notificationSamples.ts';
import { qubicleHooks } from '../events/qubicleHooks.ts';
import { ok } from '../http/endpoint.ts';
import { matchesFilters } from '../http/filters.ts';
import { refuse } from '../http/refusal.ts';
import type { Handler, Routes } from '../http/endpoint.ts';
import type { State } from '../state.ts';

/** The hooks that every phone system has, with their names. */
const hookNames: Readonly<Record<string, string>> = {
  channel_answer: 'Channel Answer',
  channel_bridge: 'Channel Bridge',
  channel_create: 'Channel Create',
  channel_destroy: 'Channel Destroy',
  mms: 'MMS',
  notifications: 'Notifications Webhook',
  object: 'Object',
  parking: 'Call Parking',
  sms: 'SMS',
};

/** Names that differ from the type's own words. */
const friendlyNames: Partial<Record<string, string>> = {
  all: 'All Notifications',
  deregister: 'Device De-Registration',
  inbound_fax_error: 'Fax Reception Error',
  outbound_fax: 'Successful Fax Transmission',
  outbound_fax_error: 'Fax Transmission Error',
  register: 'Device Registration',
  voicemail_full: 'Voicemail Box Full',
  voicemail_new: 'New Voicemail Message',
};

/** Types for operators of the phone system only. */
const hidden = ['system_alert', 'webhook_disabled'];

export const notificationTypes: readonly string[] = ['all', ...Object.keys(notificationSamples)].sort();
export const objectTypes: readonly string[] = [
  'account',
  'call_recording',
  'callflow',
  'device',
  'fax',
  'faxbox',
  'mailbox_message',
  'media',
  'user',
  'vmbox',
];
export const objectActions: readonly string[] = ['doc_created', 'doc_edited', 'doc_deleted'];

/** Turns `port_scheduled` into "Port Scheduled". */
const inWords = (type: string): string =>
  type
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** The hooks of this phone system with their names. */
export const hookNamesOf = ({ settings }: State): Readonly<Record<string, string>> => ({
  ...hookNames,
  ...(settings.qubicleHooks && Object.fromEntries(qubicleHooks.map((hook) => [hook, inWords(hook)]))),
});

const describe = (type: string) => {
  const friendly_name = friendlyNames[type] ?? inWords(type);
  return [type, { friendly_name, description: `Fires for: ${friendly_name}` }] as const;
};

const modifiers: Partial<Record<string, object>> = {
  notifications: {
    type: {
      type: 'object',
      items: Object.fromEntries(notificationTypes.filter((type) => !hidden.includes(type)).map(describe)),
    },
  },
  object: { type: { type: 'array', items: objectTypes }, action: { type: 'array', items: objectActions } },
};

/** `GET /v2/webhooks` */
const listHooks: Handler = (_request, state) =>
  ok(
    Object.entries(hookNamesOf(state)).map(([id, name]) => ({
      id,
      name,
      description: `Receive notifications of: ${name}`,
      ...(modifiers[id] && { modifiers: modifiers[id] }),
    })),
  );

const channel = ({ company }: State, hook_event: string) => ({
  account_id: company.account.id,
  call_direction: 'inbound',
  call_id: '3a7be09c51d24f6e@10.126.0.9',
  caller_id_name: 'Ann Lee',
  caller_id_number: '+14154886134',
  custom_channel_vars: {},
  hook_event,
  // Upstream's samples have text here, its deliveries numbers.
  timestamp: String(gregorian(new Date())),
});

/** By the name of the collection. */
const samples: Readonly<Record<string, (state: State) => object[]>> = {
  webhooks_channel_answer: (state) => [channel(state, 'channel_answer')],
  webhooks_channel_bridge: (state) => [channel(state, 'channel_bridge')],
  webhooks_channel_create: (state) => [channel(state, 'channel_create')],
  webhooks_channel_destroy: (state) => [{ ...channel(state, 'channel_destroy'), hangup_cause: 'NORMAL_CLEARING' }],
  webhooks_notifications: ({ company }) =>
    Object.entries(notificationSamples).map(
      ([type, sample]) => notification(company, type, sample(gregorian(new Date()))).payload,
    ),
  webhooks_object: ({ company }) => [
    { id: 'd'.repeat(32), account_id: company.account.id, action: 'doc_created', type: 'user' },
  ],
  webhooks_parking: ({ company }) => [
    {
      account_id: company.account.id,
      call_id: '3a7be09c51d24f6e@10.126.0.9',
      caller_id_name: 'Ann Lee',
      // Upstream's sample has this spelling.
      caller_id_Number: '+14154886134',
      event_name: 'PARK_PARKED',
      parking_slot: 1,
    },
  ],
};

/** `GET /v2/webhooks/samples` */
const listSamples: Handler = () => ok(Object.keys(samples));

/** `GET /v2/webhooks/samples/{id}` */
const getSamples: Handler = ({ params, query }, state) => {
  const collection = samples[params.collection ?? ''];
  if (!collection) throw refuse(404, 'bad_identifier', [params.collection]);
  return ok(collection(state).filter((sample) => matchesFilters(sample, query)));
};

export const webhookCatalogRoutes: Routes = {
  'GET /webhooks': listHooks,
  'GET /webhooks/samples': listSamples,
  'GET /webhooks/samples/:collection': getSamples,
};
