import { startZapier } from '../zapier/platform.ts';
import { happenings } from './happenings.ts';
import type { OfficesElsewhere } from './control.ts';

/** The parts of the app's definition that say which trigger is which. */
export type AppTriggers = {
  triggers: Record<string, { display: { label?: string }; operation: { type?: string } }>;
};

/** The keys and labels of the instant triggers. */
export const instantTriggers = ({ triggers }: AppTriggers): Map<string, string> =>
  new Map(
    Object.entries(triggers).flatMap(([key, { display, operation }]) =>
      operation.type === 'hook' ? [[key, display.label ?? key]] : [],
    ),
  );

/** How many letters have to change to turn one text into the other (Levenshtein). */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, nth) => nth);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** The three keys that are most like a text. */
export const nearest = (typed: string, keys: readonly string[]): string[] =>
  keys.toSorted((one, other) => distance(typed, one) - distance(typed, other)).slice(0, 3);

/** What is wrong with a key, in a sentence; null for the key of an instant trigger. */
export const problemOf = (app: AppTriggers, typed: string): string | null => {
  const instant = instantTriggers(app);
  if (instant.has(typed)) return null;
  if (Object.hasOwn(app.triggers, typed))
    return `${typed} is not an instant trigger: Zapier asks for what is new. Run it with:\nnpm run zapier -- invoke trigger ${typed} --non-interactive`;
  return `There is no trigger ${typed}. Did you mean ${nearest(typed, [...instant.keys()]).join(', ')}?`;
};

const pointer = /^hydrate\|\|\|.*\|\|\|hydrate$/s;

/** A record as JSON. Files show what Zapier keeps of them until a step needs them. */
export const asPrinted = (record: object): string =>
  JSON.stringify(
    record,
    (_key, value: unknown) =>
      typeof value === 'string' && pointer.test(value) ? '(a file, loaded when a step uses it)' : value,
    2,
  );

/**
 * Turns on a Zap with an instant trigger, makes it run, and turns the Zap off: a webhook of the phone system, or the address
 * of VirtualText, gets the event to a local Zapier, which runs the app. Resolves with the records. Throws the app's error.
 */
export const deliver = async (app: object, offices: OfficesElsewhere, key: string): Promise<object[]> => {
  const { engine = 'acdc', input = {} } = happenings[key] ?? {};
  const { dashUrl, authData } = offices.directory.offices[engine];
  process.env.DASH_API_URL = dashUrl;
  const zapier = await startZapier(app);
  try {
    const connection = await zapier.connect({
      api_key: authData.api_key ?? '',
      virtualtext_url: authData.virtualtext_url ?? '',
      virtualtext_credential: authData.virtualtext_credential ?? '',
    });
    const zap = await zapier.turnOn(connection, { name: key, trigger: { key, input }, steps: [] });
    await offices.happen(key);
    await zapier.settled();
    await zapier.turnOff(zap);
    const [error] = zap.errors;
    if (error) throw new Error(error.message);
    return zap.items;
  } finally {
    await zapier.close();
    delete process.env.DASH_API_URL;
  }
};
