import { flag, object, parse, text, type Parsed, type Parser } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personDetailFields } from '../fields/person.ts';
import { parseNumber, formatNumber } from '../fields/phoneNumbers.ts';
import { parseUser, personDetailsOf, userSample } from './user.record.ts';

/** A boolean with its default in Dash's schema (KAZOO 4.3, `users.json`). */
const flagWithDefault =
  (defaultValue: boolean): Parser<boolean> =>
  (value) =>
    flag(value) ?? defaultValue;

/**
 * How a user's calls are handled. `substitute`: only the forwarding number rings, not the phones. `failover`: the number
 * rings while no phone is connected, even when forwarding is off. `direct_calls_only`: calls to a group are not forwarded.
 */
const handlingSchema = {
  do_not_disturb: object({ enabled: flagWithDefault(false) }),
  call_forward: object({
    enabled: flagWithDefault(false),
    number: text,
    failover: flagWithDefault(false),
    substitute: flagWithDefault(true),
    require_keypress: flagWithDefault(true),
    keep_caller_id: flagWithDefault(true),
    direct_calls_only: flagWithDefault(false),
  }),
  vm_to_email_enabled: flagWithDefault(true),
};

export type CallHandling = Parsed<typeof handlingSchema>;

export const parseCallHandling = (value: unknown): CallHandling => parse(handlingSchema, value);

export const callHandlingFields = [
  field('id', 'string', 'User ID'),
  field('summary', 'string', 'Summary'),
  ...personDetailFields,
  field('do_not_disturb', 'boolean', 'Do Not Disturb'),
  field('call_forwarding', 'boolean', 'Call Forwarding'),
  field('forward_number', 'string', 'Forwarding Number'),
  field('forward_when_offline', 'boolean', 'Forward When Offline'),
  field('ring_forward_number_only', 'boolean', 'Ring Forwarding Number Only'),
  field('require_keypress', 'boolean', 'Press 1 to Accept'),
  field('keep_caller_number', 'boolean', "Show Caller's Number"),
  field('direct_calls_only', 'boolean', 'Direct Calls Only'),
  field('voicemail_to_email', 'boolean', 'Voicemail to Email'),
] as const;

export type CallHandlingRecord = RecordOf<typeof callHandlingFields>;

const formatForwarding = ({ enabled, failover, number }: CallHandling['call_forward']): string => {
  if (!enabled && !failover) return 'calls are not forwarded';
  if (number === null) return 'call forwarding has no number';
  return `calls are forwarded to ${formatNumber(number)}${enabled ? '' : ' while no phone is online'}`;
};

/** `Jane Doe: do not disturb is off, calls are not forwarded, and voicemails are emailed.` */
const summaryOf = (
  name: string | null,
  { do_not_disturb, call_forward, vm_to_email_enabled }: CallHandling,
): string => {
  const parts = [
    `do not disturb is ${do_not_disturb.enabled ? 'on' : 'off'}`,
    formatForwarding(call_forward),
    `and voicemails are ${vm_to_email_enabled ? '' : 'not '}emailed`,
  ];
  return `${name ?? 'User without a name'}: ${parts.join(', ')}.`;
};

/** The record made of a user's document. */
export const callHandlingRecord = (id: string, document: unknown): CallHandlingRecord => {
  const person = personDetailsOf(parseUser(document));
  const handling = parseCallHandling(document);
  const { do_not_disturb, call_forward, vm_to_email_enabled } = handling;
  return {
    id,
    summary: summaryOf(person.user_name, handling),
    ...person,
    do_not_disturb: do_not_disturb.enabled,
    call_forwarding: call_forward.enabled,
    forward_number: parseNumber(call_forward.number).number,
    forward_when_offline: call_forward.failover,
    ring_forward_number_only: call_forward.substitute,
    require_keypress: call_forward.require_keypress,
    keep_caller_number: call_forward.keep_caller_id,
    direct_calls_only: call_forward.direct_calls_only,
    voicemail_to_email: vm_to_email_enabled,
  };
};

export const callHandlingSample: CallHandlingRecord = {
  ...userSample,
  summary: 'Jane Doe: do not disturb is off, calls are forwarded to 415-555-0177, and voicemails are emailed.',
  do_not_disturb: false,
  call_forwarding: true,
  forward_number: '+14155550177',
  forward_when_offline: false,
  ring_forward_number_only: true,
  require_keypress: true,
  keep_caller_number: true,
  direct_calls_only: false,
  voicemail_to_email: true,
};
