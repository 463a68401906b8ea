import { anyFields, text } from '../dash/schema.ts';
import type { InputReader } from '../fields/inputReader.ts';
import type { Context } from '../zapier/context.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { chosenEvent, chosenEventFields } from './chosenEvent.ts';
import { listEventSamples } from './eventCatalog.api.ts';
import { isSecretNotification } from './eventKey.ts';
import {
  phoneSystemEventFields,
  phoneSystemEventKey,
  phoneSystemEventRecord,
  phoneSystemEventSample,
  scrubbedEvent,
  throttleWithoutTime,
  type PhoneSystemEvent,
} from './phoneSystemEvent.record.ts';

type SentEvent = Readonly<Record<string, unknown>>;

const carriesSecrets = ({ event_name }: SentEvent): boolean => isSecretNotification(text(event_name) ?? '');

/** Dash's own samples of the chosen event, because Dash keeps no list of the events it sent. */
const samplesOfChosenEvent = async (
  input: InputReader<typeof chosenEventFields>,
  { dash }: Context,
): Promise<PhoneSystemEvent[]> => {
  const chosen = chosenEvent(input);
  const { type, action } = chosen;
  const isChosen = (event: SentEvent): boolean =>
    type === undefined ||
    (action === undefined ? event.event_name === type : event.type === type && event.action === action);
  const samples = (await listEventSamples(dash, chosen)).map(anyFields);
  return samples
    .filter((event) => Object.keys(event).length > 0 && isChosen(event) && !carriesSecrets(event))
    .map(scrubbedEvent);
};

export const dashEvent = hookTrigger({
  key: 'dash_event',
  noun: 'Event',
  label: 'New Phone System Event',
  description: 'Triggers when an event you choose happens in the phone system.',
  inputFields: chosenEventFields,
  events: (input) => [chosenEvent(input)],
  schema: anyFields,
  matches: (event) => !carriesSecrets(event),
  load: scrubbedEvent,
  dedupeKey: phoneSystemEventKey,
  throttle: throttleWithoutTime,
  record: (event, id, { timeZone }) => phoneSystemEventRecord(event, id, timeZone),
  samples: samplesOfChosenEvent,
  outputFields: phoneSystemEventFields,
  sample: phoneSystemEventSample,
});
