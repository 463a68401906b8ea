import { defineInputFields } from 'zapier-platform-core';
import { storePlacedCall } from '../calls/placedCalls.cache.ts';
import { encodeReference } from '../calls/reference.ts';
import type { Query } from '../dash/http.ts';
import { number } from '../dash/schema.ts';
import { findRingTarget, parsePhonesToRing, phonesToRingFields, type RingTarget } from '../devices/phonesToRing.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { calledValues } from '../fields/parties.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { parseCallIds, placedCallFields, placedCallSample } from './placedCall.record.ts';

/** Dash ignores a shorter time and rings for its default of 30 seconds. */
const MIN_RING_SECONDS = 4;

const inputFields = defineInputFields([
  {
    key: 'to_number',
    label: 'To Number',
    type: 'string',
    required: true,
    helpText: 'The number to call after someone picks up: an extension, or a phone number in any format.',
  },
  ...phonesToRingFields,
  {
    key: 'caller_id_number',
    group: 'caller_id',
    label: 'Caller ID Number',
    type: 'string',
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'The company number the other person sees. Leave empty for the usual one.',
  },
  {
    key: 'caller_id_name',
    group: 'caller_id',
    label: 'Caller ID Name',
    type: 'string',
    helpText: 'The name the other person sees. Leave empty for the usual one.',
  },
  {
    key: 'ring_seconds',
    group: 'more',
    label: 'Ring Time (in Seconds)',
    type: 'integer',
    helpText: 'How long to ring your own phones: 4 seconds or more. Leave empty for 30.',
  },
  {
    key: 'auto_answer',
    group: 'more',
    label: 'Answer Automatically',
    type: 'boolean',
    helpText:
      'Turn on to answer your phone automatically on speaker, if it supports that. Works only when a single phone rings.',
  },
  {
    key: 'reference',
    group: 'more',
    label: 'Your Reference',
    type: 'string',
    helpText:
      'Anything that identifies this call for you, such as a deal number. Later triggers such as Call Ended return it as Your Reference.',
  },
]);

const ringSeconds = (typed: string | null): number | null => {
  if (typed === null) return null;
  const seconds = number(typed);
  if (seconds !== null && Number.isInteger(seconds) && seconds >= MIN_RING_SECONDS) return seconds;
  throw haltedError('Ring Time (in Seconds) must be a whole number, 4 or more.');
};

/** KAZOO decodes the caller ID one time too many (`cb_quickcall:get_cid_number`, `get_cid_name`). */
const encodedTwice = (callerId: string | null): string | null => callerId && encodeURIComponent(callerId);

/**
 * A name without the characters that would cut off the command to the switch, where KAZOO inserts it unescaped
 * (`ecallmgr_originate:maybe_fix_caller_id`).
 */
const withoutCommandSigns = (name: string | null): string | null =>
  name
    ?.replaceAll("'", '’')
    .replace(/[\^\\"$`{}[\]|<>]/g, '')
    .trim() || null;

/**
 * The parameters of the request, each of which also becomes a custom application variable of the call.
 * Sources: VirtualPBX's quickcall page, `cb_quickcall.erl`, and `cb_modules_util:cavs_from_context`.
 */
const queryOf = (input: InputReader<typeof inputFields>): Query => {
  const reference = input.text('reference');
  const filledIn = {
    timeout: ringSeconds(input.text('ring_seconds')),
    'cid-number': encodedTwice(input.phoneNumber('caller_id_number', 'outside')),
    'cid-name': encodedTwice(withoutCommandSigns(input.text('caller_id_name'))),
    correlation_id: reference && encodeReference(reference),
  };
  return {
    number_filter: false,
    // By default, Dash answers automatically.
    auto_answer: input.flag('auto_answer') ?? false,
    ...Object.fromEntries(
      Object.entries(filledIn).filter((pair): pair is [string, string | number] => pair[1] !== null),
    ),
  };
};

/** The texts for a user or a phone that rings. */
const words = {
  user: {
    who: ({ person }: RingTarget) => person.user_name ?? "the user's phones",
    cannotRing: ({ person }: RingTarget) =>
      `None of ${person.user_first_name ?? person.user_name ?? 'this user'}'s phones can ring. Check that a phone is set up and that Do Not Disturb is off, or choose another user or device.`,
    unknown: "VirtualPBX can't find this user, who may have been deleted. Choose a user again in User.",
  },
  device: {
    who: ({ deviceName }: RingTarget) => deviceName ?? 'the phone',
    cannotRing: ({ deviceName }: RingTarget) =>
      `${deviceName ?? 'The phone'} can't ring. Check that it is set up and that Do Not Disturb is off, or choose another user or device.`,
    unknown: "VirtualPBX can't find this phone; it may have been deleted. Choose it again in Device.",
  },
};

/** Halts the step, because Zapier may repeat a step on its own after other errors. */
const PERHAPS_PLACED =
  "VirtualPBX didn't confirm the call, so the phone may be ringing. Check the phone before you run this step again.";

export const placeCall = create({
  key: 'place_call',
  noun: 'Call',
  label: 'Place Call',
  description: 'Starts a call by ringing a user or device first, then dialing the number.',
  inputFields,
  perform: async (input, context) => {
    const toNumber = input.requiredPhoneNumber('to_number');
    const { type, id } = parsePhonesToRing(input);
    const query = queryOf(input);
    // All lookups come first: if one of them found that the session had ended, Zapier would repeat the step and call twice.
    const rung = await findRingTarget(context, { type, id });
    const { who, cannotRing, unknown } = words[type];
    // With GET, Dash responds immediately. With POST, it responds only when the phone stops ringing.
    const answer = await context.dash.get([`${type}s`, id, 'quickcall', toNumber], {
      purpose: 'place the call',
      section: 'Quickcall',
      query,
      // KAZOO notices that a phone is offline only when it rings it, long after its response.
      sentences: { 404: unknown, 500: cannotRing(rung) },
      unclear: PERHAPS_PLACED,
    });
    const legIds = parseCallIds(answer);
    const [callId] = legIds;
    if (callId === undefined) throw haltedError(PERHAPS_PLACED);
    const reference = input.text('reference');
    await storePlacedCall(context, { id: callId, legIds, reference });
    return {
      id: callId,
      summary: `Rings ${who(rung)}, then calls ${formatNumber(toNumber)}.`,
      ...calledValues(toNumber, null),
      ...rung.person,
      device_name: rung.deviceName,
      reference,
    };
  },
  outputFields: placedCallFields,
  sample: placedCallSample,
});
