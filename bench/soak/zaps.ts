import { triggeringCall } from '../../sandbox/dash/cases/manyCalls.ts';
import type { ExpectedCall } from '../../sandbox/dash/cases/expectedCalls.ts';
import { billingQueueId, directNumber } from '../../sandbox/dash/company/office.ts';
import type { Happened } from './happened.ts';

export type Row = Readonly<Record<string, unknown>>;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A Zap that is on: its trigger, and what it must return. */
export type SoakZap = {
  trigger: string;
  input: Row;
  /** The key of the record for something that happened; null if the Zap must not run. */
  wants: (what: Happened) => string | null;
  keyOf: (record: Row) => string;
};

/** What happened, by its kind. */
type Of<K extends Happened['kind']> = Extract<Happened, { kind: K }>;

/** Makes Zaps with one trigger. `fields` are those of the record that `keyOf` of what happened consists of. */
const zapsOf =
  <K extends Happened['kind']>(trigger: string, kind: K, fields: string[], keyOf: (what: Of<K>) => string | null) =>
  (input: Row = {}, passes: (what: Of<K>) => boolean = () => true): SoakZap => ({
    trigger,
    input,
    wants: (what) => {
      const own = what.kind === kind ? (what as Of<K>) : null;
      return own && passes(own) ? keyOf(own) : null;
    },
    keyOf: (record) => fields.map((field) => textOf(record[field])).join(' '),
  });

const callZap = (trigger: string, input: Row = {}, passes: (call: ExpectedCall) => boolean = () => true): SoakZap => {
  const keyOf = ({ call }: Of<'call'>): string | null => {
    const seen = triggeringCall[trigger]?.(call, '4.3') ?? null;
    return seen && `${seen.id} ${seen.direction} ${seen.outcome}`;
  };
  return zapsOf(trigger, 'call', ['id', 'direction', 'outcome'], keyOf)(input, ({ call }) => passes(call));
};

const isInbound = ({ direction }: ExpectedCall): boolean => direction === 'inbound';
const isOutbound = ({ direction }: ExpectedCall): boolean => direction === 'outbound';

const calls: readonly SoakZap[] = [
  callZap('call_started'),
  callZap('call_started', { direction: 'inbound' }, isInbound),
  callZap('call_started', { direction: 'outbound' }, isOutbound),
  callZap('call_answered'),
  callZap('call_answered', { direction: 'inbound' }, isInbound),
  callZap('call_ended'),
  callZap('call_ended', { direction: 'inbound' }, isInbound),
  callZap('call_ended', { outcomes: ['answered'] }, ({ outcome }) => outcome === 'answered'),
  callZap('missed_call'),
  callZap('missed_call', { exclude_numbers: [directNumber] }, ({ to }) => to !== directNumber),
];

const newVoicemail = zapsOf('new_voicemail', 'voicemail', ['id'], ({ id }) => id);
const voicemailEvent = zapsOf('dash_event', 'voicemail', ['voicemail_id'], ({ id }) => id);
const boxFull = zapsOf('voicemail_box_full', 'full mailbox', ['mailbox_number'], ({ mailbox }) => mailbox);

const voicemails: readonly SoakZap[] = [
  newVoicemail(),
  newVoicemail({ mailboxes: ['Front Desk'] }, ({ mailbox }) => mailbox === '1000'),
  newVoicemail({ minimum_seconds: 10 }, ({ seconds }) => seconds >= 10),
  newVoicemail({ only_with_transcription: true }, ({ isTranscribed }) => isTranscribed),
  voicemailEvent({ event: 'notifications/voicemail_new' }),
  boxFull(),
];

const deviceZap = (trigger: string, isOnline: boolean) => {
  const keyOf = ({ id, at }: Of<'device'>) => `${id} ${at}`;
  const zap = zapsOf(trigger, 'device', ['device_id', 'changed_at'], keyOf);
  return (input: Row = {}, passes: (what: Of<'device'>) => boolean = () => true) =>
    zap(input, (what) => what.isOnline === isOnline && passes(what));
};
const deviceOnline = deviceZap('device_online', true);
const deviceOffline = deviceZap('device_offline', false);

const frontDeskPhone = { devices: ['Front desk phone'] };
const isFrontDeskPhone = ({ id }: Of<'device'>): boolean => id.endsWith('10011');

const devices: readonly SoakZap[] = [
  deviceOnline(),
  deviceOnline(frontDeskPhone, isFrontDeskPhone),
  deviceOffline(),
  deviceOffline(frontDeskPhone, isFrontDeskPhone),
];

const joined = zapsOf(
  'queue_caller_joined',
  'joined',
  ['from_name', 'queue_id'],
  ({ caller, queueId }) => `${caller} ${queueId}`,
);
const left = zapsOf(
  'queue_caller_left',
  'left',
  ['from_name', 'queue_id', 'reason'],
  ({ caller, queueId, reason }) => `${caller} ${queueId} ${reason}`,
);
const agent = zapsOf(
  'agent_availability_changed',
  'agent',
  ['user_id', 'status', 'changed_at'],
  ({ id, status, at }) => `${id} ${status} ${at}`,
);

const queues: readonly SoakZap[] = [
  joined(),
  left(),
  left({ queues: ['Billing'] }, ({ queueId }) => queueId === billingQueueId),
  left({ reasons: ['abandoned', 'timed_out'] }, ({ reason }) => reason !== 'answered'),
  agent(),
];

/** The Zaps of an office: 25. */
export const soakZaps: readonly SoakZap[] = [...calls, ...voicemails, ...devices, ...queues];
