import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { documentChange, confirmedDocument } from '../fields/documentChange.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import {
  callHandlingFields,
  callHandlingRecord,
  callHandlingSample,
  parseCallHandling,
} from './callHandling.record.ts';

const NO_NUMBER = 'This user has no saved number to forward calls to. Fill in Forwarding Number.';

const inputFields = defineInputFields([
  {
    key: 'user',
    label: 'User',
    type: 'string',
    required: true,
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'Choose a user, or map a name, email, or extension. Fields you leave empty below stay the same.',
  },
  {
    key: 'do_not_disturb',
    label: 'Do Not Disturb',
    type: 'boolean',
    helpText: "Turn on to keep all of the user's phones from ringing.",
  },
  {
    key: 'voicemail_to_email',
    label: 'Voicemail to Email',
    type: 'boolean',
    helpText: 'Turn on to email new voicemails to the user.',
  },
  {
    key: 'call_forwarding',
    group: 'forwarding',
    label: 'Call Forwarding',
    type: 'boolean',
    helpText: 'Turn on to forward calls to the number below.',
  },
  {
    key: 'forward_number',
    group: 'forwarding',
    label: 'Forwarding Number',
    type: 'string',
    placeholder: '+1 415 555 0100',
    helpText: 'A phone number or extension. Leave empty to use the saved number.',
  },
  {
    key: 'forward_when_offline',
    group: 'forwarding',
    label: 'Forward When Offline',
    type: 'boolean',
    helpText: "Turn on to forward calls while all of the user's phones are offline, even if call forwarding is off.",
  },
  {
    key: 'ring_forward_number_only',
    group: 'forwarding',
    label: 'Ring Forwarding Number Only',
    type: 'boolean',
    helpText: "Turn on to ring only that number. Turn off to ring the user's phones as well.",
  },
  {
    key: 'require_keypress',
    group: 'forwarding',
    label: 'Press 1 to Accept',
    type: 'boolean',
    helpText: "Turn on to require pressing 1 to answer, so a cell phone's voicemail can't take the call.",
  },
  {
    key: 'keep_caller_number',
    group: 'forwarding',
    label: "Show Caller's Number",
    type: 'boolean',
    helpText: "Turn on to show the caller's number on the forwarded call. Turn off to show the user's number instead.",
  },
  {
    key: 'direct_calls_only',
    group: 'forwarding',
    label: 'Direct Calls Only',
    type: 'boolean',
    helpText: 'Turn on to forward only calls made directly to this user, not group calls.',
  },
]);

/** The labels of fields by Dash's names, for its validation errors. */
const LABELS = { 'call_forward.number': 'Forwarding Number' };

const requestedChange = (input: InputReader<typeof inputFields>) => ({
  do_not_disturb: { enabled: input.flag('do_not_disturb') },
  call_forward: {
    enabled: input.flag('call_forwarding'),
    number: input.phoneNumber('forward_number'),
    failover: input.flag('forward_when_offline'),
    substitute: input.flag('ring_forward_number_only'),
    require_keypress: input.flag('require_keypress'),
    keep_caller_id: input.flag('keep_caller_number'),
    direct_calls_only: input.flag('direct_calls_only'),
  },
  vm_to_email_enabled: input.flag('voicemail_to_email'),
});

const hasStoredNumber = async (dash: Dash, id: string): Promise<boolean> => {
  const user = await dash.get(['users', id], { purpose: "read the user's call settings" });
  return parseCallHandling(user).call_forward.number !== null;
};

export const updateCallHandling = create({
  key: 'update_call_handling',
  noun: 'User',
  label: 'Update User Call Settings',
  description: "Updates a user's do not disturb, call forwarding, and voicemail-to-email settings.",
  inputFields,
  perform: async (input, { dash }) => {
    const id = input.required('user');
    const requested = requestedChange(input);
    const change = documentChange(requested);
    const { enabled, failover, number } = requested.call_forward;
    const lacksNumber = (enabled === true || failover === true) && number === null;
    if (lacksNumber && !(await hasStoredNumber(dash, id))) throw haltedError(NO_NUMBER);
    const ask = { purpose: "update the user's call settings", labels: LABELS };
    const stored = await dash.patch(['users', id], change, ask);
    return callHandlingRecord(id, confirmedDocument(stored, 'the new call settings'));
  },
  outputFields: callHandlingFields,
  sample: callHandlingSample,
});
