import * as marks from './marks.ts';
import { connections, PIN, QUEUE_PIN, SIP_PASSWORD, VIRTUALTEXT_KEY } from './secrets.ts';
import type { Situation } from './operations.ts';

/** A connection with a key of VirtualText's newer API. */
const withKey = {
  authData: { ...connections['a user'], virtualtext_url: '', virtualtext_credential: VIRTUALTEXT_KEY },
};

const withInput = (inputData: object, more: object = {}): Situation => ({
  name: `with ${Object.keys(inputData).join(', ') || 'no input'} alone${'authData' in more ? ', by the key' : ''}`,
  bundle: { inputData, ...more },
});

const eitherRings = {
  call: marks.ID,
  to_number: marks.NUMBER,
  caller_id_number: marks.NUMBER,
  caller_id_name: 'Marked Caller Qzx',
  reference: 'Reference Qzx',
};
const ringing = [{ user: marks.ID }, { device: marks.ID }].map((phone) => withInput({ ...phone, ...eitherRings }));

const text = { to_number: marks.NUMBER, body: marks.TEXT };
const fromNumber = { from_number: marks.NUMBER };
const files = { media: [marks.FILE_URL] };

const item = { path: `callflows/${marks.ID}` };
const secretFields = {
  password: 'Secret Qzx',
  pin: PIN,
  queue_pin: Number(QUEUE_PIN),
  sip: { password: SIP_PASSWORD },
};
const apiBody = { body: JSON.stringify({ first_name: marks.TEXT, email: marks.EMAIL, ...secretFields }) };

/** Inputs beside the usual ones, where every field filled in stops a step at once, or takes it one way of several. */
export const ownInputs: Record<string, Situation[]> = {
  'creates.place_call.operation.perform': ringing,
  'creates.pick_up_call.operation.perform': ringing,
  'creates.api_request.operation.perform': [
    withInput({ ...item, query: { filter_name: marks.TEXT } }),
    ...['PUT', 'POST', 'PATCH'].map((method) => withInput({ method, ...item, ...apiBody })),
    withInput({ method: 'DELETE', ...item }),
  ],
  'creates.send_message.operation.perform': [
    withInput({ ...text, ...fromNumber }),
    withInput({ ...text, ...fromNumber, ...files }),
    withInput(text, withKey),
    withInput({ ...text, duplicate_guard: 'Record Qzx' }, withKey),
    withInput({ ...text, ...fromNumber, ...files }, withKey),
  ],
  'creates.create_contact.operation.perform': [withInput({ number: marks.NUMBER, name: marks.TEXT }, withKey)],
  'searches.find_contact.operation.perform': [
    withInput({ email: marks.EMAIL }),
    withInput({ name: marks.TEXT }),
    withInput({ name: marks.TEXT }, withKey),
  ],
  'searches.get_call_report.operation.perform': [withInput({ group_by: 'user' })],
  'creates.set_agent_status.operation.perform': [
    withInput({ agent: marks.ID, status: 'away', pause_seconds: 900, pause_reason: marks.TEXT }),
    withInput({ agent: marks.ID, status: 'signed_out' }),
  ],
  'triggers.list_contacts.operation.perform': [withInput({}, withKey)],
  'triggers.new_message.operation.performSubscribe': [withInput({}, withKey)],
  'triggers.new_message.operation.performList': [withInput({}, withKey)],
  'authentication.test': [withInput({}, withKey)],
};
