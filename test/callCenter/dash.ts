import { ACCOUNT, account, ROOT, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';

export const QUEUE = 'e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d3';
export const OTHER = 'f8a9b0c1d2e3f4a5bb5a1f0c2d3e44f6';

/** Seconds since the year 0 of Tue, Nov 24 2026, 10:32:05 at the office. */
export const AT = 63_962_764_325;

/** The key under which the cache has the engine of the account. */
export const ENGINE_KEY = `call-center-engine:${ROOT}/v2:${ACCOUNT}`;

/** A platform whose cache knows the engine of the account. */
const platformWith = (engine: string) => {
  const platform = createPlatform();
  platform.cache.set(ENGINE_KEY, JSON.stringify(engine));
  return platform;
};

export const acdcPlatform = () => platformWith('acdc');
export const qubiclePlatform = () => platformWith('qubicle');

/** The error wherever Dash has no call center, which means that it answers with an empty 404. */
export const notSwitchedOn = halts(
  "Call Center isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
);

/** The error for a login without permission, wherever Dash answers 403. */
export const notForThisLogin = halts(
  "This connection doesn't have permission for this part of the call center. Reconnect VirtualPBX with the account's API key or an administrator's sign-in.",
);

export const statusesAre = (data: unknown) =>
  account().get('/agents/status').query({ recent: 'true' }).reply(200, success(data));

/** Dash's answer for one agent with `recent`, by time in both versions of KAZOO. */
export const historyIs = (agentId: string, data: unknown) =>
  account().get(`/agents/${agentId}/status`).query({ recent: 'true' }).reply(200, success(data));

export const statisticsAre = (stats: unknown, more: object = {}) =>
  account()
    .get('/queues/stats')
    .reply(200, success({ ...more, stats }));

export const listIs = (path: string, ...rows: unknown[]) =>
  account().get(path).query({ paginate: 'false' }).reply(200, success(rows));

export const knowQueue = (more: object = {}) =>
  account()
    .get(`/queues/${QUEUE}`)
    .reply(200, success({ id: QUEUE, name: 'Front Desk', agents: [USER], ...more }));
