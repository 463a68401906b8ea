import { afterHoursTickets } from './afterHoursTickets.ts';
import { callBackTasks } from './callBackTasks.ts';
import { callDataToGoogleSheets } from './callDataToGoogleSheets.ts';
import { dailyCallReport } from './dailyCallReport.ts';
import { logCallsToACrm } from './logCallsToACrm.ts';
import { recordingsToGoogleDrive } from './recordingsToGoogleDrive.ts';
import { slackAnsweredCalls, slackFullMailboxes, slackMissedCalls } from './slackNotifications.ts';
import { smsFromYourCrm } from './smsFromYourCrm.ts';
import { airtableTextsReceived, airtableTextsToSend } from './smsWithAirtable.ts';
import { textBackAfterMissedCall } from './textBackAfterMissedCall.ts';
import { trelloCardForEachVoicemail } from './trelloCardForEachVoicemail.ts';
import type { UseCase } from './useCase.ts';

/** The Zaps of the use cases. */
export const zaps: readonly UseCase[] = [
  trelloCardForEachVoicemail,
  callDataToGoogleSheets,
  slackMissedCalls,
  slackAnsweredCalls,
  slackFullMailboxes,
  airtableTextsToSend,
  airtableTextsReceived,
  smsFromYourCrm,
  textBackAfterMissedCall,
  logCallsToACrm,
  afterHoursTickets,
  recordingsToGoogleDrive,
  dailyCallReport,
  callBackTasks,
];
