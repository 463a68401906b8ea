import { isObject, parse, text } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';

type Fields = Record<string, unknown>;

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([key, value]) => [key, isObject(value) ? withoutEmpty(value) : value] as const)
      .filter(([, value]) => value !== null && !(isObject(value) && Object.keys(value).length === 0)),
  );

/** The fields that an update changes in a document: all that are not null. If there are none, the step stops. */
export const documentChange = (fields: Fields): Fields => {
  const change = withoutEmpty(fields);
  if (Object.keys(change).length === 0)
    throw haltedError("There's nothing to change. Fill in at least one more field.");
  return change;
};

const documentSchema = { id: text };

/**
 * The document in Dash's answer to a change. Without one, it isn't known what is stored, and the step fails. `what`
 * completes "VirtualPBX didn't confirm …".
 */
export const confirmedDocument = (answer: unknown, what: string): unknown => {
  if (parse(documentSchema, answer).id !== null) return answer;
  throw failedError(`VirtualPBX didn't confirm ${what}. Check Dash before you run this step again.`);
};
