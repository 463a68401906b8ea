import type { UseCase } from './useCase.ts';

export const trelloCardForEachVoicemail: UseCase = {
  name: 'Trello card for each voicemail',
  key: 'trello-card-for-each-voicemail',
  template: {
    title: 'Save new VirtualPBX voicemails as Trello cards',
    description:
      'Each new voicemail becomes a Trello card that says who called, for whom, and what they said. The audio is attached to the card, so your team can listen without dialing in to a voicemail box.',
  },
  examples: [],
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
