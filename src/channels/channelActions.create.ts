import { defineInputFields } from 'zapier-platform-core';
import { findCallflow } from '../callflows/callflows.api.ts';
import { findRingTarget, parsePhonesToRing, phonesToRingFields } from '../devices/phonesToRing.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { haltedError } from '../zapier/errors.ts';
import { channelAction } from './channelAction.ts';
import { firstLegFor, ourLegFor } from './channelGrouping.ts';

const transferCall = channelAction({
  key: 'transfer_call',
  label: 'Transfer Call',
  description:
    'Asks the phone system to transfer an answered call: whoever called you, or whom you called, goes on with another number.',
  action: 'transfer',
  purpose: 'transfer the call',
  inputFields: defineInputFields([
    {
      key: 'to_number',
      label: 'To Number',
      type: 'string',
      required: true,
      helpText: 'An extension, or a phone number written in any way.',
    },
  ]),
  data: (input) => ({ target: input.requiredPhoneNumber('to_number') }),
  target: (input) => input.requiredPhoneNumber('to_number'),
  // Dash transfers the other end of this leg, as if the person on this leg had pressed the key.
  leg: ourLegFor,
  describe: (target) => `transfer to ${formatNumber(target)}`,
  sampleTarget: '1003',
  unclear:
    'VirtualPBX did not say whether it transfers the call. Look where the call is before you run this step again.',
  sentences: {
    400: 'Nobody has answered this call yet, so that it cannot be transferred. Send Call to Callflow works for a caller who waits.',
  },
});

const hangUpCall = channelAction({
  key: 'hang_up_call',
  label: 'Hang Up Call',
  description: 'Asks the phone system to end a call.',
  action: 'hangup',
  purpose: 'hang up the call',
  inputFields: defineInputFields([
    {
      key: 'warning',
      label: 'Warning',
      type: 'copy',
      helpText: 'This ends the call for everybody on it, even in the middle of a sentence. It cannot be undone.',
    },
  ]),
  leg: ourLegFor,
  describe: () => 'hang up',
});

const pickUpCall = channelAction({
  key: 'pick_up_call',
  label: 'Pick Up Call',
  description:
    'Asks the phone system to ring a user or a phone with a call that still rings or waits. One that people already talk on stays as it is.',
  action: 'intercept',
  purpose: 'have the call picked up',
  inputFields: phonesToRingFields,
  data: (input) => {
    const { type, id } = parsePhonesToRing(input);
    return { target_type: type, target_id: id };
  },
  target: async (input, context) => {
    const { person, deviceName } = await findRingTarget(context, parsePhonesToRing(input));
    return person.user_name ?? deviceName;
  },
  leg: firstLegFor,
  describe: (target) => `ring ${target}`,
  unclear: 'VirtualPBX did not say whether it rings anybody. Look at the phones before you run this step again.',
  sampleTarget: 'Tom Ray',
});

const sendCallToCallflow = channelAction({
  key: 'send_call_to_callflow',
  label: 'Send Call to Callflow',
  description: 'Asks the phone system to send the caller to a callflow, as a menu, a queue or an announcement.',
  action: 'callflow',
  purpose: 'send the call to the callflow',
  inputFields: defineInputFields([
    {
      key: 'callflow',
      label: 'Callflow',
      type: 'string',
      required: true,
      dynamic: 'list_callflows.id.name',
    },
  ]),
  data: (input) => ({ id: input.required('callflow') }),
  // The switch reports no error for an unknown callflow, and the caller would hear nothing.
  target: async (input, { dash }) => {
    const callflow = await findCallflow(dash, input.required('callflow'));
    if (!callflow) throw haltedError('VirtualPBX does not know this callflow, or not any more. Choose it again.');
    return callflow.name;
  },
  leg: ourLegFor,
  describe: (target) => `send to ${target}`,
  unclear:
    'VirtualPBX did not say whether it sends the caller on. Look where the call is before you run this step again.',
  sampleTarget: 'Main menu',
});

const stopCallPlayback = channelAction({
  key: 'stop_call_playback',
  label: 'Stop Call Playback',
  description: 'Asks the phone system to stop what it plays to the caller, as an announcement.',
  action: 'break',
  purpose: 'stop the playback',
  inputFields: [],
  leg: firstLegFor,
  describe: () => 'stop the playback',
});

/**
 * The actions on a call in progress. Sources: VirtualPBX's page on call channels, `cb_channels.erl`, and upstream's
 * `channels.md`.
 */
export const channelActions = [transferCall, hangUpCall, pickUpCall, sendCallToCallflow, stopCallPlayback];
