import { anyFields, text } from '../dash/schema.ts';
import { hookTrigger, type Context } from '../zapier/hookTrigger.ts';
import { samplesOfDash } from './catalogue.ts';
import { chosenEvent, isSecretNotification } from './chosenEvent.ts';
import { objectFields } from './objectFields.ts';
import {
  eventId,
  onceWithoutTime,
  phoneSystemEvent,
  phoneSystemEventFields,
  phoneSystemEventRecord,
  phoneSystemEventSample,
  type PhoneSystemEvent,
} from './phoneSystemEvent.ts';

type Sent = Readonly<Record<string, unknown>>;

const carriesSecrets = ({ event_name }: Sent): boolean => isSecretNotification(text(event_name) ?? '');

/** Dash's own samples of the event that was chosen: it keeps no list of what it told. */
const recent = async ({ dash, bundle }: Context): Promise<PhoneSystemEvent[]> => {
  const wanted = chosenEvent(bundle.inputData);
  const { type, action } = wanted;
  const isOf = (sent: Sent): boolean =>
    type === undefined ||
    (action === undefined ? sent.event_name === type : sent.type === type && sent.action === action);
  const samples = (await samplesOfDash(dash, wanted)).map(anyFields);
  return samples
    .filter((sent) => Object.keys(sent).length > 0 && isOf(sent) && !carriesSecrets(sent))
    .map(phoneSystemEvent);
};

export const dashEvent = hookTrigger({
  key: 'dash_event',
  noun: 'Event',
  label: 'New Phone System Event',
  description:
    'Triggers when the phone system tells of an event of your choice, for what the other triggers do not cover.',
  events: (input) => [chosenEvent(input)],
  schema: anyFields,
  inputFields: [
    {
      key: 'event',
      label: 'Event',
      type: 'string',
      required: true,
      dynamic: 'list_webhook_events.id.name',
      altersDynamicFields: true,
      helpText:
        'What starts the Zap. Events of calls come once for each phone that takes part: for one per call, use the triggers for calls.',
    },
    objectFields,
    {
      key: 'include_subaccounts',
      label: 'Include Subaccounts',
      type: 'boolean',
      helpText: 'Yes counts what happens in the accounts below yours as well.',
    },
  ],
  matches: (sent) => !carriesSecrets(sent),
  load: (sent) => Promise.resolve(phoneSystemEvent(sent)),
  dedupeKey: eventId,
  throttle: onceWithoutTime,
  record: (event, id, { timeZone }) => Promise.resolve(phoneSystemEventRecord(event, id, timeZone)),
  samples: recent,
  outputFields: phoneSystemEventFields,
  sample: phoneSystemEventSample,
});
