import type { ZapDefinition } from '../zapier/platform.ts';

export const trelloCardForEachVoicemail: ZapDefinition = {
  name: 'Trello card for each voicemail',
  trigger: { key: 'new_voicemail', input: { mailboxes: [] } },
  steps: [
    {
      app: 'Trello',
      action: 'Create Card',
      fields: {
        name: '{{summary}}',
        description:
          '{{transcription}}\n\nFrom {{from_name}}, {{from_number}}, on {{weekday}}, {{local_date}} at {{local_time}}.',
        attachment: '{{audio}}',
      },
    },
  ],
};
