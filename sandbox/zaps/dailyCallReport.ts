import type { UseCase } from './useCase.ts';

/** Without a period, the report covers the last 24 hours: from one day's email to the next. */
export const dailyCallReport: UseCase = {
  name: 'Daily call report by email',
  key: 'daily-call-report-by-email',
  template: {
    title: 'Get a daily VirtualPBX call report by email',
    description:
      "Once a day, this Zap emails you how many calls your office had, how many were missed, how many nobody returned, and how long each person talked. You don't need to open a report or export anything.",
  },
  examples: ['office@example.com'],
  trigger: {
    app: 'Schedule by Zapier',
    event: 'Every Day',
    record: { 'Pretty Date': 'Nov 24, 2026', 'Day of Week': 'Tuesday' },
  },
  steps: [
    { search: 'get_call_report', fields: { group_by: 'user' } },
    {
      app: 'Email by Zapier',
      action: 'Send Outbound Email',
      fields: {
        to: 'office@example.com',
        subject: 'Calls on {{Day of Week}}, {{Pretty Date}}',
        body: [
          '{{get_call_report.summary}}\n',
          'Person: {{get_call_report.rows[]group}}',
          'Calls: {{get_call_report.rows[]calls}}',
          'Missed: {{get_call_report.rows[]missed}}',
          'Not returned: {{get_call_report.rows[]not_returned}}',
          'Talk: {{get_call_report.rows[]talk_text}}',
        ].join('\n'),
      },
    },
  ],
};
