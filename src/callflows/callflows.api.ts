import type { Dash } from '../dash/client.ts';
import { parseCallflow, type Callflow } from './callflow.record.ts';

/** The callflow with this id: 1 request. Null if there is none. */
export const findCallflow = async (dash: Dash, id: string): Promise<Callflow | null> =>
  parseCallflow(await dash.find(['callflows', id], { purpose: 'read the call flow' }));
