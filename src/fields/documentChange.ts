import { isObject, parse, text } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';

type Fields = Record<string, unknown>;

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([key, value]) => [key, isObject(value) ? withoutEmpty(value) : value] as const)
      .filter(([, value]) => value !== null && !(isObject(value) && Object.keys(value).length === 0)),
  );

/** The fields of a document that an update changes: all that are not null. When there are none, the step stops. */
export const documentChange = (fields: Fields): Fields => {
  const change = withoutEmpty(fields);
  if (Object.keys(change).length === 0)
    throw haltedError('There is nothing to change. Fill in at least one more field.');
  return change;
};

const documentSchema = { id: text };

/**
 * The document in Dash's answer to a change. Without one, nobody knows what is stored now, and the step fails. `what`
 * completes "VirtualPBX did not confirm …".
 */
export const confirmedDocument = (answer: unknown, what: string): unknown => {
  if (parse(documentSchema, answer).id !== null) return answer;
  throw failedError(
    `VirtualPBX did not confirm ${what}. Look in Dash whether it is changed before you run the step again.`,
  );
};
