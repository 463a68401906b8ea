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
  description: 'Transfers an answered call to another number.',
  action: 'transfer',
  purpose: 'transfer the call',
  inputFields: defineInputFields([
    {
      key: 'to_number',
      label: 'To Number',
      type: 'string',
      required: true,
      helpText: 'An extension, or a phone number in any format. For a menu or queue, use Send Call to Call Flow.',
    },
  ]),
  data: (input) => ({ target: input.requiredPhoneNumber('to_number') }),
  target: (input) => input.requiredPhoneNumber('to_number'),
  // Dash transfers the other end of this leg, as if the person on this leg had pressed the transfer key.
  leg: ourLegFor,
  describe: (target) => `transfer this call to ${formatNumber(target)}`,
  sampleTarget: '1003',
  unclear:
    "VirtualPBX didn't confirm the transfer, so it may have happened. Check the call before you run this step again.",
  sentences: {
    400: "Nobody has answered this call yet, so it can't be transferred. For a caller who is still waiting, use Send Call to Call Flow.",
  },
});

const hangUpCall = channelAction({
  key: 'hang_up_call',
  label: 'Hang Up Call',
  description: 'Ends a call in progress.',
  action: 'hangup',
  purpose: 'hang up the call',
  inputFields: defineInputFields([
    {
      key: 'warning',
      label: 'Warning',
      type: 'copy',
      helpText: 'This ends the call for everyone on it.',
    },
  ]),
  leg: ourLegFor,
  describe: () => 'hang up this call',
});

const pickUpCall = channelAction({
  key: 'pick_up_call',
  label: 'Pick Up Call',
  description: 'Rings a user or device with a call that is still ringing or waiting.',
  action: 'intercept',
  purpose: 'pick up the call',
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
  describe: (target) => `ring ${target} with this call`,
  unclear:
    "VirtualPBX didn't confirm the request, so the phones may be ringing. Check the phones before you run this step again.",
  sampleTarget: 'Tom Ray',
});

const sendCallToCallflow = channelAction({
  key: 'send_call_to_callflow',
  label: 'Send Call to Call Flow',
  description: 'Sends a caller to a call flow, such as a menu, queue, or announcement.',
  action: 'callflow',
  purpose: 'send the call to the call flow',
  inputFields: defineInputFields([
    {
      key: 'callflow',
      label: 'Call Flow',
      type: 'string',
      required: true,
      dynamic: 'list_callflows.id.name',
      helpText: 'The menu, queue, announcement, or extension that the caller goes to.',
    },
  ]),
  data: (input) => ({ id: input.required('callflow') }),
  // The switch reports no error for an unknown call flow, and the caller would hear silence.
  target: async (input, { dash }) => {
    const callflow = await findCallflow(dash, input.required('callflow'));
    if (!callflow)
      throw haltedError(
        "VirtualPBX can't find this call flow; it may have been deleted. Choose it again in Call Flow.",
      );
    return callflow.name;
  },
  leg: ourLegFor,
  describe: (target) => `send this call to ${target}`,
  unclear:
    "VirtualPBX didn't confirm the request, so the caller may be in the call flow. Check the call before you run this step again.",
  sampleTarget: 'Main menu',
});

const stopCallPlayback = channelAction({
  key: 'stop_call_playback',
  label: 'Stop Announcement',
  description: 'Stops the announcement a caller is hearing.',
  action: 'break',
  purpose: 'stop the announcement',
  inputFields: [],
  leg: firstLegFor,
  describe: () => 'stop the announcement on this call',
});

/**
 * The actions on a call in progress. Sources: VirtualPBX's page on call channels, `cb_channels.erl`, and upstream's
 * `channels.md`.
 */
export const channelActions = [transferCall, hangUpCall, pickUpCall, sendCallToCallflow, stopCallPlayback];
