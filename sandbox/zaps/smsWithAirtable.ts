import type { UseCase } from './useCase.ts';

/** Each new row in Airtable is sent as a text. */
export const airtableTextsToSend: UseCase = {
  name: 'SMS with Airtable: texts to send',
  key: 'airtable-texts-to-send',
  template: {
    title: 'Send VirtualPBX text messages for new Airtable records',
    description:
      'When you add a record with a phone number and a message to your Airtable table, this Zap sends it as a text message from your VirtualText number.',
  },
  examples: ['+14154886150'],
  trigger: {
    app: 'Airtable',
    event: 'New Record',
    record: { Phone: '(415) 555-0134', Message: 'Hello Ann, your night guard is ready. You can collect it any day.' },
  },
  steps: [
    {
      create: 'send_message',
      fields: { to_number: '{{Phone}}', body: '{{Message}}', from_number: '+14154886150' },
    },
  ],
};

/** Received texts only: those that the other Zap sends are in Airtable already. */
export const airtableTextsReceived: UseCase = {
  name: 'SMS with Airtable: texts received',
  key: 'airtable-texts-received',
  template: {
    title: 'Create Airtable records from VirtualPBX text messages you receive',
    description:
      'Each text message you receive becomes an Airtable record with the sender, the text, the date and time, and the pictures.',
  },
  examples: [],
  trigger: { key: 'new_message', input: { direction: 'inbound' } },
  steps: [
    {
      app: 'Airtable',
      action: 'Create Record',
      fields: {
        From: '{{from_number}}',
        Name: '{{contact_name}}',
        Text: '{{body}}',
        Date: '{{local_date}}',
        Time: '{{local_time}}',
        Picture: '{{media}}',
      },
    },
  ],
};
