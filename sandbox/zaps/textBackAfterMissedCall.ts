import type { UseCase } from './useCase.ts';

/** The text comes from the number that was called, so that the answer belongs to the same conversation. */
export const textBackAfterMissedCall: UseCase = {
  name: 'Text back after a missed call',
  key: 'text-back-after-a-missed-call',
  template: {
    title: 'Text callers back after a missed call on VirtualPBX',
    description:
      "When nobody answers a call, the caller gets a text message from the number they called, so they don't have to try someone else. Callers who try several times get one text an hour, and callers who hide their number get none.",
  },
  examples: [],
  trigger: { key: 'missed_call', input: { hidden_callers: 'exclude', once_per_caller: '1h' } },
  steps: [
    {
      create: 'send_message',
      fields: {
        to_number: '{{customer_number}}',
        body: 'Hello, this is Brightwater Dental. Sorry we missed your call! How can we help? Just reply to this text.',
        from_number: '{{our_number}}',
      },
    },
  ],
};
