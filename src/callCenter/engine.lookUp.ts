import { isMissingSection } from '../dash/answer.ts';
import { dashBaseUrl } from '../dash/baseUrl.ts';
import type { Dash } from '../dash/client.ts';
import { DashError } from '../dash/dashError.ts';
import { DAY_SECONDS, MINUTE_MS, SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { notSwitchedOn } from '../zapier/failures.ts';
import { callCenterAccess } from './access.ts';
import { acdcEngine } from './acdc/engine.ts';
import type { Engine } from './engine.ts';
import { qubicleEngine } from './qubicle/engine.ts';

/** The software that can run an account's call center: Qubicle, the newer one, or ACDC, the older one. */
const engines = { qubicle: qubicleEngine, acdc: acdcEngine };

type EngineName = keyof typeof engines | 'none';

/** An account without queues may get its first one at any time. */
const SECONDS_WITHOUT_QUEUES = (10 * MINUTE_MS) / SECOND_MS;

const ASK = { ...callCenterAccess, purpose: 'find the call center', query: { page_size: 1 } };

const isEngineMissing = (error: unknown): boolean => error instanceof DashError && isMissingSection(error.answer);

/** Whether the account has a queue on an engine; null when the phone system doesn't have that engine: 1 request. */
const hasQueues = async (dash: Dash, list: string): Promise<boolean | null> => {
  try {
    return (await dash.page([list], ASK)).rows.length > 0;
  } catch (error) {
    if (isEngineMissing(error)) return null;
    throw error;
  }
};

type Finding = { engine: EngineName; hasRows: boolean };

/** The modules are loaded for a whole cluster, so only a queue proves that the account uses the engine. */
const detect = async (dash: Dash): Promise<Finding> => {
  const inQubicle = await hasQueues(dash, 'qubicle_queues');
  if (inQubicle) return { engine: 'qubicle', hasRows: true };
  const inAcdc = await hasQueues(dash, 'queues');
  if (inAcdc) return { engine: 'acdc', hasRows: true };
  if (inQubicle === false) return { engine: 'qubicle', hasRows: false };
  return { engine: inAcdc === null ? 'none' : 'acdc', hasRows: false };
};

const isEngineName = (value: unknown): value is EngineName =>
  value === 'none' || (typeof value === 'string' && Object.hasOwn(engines, value));

const keyOf = ({ bundle }: Context): string =>
  `call-center-engine:${dashBaseUrl()}:${String(bundle.authData.account_id)}`;

/**
 * The name of the account's engine: 1 request or 2, none while cached, which is for a day if there are queues and for
 * 10 minutes if there are none. A login without permission to read the queues gets an error, and errors aren't cached.
 */
const findEngineName = (context: Context): Promise<EngineName> => {
  const { cache, dash, once } = context;
  const key = keyOf(context);
  return once(key, async () => {
    const cached = await cache.get(key);
    if (isEngineName(cached)) return cached;
    const { engine, hasRows } = await detect(dash);
    await cache.set(key, engine, hasRows ? DAY_SECONDS : SECONDS_WITHOUT_QUEUES);
    return engine;
  });
};

/** The engine that runs the account's call center. Throws when there is none. See `findEngineName` for the cost. */
export const findEngine = async (context: Context): Promise<Engine> => {
  const name = await findEngineName(context);
  if (name === 'none') throw haltedError(notSwitchedOn(callCenterAccess.section));
  return engines[name];
};

/**
 * Does work with the account's engine. When that engine turns out to be gone, throws the error of the work, and the next run
 * looks for the engine again.
 */
export const withEngine = async <T>(context: Context, work: (engine: Engine) => Promise<T>): Promise<T> => {
  const engine = await findEngine(context);
  try {
    return await work(engine);
  } catch (error) {
    if (isEngineMissing(error)) await context.cache.delete(keyOf(context));
    throw error;
  }
};
