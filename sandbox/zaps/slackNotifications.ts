import type { ZapDefinition } from '../zapier/platform.ts';

/** The summary says it all; Slack makes a link of the second line, which is empty where the caller hides the number. */
const notification = (about: string, trigger: string, channel: string): ZapDefinition => ({
  name: `Slack notifications from call events: ${about}`,
  trigger: { key: trigger, input: {} },
  steps: [
    {
      app: 'Slack',
      action: 'Send Channel Message',
      fields: { channel, message: '{{summary}}\n{{from_tel_link}}' },
    },
  ],
});

export const slackMissedCalls = notification('missed calls', 'missed_call', '#missed-calls');
export const slackAnsweredCalls = notification('answered calls', 'call_answered', '#front-desk');
