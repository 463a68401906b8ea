import type { Bundle, ZObject } from 'zapier-platform-core';
import { NOTIFICATIONS } from '../dash/webhooks.ts';
import { connect } from '../zapier/context.ts';
import { sortChoices, type Choice } from '../zapier/dropdown.ts';
import { hooksOfDash, type Hook } from './catalogue.ts';
import { eventKey, isSecretHook, isSecretNotification } from './chosenEvent.ts';

/** A hook as a choice, and the notifications each as one of its own; never what carries secrets. */
const choicesOf = ({ id, name, notifications }: Hook): Choice[] => {
  if (isSecretHook(id)) return [];
  if (id !== NOTIFICATIONS) return [{ id: eventKey(id, null), name }];
  return notifications
    .filter(({ type }) => !isSecretNotification(type))
    .map((one) => ({ id: eventKey(id, one.type), name: one.name }));
};

const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const hooks = await hooksOfDash(connect(z, bundle).dash);
  return sortChoices(hooks.flatMap(choicesOf));
};

export const listWebhookEvents = {
  key: 'list_webhook_events',
  noun: 'Event',
  display: { label: 'Event List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
