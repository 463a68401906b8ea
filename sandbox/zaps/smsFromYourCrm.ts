import type { ZapDefinition } from '../zapier/platform.ts';

/** The text is sent to the contact's number, so that the conversation belongs to the contact. */
export const smsFromYourCrm: ZapDefinition = {
  name: 'SMS from your CRM',
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
        body: 'Hello {{First Name}}, your appointment with us is on {{Appointment}}.\nCan you not come? Just answer this text.',
        from_number: '+14154886150',
      },
    },
  ],
};
