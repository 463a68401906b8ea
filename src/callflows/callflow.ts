import type { Dash } from '../dash/client.ts';
import { parse, text, type Parser } from '../dash/schema.ts';

const firstText: Parser<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);

/** Whether the value is there: `false` says that a callflow is no feature code, an object which one it is. */
const isThere: Parser<boolean> = (value) => Boolean(value);

const callflowSchema = { id: text, name: text, numbers: firstText, featurecode: isThere };

/** What happens to a call, step by step; one without a name is known by the first number that leads to it. */
export type Callflow = { id: string; name: string; isFeatureCode: boolean };

/** A callflow from its row or its document, which have the same keys; null when it is none. */
export const parseCallflow = (value: unknown): Callflow | null => {
  const { id, name, numbers, featurecode } = parse(callflowSchema, value);
  return id === null ? null : { id, name: name ?? numbers ?? 'Callflow without a name', isFeatureCode: featurecode };
};

/** The callflow with this id: 1 request. Null when there is none. */
export const findCallflow = async (dash: Dash, id: string): Promise<Callflow | null> =>
  parseCallflow(await dash.find(['callflows', id], { purpose: 'read the callflow' }));
