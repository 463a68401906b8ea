import type { UseCase } from './useCase.ts';

/** The text is sent to the contact's number, so that the conversation belongs to the contact. */
export const smsFromYourCrm: UseCase = {
  name: 'SMS from your CRM',
  key: 'sms-from-your-crm',
  template: {
    title: 'Send VirtualPBX text messages for new deals in your CRM',
    description:
      'When a deal or an appointment is added to your CRM, this Zap texts the customer about it from your own VirtualText number. The customer becomes a text messaging contact first, so you see who is writing when they reply.',
  },
  examples: ['+14154886150'],
  trigger: {
    app: 'CRM',
    event: 'New Deal',
    record: {
      'First Name': 'Ann',
      'Full Name': 'Ann Lee',
      'Mobile Phone': '(415) 555-0134',
      Email: 'ann.lee@example.com',
      Appointment: 'Friday at 3 pm',
    },
  },
  steps: [
    {
      search: 'find_contact',
      fields: { number: '{{Mobile Phone}}' },
      orCreate: {
        create: 'create_contact',
        fields: { number: '{{Mobile Phone}}', name: '{{Full Name}}', email: '{{Email}}' },
      },
    },
    {
      create: 'send_message',
      fields: {
        to_number: '{{find_contact.number}}',
        body: "Hello {{First Name}}, your appointment with us is on {{Appointment}}.\nCan't make it? Just reply to this text.",
        from_number: '+14154886150',
      },
    },
  ],
};
