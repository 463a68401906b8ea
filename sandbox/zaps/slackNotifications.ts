import type { ZapDefinition } from '../zapier/platform.ts';

const notification = (about: string, trigger: string, channel: string, message: string): ZapDefinition => ({
  name: `Slack notifications from call events: ${about}`,
  trigger: { key: trigger, input: {} },
  steps: [{ app: 'Slack', action: 'Send Channel Message', fields: { channel, message } }],
});

const SUMMARY = '{{summary}}';

/** Slack turns the second line into a link; it is empty if the caller hides the number. */
const WITH_LINK = `${SUMMARY}\n{{call_back_link}}`;

export const slackMissedCalls = notification('missed calls', 'missed_call', '#missed-calls', WITH_LINK);
export const slackAnsweredCalls = notification('answered calls', 'call_answered', '#front-desk', WITH_LINK);
export const slackFullMailboxes = notification('full mailboxes', 'voicemail_box_full', '#front-desk', SUMMARY);
