import type { TemplateText, UseCase } from './useCase.ts';

type Notification = {
  about: string;
  key: string;
  trigger: string;
  channel: string;
  message: string;
  template: TemplateText;
};

const notification = ({ about, key, trigger, channel, message, template }: Notification): UseCase => ({
  name: `Slack notifications from call events: ${about}`,
  key,
  template,
  examples: [channel],
  trigger: { key: trigger, input: {} },
  steps: [{ app: 'Slack', action: 'Send Channel Message', fields: { channel, message } }],
});

const SUMMARY = '{{summary}}';

/** Slack turns the second line into a link; it is empty if the caller hides the number. */
const WITH_LINK = `${SUMMARY}\n{{call_back_link}}`;

export const slackMissedCalls = notification({
  about: 'missed calls',
  key: 'slack-missed-calls',
  trigger: 'missed_call',
  channel: '#missed-calls',
  message: WITH_LINK,
  template: {
    title: 'Send Slack messages for missed VirtualPBX calls',
    description:
      'When nobody answers a call, this Zap posts a message in Slack that says who called, when, and why the call was missed. A link in the message calls the person back.',
  },
});

export const slackAnsweredCalls = notification({
  about: 'answered calls',
  key: 'slack-answered-calls',
  trigger: 'call_answered',
  channel: '#front-desk',
  message: WITH_LINK,
  template: {
    title: 'Send Slack messages for answered VirtualPBX calls',
    description:
      'As soon as someone answers a call, this Zap posts a message in Slack that says who is calling and who answered. Everyone sees at a glance who is on the phone with whom.',
  },
});

export const slackFullMailboxes = notification({
  about: 'full voicemail boxes',
  key: 'slack-full-voicemail-boxes',
  trigger: 'voicemail_box_full',
  channel: '#front-desk',
  message: SUMMARY,
  template: {
    title: 'Send Slack messages when a VirtualPBX voicemail box is full',
    description:
      "When a caller can't leave a voicemail because the voicemail box is full, this Zap posts a message in Slack. Someone can make room before the next caller is turned away.",
  },
});
