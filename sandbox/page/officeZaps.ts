import { callDataToGoogleSheets } from '../zaps/callDataToGoogleSheets.ts';
import { logCallsToACrm } from '../zaps/logCallsToACrm.ts';
import { recordingsToGoogleDrive } from '../zaps/recordingsToGoogleDrive.ts';
import { slackAnsweredCalls, slackMissedCalls } from '../zaps/slackNotifications.ts';
import { airtableTextsReceived } from '../zaps/smsWithAirtable.ts';
import { textBackAfterMissedCall } from '../zaps/textBackAfterMissedCall.ts';
import { trelloCardForEachVoicemail } from '../zaps/trelloCardForEachVoicemail.ts';
import type { Stage } from '../day/chapter.ts';
import type { Connection, LiveZap } from '../zapier/platform.ts';
import type { Seen } from './watch.ts';

/** The Zaps that are on while a visitor owns the office. */
const definitions = [
  trelloCardForEachVoicemail,
  callDataToGoogleSheets,
  slackMissedCalls,
  slackAnsweredCalls,
  textBackAfterMissedCall,
  logCallsToACrm,
  recordingsToGoogleDrive,
  airtableTextsReceived,
];

/** Turns on the Zaps for a visitor that the day has not turned on, and turns them off again. */
export const createOfficeZaps = ({ dash, zapier }: Stage, connection: Connection, { zaps }: Seen) => {
  const own: LiveZap[] = [];
  const isOn = ({ name }: { name: string }) => zaps.some(({ on, definition }) => on && definition.name === name);
  const isEnabled = () => dash.company.webhooks.every(({ enabled }) => enabled);

  return {
    turnOn: async (): Promise<void> => {
      for (const definition of definitions.filter((one) => !isOn(one)))
        own.push(await zapier.turnOn(connection, definition));
    },
    /** The day gets the office back as it was: the visitor's Zaps are off, and no Zap is disconnected. */
    turnOff: async (): Promise<void> => {
      if (!isEnabled() && own.length > 0) await zapier.run(connection, 'creates.reenable_webhooks');
      for (const zap of own.splice(0)) await zapier.turnOff(zap);
    },
    /** The Zap with this trigger that is on. */
    zap: (trigger: string): LiveZap => {
      const found = zaps.findLast(({ on, definition }) => on && definition.trigger.key === trigger);
      if (!found) throw new Error(`No Zap with the trigger ${trigger} is on`);
      return found;
    },
  };
};
