import type { ZapDefinition } from '../zapier/platform.ts';

/** Each new row in Airtable is sent as a text. */
export const airtableTextsToSend: ZapDefinition = {
  name: 'SMS with Airtable: texts to send',
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
export const airtableTextsReceived: ZapDefinition = {
  name: 'SMS with Airtable: texts received',
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
