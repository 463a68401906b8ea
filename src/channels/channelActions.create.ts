import { defineInputFields } from 'zapier-platform-core';
import { findCallflow } from '../callflows/callflow.ts';
import { findRung, phonesToRingFields, parsePhonesToRing } from '../devices/phonesToRing.ts';
import { haltedError } from '../zapier/errors.ts';
import { dialableNumber, requiredText } from '../fields/inputs.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { channelAction, type ChannelActionFacts, type Wish } from './channelAction.ts';
import { firstLegFor, ourLegFor } from './liveCall.ts';

const TO_NUMBER = 'To Number';
const CALLFLOW = 'Callflow';

const nowhere: Wish = { data: {}, target: () => Promise.resolve(null) };

/** Sources: VirtualPBX's page on call channels, `cb_channels.erl`, and upstream's `channels.md`. */
const actions: readonly ChannelActionFacts[] = [
  {
    key: 'transfer_call',
    label: 'Transfer Call',
    description:
      'Asks the phone system to transfer an answered call: whoever called you, or whom you called, goes on with another number.',
    action: 'transfer',
    requestedAction: 'transfer',
    purpose: 'transfer the call',
    inputFields: defineInputFields([
      {
        key: 'to_number',
        label: TO_NUMBER,
        type: 'string',
        required: true,
        helpText: 'An extension, or a phone number written in any way.',
      },
    ]),
    wish: ({ to_number }) => {
      const target = String(dialableNumber(TO_NUMBER, requiredText(TO_NUMBER, to_number)));
      return { data: { target }, target: () => Promise.resolve(target) };
    },
    // Dash sends on the other end of the leg that it is given, as if whoever is on that leg had pressed the key.
    leg: ourLegFor,
    spoken: (target) => `transfer to ${formatNumber(target)}`,
    sampleTarget: '1003',
    unclear:
      'VirtualPBX did not say whether it transfers the call. Look where the call is before you run this step again.',
    sentences: {
      400: 'Nobody has answered this call yet, so that it cannot be transferred. Send Call to Callflow works for a caller who waits.',
    },
  },
  {
    key: 'hang_up_call',
    label: 'Hang Up Call',
    description: 'Asks the phone system to end a call.',
    action: 'hangup',
    requestedAction: 'hang_up',
    purpose: 'hang up the call',
    inputFields: defineInputFields([
      {
        key: 'warning',
        label: 'Warning',
        type: 'copy',
        helpText: 'This ends the call for everybody on it, even in the middle of a sentence. It cannot be undone.',
      },
    ]),
    wish: () => nowhere,
    leg: ourLegFor,
    spoken: () => 'hang up',
    sampleTarget: null,
  },
  {
    key: 'pick_up_call',
    label: 'Pick Up Call',
    description:
      'Asks the phone system to ring a user or a phone with a call that still rings or waits. One that people already talk on stays as it is.',
    action: 'intercept',
    requestedAction: 'pick_up',
    purpose: 'have the call picked up',
    inputFields: defineInputFields([phonesToRingFields.user, phonesToRingFields.device]),
    wish: (input) => {
      const phones = parsePhonesToRing(input);
      return {
        data: { target_type: phones.of, target_id: phones.id },
        target: async (z, dash) => {
          const { person, deviceName } = await findRung(z, dash, phones);
          return person.user_name ?? deviceName;
        },
      };
    },
    leg: firstLegFor,
    spoken: (target) => `ring ${target}`,
    unclear: 'VirtualPBX did not say whether it rings anybody. Look at the phones before you run this step again.',
    sampleTarget: 'Tom Ray',
  },
  {
    key: 'send_call_to_callflow',
    label: 'Send Call to Callflow',
    description: 'Asks the phone system to send the caller to a callflow, as a menu, a queue or an announcement.',
    action: 'callflow',
    requestedAction: 'send_to_callflow',
    purpose: 'send the call to the callflow',
    inputFields: defineInputFields([
      {
        key: 'callflow',
        label: CALLFLOW,
        type: 'string',
        required: true,
        dynamic: 'list_callflows.id.name',
      },
    ]),
    wish: (input) => {
      const id = requiredText(CALLFLOW, input.callflow);
      return {
        data: { id },
        // The switch says nothing of a callflow that it does not know, and the caller would hear nothing.
        target: async (_z, dash) => {
          const callflow = await findCallflow(dash, id);
          if (!callflow) throw haltedError('VirtualPBX does not know this callflow, or not any more. Choose it again.');
          return callflow.name;
        },
      };
    },
    leg: ourLegFor,
    spoken: (target) => `send to ${target}`,
    unclear:
      'VirtualPBX did not say whether it sends the caller on. Look where the call is before you run this step again.',
    sampleTarget: 'Main menu',
  },
  {
    key: 'stop_call_playback',
    label: 'Stop Call Playback',
    description: 'Asks the phone system to stop what it plays to the caller, as an announcement.',
    action: 'break',
    requestedAction: 'stop_playback',
    purpose: 'stop the playback',
    inputFields: [],
    wish: () => nowhere,
    leg: firstLegFor,
    spoken: () => 'stop the playback',
    sampleTarget: null,
  },
];

/** The five actions on a live call, by their keys. */
export const channelActions = Object.fromEntries(actions.map((facts) => [facts.key, channelAction(facts)] as const));
