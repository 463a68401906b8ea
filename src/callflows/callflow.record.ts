import { parse, text, type Parser } from '../dash/schema.ts';

const firstText: Parser<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);

/** Whether a value is set: `featurecode` is false, or an object for a callflow that is a feature code. */
const isSet: Parser<boolean> = (value) => Boolean(value);

const callflowSchema = { id: text, name: text, numbers: firstText, featurecode: isSet };

/** What happens to a call, step by step. One without a name is called by its first number. */
export type Callflow = { id: string; name: string; isFeatureCode: boolean };

/** A callflow from its row or its document, which have the same keys; null when the value is not a callflow. */
export const parseCallflow = (value: unknown): Callflow | null => {
  const { id, name, numbers, featurecode } = parse(callflowSchema, value);
  return id === null ? null : { id, name: name ?? numbers ?? 'Call flow without a name', isFeatureCode: featurecode };
};
