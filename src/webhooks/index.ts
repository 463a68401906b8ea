import { dashEvent } from './dashEvent.trigger.ts';
import { findDisabledWebhook } from './findDisabledWebhook.search.ts';
import { reenableWebhooks } from './reenableWebhooks.create.ts';
import { listWebhookEvents } from './webhookEvents.dropdown.ts';

export const webhooks = {
  triggers: [dashEvent, listWebhookEvents],
  searches: [findDisabledWebhook],
  creates: [reenableWebhooks],
};
