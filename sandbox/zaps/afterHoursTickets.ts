import type { ZapDefinition } from '../zapier/platform.ts';

/** The ticket comes at once; the voicemail is added where the caller has left one since the call began. */
export const afterHoursTickets: ZapDefinition = {
  name: 'After-hours calls become tickets',
  trigger: { key: 'missed_call', input: { office_hours: 'outside', schedules: ['Office Open'] } },
  steps: [
    {
      app: 'Help Desk',
      action: 'Create Ticket',
      fields: {
        subject: 'After-hours call from {{customer}}',
        description: '{{summary}}\n{{call_back_link}}',
        requester: '{{customer}}',
        phone: '{{customer_number}}',
      },
      returns: { key: 'ticket', record: { ID: '1042' } },
    },
    { app: 'Delay by Zapier', action: 'Delay For', fields: { 'time delayed for': '2 minutes' } },
    { search: 'find_voicemail', fields: { from_number: '{{customer_number}}', since: '{{started_at}}' } },
    {
      app: 'Help Desk',
      action: 'Add Comment to Ticket',
      fields: {
        ticket: '{{ticket.ID}}',
        comment: '{{find_voicemail.summary}}\n{{find_voicemail.transcription}}',
        attachment: '{{find_voicemail.audio}}',
      },
    },
  ],
};
