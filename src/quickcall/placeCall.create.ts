import { rememberPlacedCall } from '../calls/placedCalls.ts';
import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Query } from '../dash/client.ts';
import { number } from '../dash/schema.ts';
import { findRung, phonesToRingFields, parsePhonesToRing, type Rung } from '../devices/phonesToRing.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { dialableNumber, requiredText, inputText, inputFlag } from '../fields/inputs.ts';
import { called } from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { placedCallFields, placedCallSample, parseCallIds, type PlacedCallRecord } from './placedCall.ts';
import { encodeReference } from '../calls/reference.ts';

/** Dash takes a shorter time for none, and rings for its usual 30 seconds. */
const SHORTEST_RING_SECONDS = 4;

const TO_NUMBER = 'To Number';
const NUMBER_TO_SHOW = 'Number to Show';
const ANSWER_AUTOMATICALLY = 'Answer Automatically';

const inputFields = defineInputFields([
  {
    key: 'to_number',
    label: TO_NUMBER,
    type: 'string',
    required: true,
    helpText: 'The number to call once somebody has picked up, written in any way; an extension is fine, too.',
  },
  phonesToRingFields.user,
  phonesToRingFields.device,
  {
    key: 'ring_seconds',
    label: 'Ring Time (in Seconds)',
    type: 'integer',
    helpText: 'How long your own phones ring: more than 3 seconds, 30 unless you fill this in.',
  },
  {
    key: 'caller_id_number',
    label: NUMBER_TO_SHOW,
    type: 'string',
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'The number of yours that the other side sees. Leave empty for the usual one.',
  },
  {
    key: 'caller_id_name',
    label: 'Name to Show',
    type: 'string',
    helpText: 'The name that the other side sees. Leave empty for the usual one.',
  },
  {
    key: 'auto_answer',
    label: ANSWER_AUTOMATICALLY,
    type: 'boolean',
    helpText:
      'Turn on to answer your phone automatically on speaker, if it supports that. Works only when a single phone rings.',
  },
  {
    key: 'correlation_id',
    label: 'Your Reference',
    type: 'string',
    helpText:
      'Anything that you know the call by, as the number of a deal. Triggers that tell of this call later, as Call Ended, give it back as Correlation ID.',
  },
]);

const ringSeconds = (input: unknown): number | null => {
  const typed = inputText(input);
  if (typed === null) return null;
  const seconds = number(typed);
  if (seconds !== null && Number.isInteger(seconds) && seconds >= SHORTEST_RING_SECONDS) return seconds;
  throw haltedError('Ring Time must be a whole number of more than 3 seconds.');
};

/** KAZOO decodes what is shown once more than it should (`cb_quickcall:get_cid_number`, `get_cid_name`). */
const encodedTwice = (shown: string | null): string | null => shown && encodeURIComponent(shown);

/**
 * A name without the signs that would end the switch's command early, in which KAZOO puts it as it is
 * (`ecallmgr_originate:maybe_fix_caller_id`).
 */
const harmless = (name: string | null): string | null =>
  name
    ?.replaceAll("'", '’')
    .replace(/[\^\\"$`{}[\]|<>]/g, '')
    .trim() || null;

/**
 * How Dash is to call. Every parameter becomes a custom application variable of the call, too.
 * Sources: VirtualPBX's quickcall page, `cb_quickcall.erl`, and `cb_modules_util:cavs_from_context`.
 */
const queryOf = (input: Record<string, unknown>): Query => {
  const reference = inputText(input.correlation_id);
  const filledIn = {
    timeout: ringSeconds(input.ring_seconds),
    'cid-number': encodedTwice(dialableNumber(NUMBER_TO_SHOW, input.caller_id_number)),
    'cid-name': encodedTwice(harmless(inputText(input.caller_id_name))),
    correlation_id: reference && encodeReference(reference),
  };
  return {
    number_filter: false,
    // Dash would answer automatically unless told otherwise.
    auto_answer: inputFlag(ANSWER_AUTOMATICALLY, input.auto_answer) ?? false,
    ...Object.fromEntries(
      Object.entries(filledIn).filter((pair): pair is [string, string | number] => pair[1] !== null),
    ),
  };
};

/** How sentences speak of a user or of a phone that is to ring. */
const words = {
  user: {
    who: ({ person }: Rung) => person.user_name ?? 'the phones of the user',
    silent: ({ person }: Rung) =>
      `None of ${person.user_first_name ?? person.user_name ?? 'this user'}'s phones can ring. Check that a phone is set up and that Do Not Disturb is off, or choose another user or device.`,
    unknown: 'VirtualPBX does not know this user, or not any more. Choose it again in User.',
  },
  device: {
    who: ({ deviceName }: Rung) => deviceName ?? 'the phone',
    silent: ({ deviceName }: Rung) =>
      `${deviceName ?? 'The phone'} can't ring. Check that it is set up and that Do Not Disturb is off, or choose another user or device.`,
    unknown: 'VirtualPBX does not know this phone, or not any more. Choose it again in Device.',
  },
};

/** Not an error, because Zapier may repeat a step after one by itself. */
const PERHAPS_PLACED =
  'VirtualPBX did not say whether it placed the call. Look at the phone before you run this step again.';

const perform = async (z: ZObject, bundle: Bundle): Promise<PlacedCallRecord> => {
  const { inputData } = bundle;
  const toNumber = String(dialableNumber(TO_NUMBER, requiredText(TO_NUMBER, inputData.to_number)));
  const phones = parsePhonesToRing(inputData);
  const query = queryOf(inputData);
  const { dash } = connect(z, bundle);
  // All look-ups come first: after one that ends the session Zapier repeats the step, and would call twice.
  const rung = await findRung(z, dash, phones);
  const { who, silent, unknown } = words[phones.of];
  // Dash waits for nobody when asked with GET; with POST the answer takes as long as the phone rings.
  const answer = await dash.get([`${phones.of}s`, phones.id, 'quickcall', toNumber], {
    purpose: 'place the call',
    section: 'Quickcall',
    query,
    // Of phones that are offline KAZOO learns only when it rings them, long after it has answered.
    sentences: { 404: unknown, 500: silent(rung) },
    unclear: PERHAPS_PLACED,
  });
  const legIds = parseCallIds(answer);
  const [callId] = legIds;
  if (callId === undefined) throw haltedError(PERHAPS_PLACED);
  const reference = inputText(inputData.correlation_id);
  await rememberPlacedCall(z, { id: callId, legIds, reference });
  return {
    id: callId,
    summary: `Rings ${who(rung)}, then calls ${formatNumber(toNumber)}.`,
    ...called(toNumber, null),
    ...rung.person,
    device_name: rung.deviceName,
    correlation_id: reference,
    call_id: callId,
  };
};

export const placeCall = {
  key: 'place_call',
  noun: 'Call',
  display: {
    label: 'Place Call',
    description: 'Places a call: rings a user or a phone of yours first, and calls the number when somebody picks up.',
  },
  operation: { inputFields, perform, outputFields: [...placedCallFields], sample: placedCallSample },
};
