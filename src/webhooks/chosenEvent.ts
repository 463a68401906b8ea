import { defineInputFields } from 'zapier-platform-core';
import type { WebhookEvent } from '../dash/webhooks.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { haltedError } from '../zapier/errors.ts';
import { isNotificationHook, isSecretHook, isSecretNotification, OBJECT_HOOK, parseEventKey } from './eventKey.ts';
import { objectFields } from './objectFields.ts';

const SECRETS = "This event contains passwords or keys, so it can't start a Zap. Choose another one in Event.";
const NO_NOTIFICATION = "Event isn't complete. Choose one from the list.";

/** The input fields for choosing an event. */
export const chosenEventFields = defineInputFields([
  {
    key: 'event',
    label: 'Event',
    type: 'string',
    required: true,
    dynamic: 'list_webhook_events.id.name',
    altersDynamicFields: true,
    helpText: 'Call events happen once per phone involved. To run once per call, use the call triggers instead.',
  },
  objectFields,
  {
    key: 'include_subaccounts',
    label: 'Include Subaccounts',
    type: 'boolean',
    helpText: 'Turn on to include events from accounts below yours.',
  },
]);

/** The chosen event. An event that contains secrets, or could, is refused. */
export const chosenEvent = (input: InputReader<typeof chosenEventFields>): WebhookEvent => {
  const { hook, type } = parseEventKey(input.required('event'));
  const includeSubaccounts = input.flag('include_subaccounts') ?? false;
  if (isSecretHook(hook)) throw haltedError(SECRETS);
  if (isNotificationHook(hook)) {
    if (!type) throw haltedError(NO_NOTIFICATION);
    if (isSecretNotification(type)) throw haltedError(SECRETS);
    return { hook, type, includeSubaccounts };
  }
  if (hook !== OBJECT_HOOK) return { hook, includeSubaccounts };
  return { hook, type: input.required('event_type'), action: input.required('event_action'), includeSubaccounts };
};
