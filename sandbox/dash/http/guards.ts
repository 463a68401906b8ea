import { isObject } from '../../shared/json.ts';
import { badIdentifier, Refusal, refuse } from './refusal.ts';
import { refuseIfExpired, sessionOf } from './sessions.ts';
import type { MiddlewareHandler } from 'hono';
import type { Settings } from '../settings.ts';
import type { State } from '../state.ts';
import type { Environment } from './envelope.ts';

export type Middleware = MiddlewareHandler<Environment>;

/** A body must be JSON with an object as `data`. A request without a body is valid. */
export const checkEnvelope: Middleware = async (c, next) => {
  if ((await c.req.text()) !== '') {
    const data = c.get('data');
    if (!(c.req.header('Content-Type') ?? 'application/json').includes('json')) throw new Refusal(415);
    if (data === null) {
      throw refuse(400, 'parse_error', { json: { invalid: { message: 'the body is not JSON', target: 'body' } } });
    }
    if (!isObject(data)) throw refuse(400, 'invalid request envelope');
  }
  await next();
};

/**
 * Dash's first check of a token: a token that is not a JWT must be stored, and none is; a valid one fails if its
 * account has expired. An expired JWT passes here (`api_resource:allowed_methods`, `cb_token_auth:early_authenticate`).
 */
export const checkTokenEarly =
  (state: State): Middleware =>
  async (c, next) => {
    const token = c.get('token');
    if (token !== undefined && token.split('.').length !== 3) throw refuse(401, 'invalid credentials', {});
    if (sessionOf(state, token)) refuseIfExpired(state.company.account);
    await next();
  };

/** The modules of each call center. */
const callCenterModules = { acdc: ['agents', 'queues'], qubicle: ['qubicle_queues', 'qubicle_recipients'] };

/** The modules that are not started, those of call centers which the system does not have included. */
const notStarted = ({ callCenter, notStarted: others }: Settings): string[] => [
  ...others,
  ...(callCenter === 'acdc' ? [] : callCenterModules.acdc),
  ...(callCenter === 'qubicle' ? [] : callCenterModules.qubicle),
];

/** A module that is not started has no endpoints. */
export const refuseNotStarted =
  ({ settings }: State): Middleware =>
  async (c, next) => {
    const absent = notStarted(settings);
    if (c.req.path.split('/').some((word) => absent.includes(word))) throw refuse(404, 'not_found');
    await next();
  };

/** Open endpoints need no token, but an invalid one is refused. */
export const refuseStaleToken =
  (state: State): Middleware =>
  async (c, next) => {
    const token = c.get('token');
    if (token !== undefined && !sessionOf(state, token)) throw refuse(401);
    await next();
  };

/** The account must exist, the token must be valid, and it must belong to the account. */
export const authorize =
  (state: State): Middleware =>
  async (c, next) => {
    const id = c.req.param('account') ?? '';
    const { account, otherAccounts } = state.company;
    if (!/^[0-9a-f]{32}$/.test(id)) {
      throw refuse(404, 'bad identifier', { message: `invalid account_id '${id}'` });
    }
    if (![account.id, ...otherAccounts].includes(id)) throw badIdentifier(id);
    const session = sessionOf(state, c.get('token'));
    if (!session) throw refuse(401);
    if (session.accountId !== id) throw refuse(403);
    await next();
  };
