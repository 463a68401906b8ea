import { NOTIFICATIONS } from '../dash/webhooks.ts';
import { choiceList, sortChoices, type Choice } from '../zapier/dropdown.ts';
import { listHooks, type Hook } from './eventCatalog.api.ts';
import { eventKey, isSecretHook, isSecretNotification } from './eventKey.ts';

/** A hook as a choice, and each notification as a choice of its own; never one that carries secrets. */
const choicesOf = ({ id, name, notifications }: Hook): Choice[] => {
  if (isSecretHook(id)) return [];
  if (id !== NOTIFICATIONS) return [{ id: eventKey(id, null), name }];
  return notifications
    .filter(({ type }) => !isSecretNotification(type))
    .map((one) => ({ id: eventKey(id, one.type), name: one.name }));
};

export const listWebhookEvents = choiceList({
  key: 'list_webhook_events',
  noun: 'Event',
  load: async ({ dash }) => sortChoices((await listHooks(dash)).flatMap(choicesOf)),
});
