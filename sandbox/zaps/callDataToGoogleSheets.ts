import type { ZapDefinition } from '../zapier/platform.ts';

/** Durations are in seconds, so that the sheet can sum them; it would read `1:05` as a time of day. */
export const callDataToGoogleSheets: ZapDefinition = {
  name: 'Call data to Google Sheets',
  trigger: { key: 'new_call_record', input: {} },
  steps: [
    {
      app: 'Google Sheets',
      action: 'Create Spreadsheet Row',
      fields: {
        Date: '{{local_date}}',
        Time: '{{local_time}}',
        Direction: '{{direction}}',
        Outcome: '{{outcome}}',
        From: '{{from_number}}',
        To: '{{to_number}}',
        Person: '{{user_name}}',
        Wait: '{{wait_seconds}}',
        Ring: '{{ringing_seconds}}',
        Talk: '{{talk_seconds}}',
      },
    },
  ],
};
