import type { UseCase } from './useCase.ts';

/** Durations are in seconds, so that the sheet can sum them; it would read `1:05` as a time of day. */
export const callDataToGoogleSheets: UseCase = {
  name: 'Call data to Google Sheets',
  key: 'call-data-to-google-sheets',
  template: {
    title: 'Add VirtualPBX calls to Google Sheets as rows',
    description:
      'Every finished call becomes a row in your spreadsheet: who called whom, when, how the call ended, and how long people waited and talked. All lengths are in seconds, so you can add them up or chart them.',
  },
  examples: [],
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
