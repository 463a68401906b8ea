import type { ZapDefinition } from '../zapier/platform.ts';
import { callDataToGoogleSheets } from './callDataToGoogleSheets.ts';
import { slackAnsweredCalls, slackFullMailboxes, slackMissedCalls } from './slackNotifications.ts';
import { trelloCardForEachVoicemail } from './trelloCardForEachVoicemail.ts';

/** The Zaps of the use cases. */
export const zaps: readonly ZapDefinition[] = [
  trelloCardForEachVoicemail,
  callDataToGoogleSheets,
  slackMissedCalls,
  slackAnsweredCalls,
  slackFullMailboxes,
];
