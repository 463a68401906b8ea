import type { UseCase } from './useCase.ts';

/** The ticket comes at once; the voicemail is added where the caller has left one since the call began. */
export const afterHoursTickets: UseCase = {
  name: 'After-hours calls become tickets',
  key: 'after-hours-tickets',
  template: {
    title: 'Create help desk tickets from after-hours VirtualPBX calls',
    description:
      "When someone calls while your office is closed, this Zap creates a ticket right away with the caller's number. If the caller left a voicemail, its transcription and audio are added to the ticket two minutes later. In the morning, your team knows whom to call back first.",
  },
  examples: ['Office Open'],
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
