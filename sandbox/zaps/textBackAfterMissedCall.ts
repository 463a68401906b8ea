import type { ZapDefinition } from '../zapier/platform.ts';

/** The text comes from the number that was called, so that the answer belongs to the same conversation. */
export const textBackAfterMissedCall: ZapDefinition = {
  name: 'Text back after a missed call',
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
