import { parse, text, type Parser } from '../dash/schema.ts';

const firstText: Parser<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);

/** Whether a value is set: `featurecode` is false, or an object if the callflow is a feature code. */
const isSet: Parser<boolean> = (value) => Boolean(value);

const callflowSchema = { id: text, name: text, numbers: firstText, featurecode: isSet };

/** A call flow: the steps that a call goes through. Without a name, it is called by its first number. */
export type Callflow = { id: string; name: string; isFeatureCode: boolean };

/** Parses a callflow from its row or its document, which have the same keys; null if the value is not a callflow. */
export const parseCallflow = (value: unknown): Callflow | null => {
  const { id, name, numbers, featurecode } = parse(callflowSchema, value);
  return id === null ? null : { id, name: name ?? numbers ?? 'Call flow without a name', isFeatureCode: featurecode };
};
