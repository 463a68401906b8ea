import type { ZapDefinition } from '../zapier/platform.ts';
import { callDataToGoogleSheets } from './callDataToGoogleSheets.ts';
import { slackAnsweredCalls, slackFullMailboxes, slackMissedCalls } from './slackNotifications.ts';
import { smsFromYourCrm } from './smsFromYourCrm.ts';
import { airtableTextsReceived, airtableTextsToSend } from './smsWithAirtable.ts';
import { trelloCardForEachVoicemail } from './trelloCardForEachVoicemail.ts';

/** The Zaps of the use cases. */
export const zaps: readonly ZapDefinition[] = [
  trelloCardForEachVoicemail,
  callDataToGoogleSheets,
  slackMissedCalls,
  slackAnsweredCalls,
  slackFullMailboxes,
  airtableTextsToSend,
  airtableTextsReceived,
  smsFromYourCrm,
];
