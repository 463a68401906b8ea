import { randomBytes } from 'node:crypto';
import { gregorian } from '../company/gregorian.ts';
import { refuse } from './refusal.ts';
import type { Account } from '../company/model.ts';
import type { Session, State } from '../state.ts';
import type { Refusal } from './refusal.ts';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Opens a session and returns its token: a JWT like Dash's with a random signature. */
export const openSession = ({ company, settings, sessions }: State, method: string, ownerId?: string): string => {
  const accountId = company.account.id;
  const lasts = settings.sessionSeconds > 0;
  const expires = Math.floor(Date.now() / 1000) + settings.sessionSeconds;
  const token = [
    encoded({ alg: 'RS256', typ: 'JWT', kid: 'sandbox' }),
    encoded({
      iss: 'kazoo',
      account_id: accountId,
      owner_id: ownerId,
      method,
      identity_sig: randomBytes(32).toString('base64url'),
      ...(lasts ? { exp: expires } : {}),
    }),
    randomBytes(256).toString('base64url'),
  ].join('.');
  sessions.set(token, { accountId, ownerId, expires: lasts ? expires * 1000 : Infinity });
  return token;
};

/** The session of a valid token. */
export const sessionOf = ({ sessions }: State, token: string | undefined): Session | undefined => {
  const session = sessions.get(token ?? '');
  return session && session.expires > Date.now() ? session : undefined;
};

export const refuseFor = (account: object): Refusal => refuse(400, 'validation error', { account });

/** Throws for every request with a token of an expired account. */
export const refuseIfExpired = ({ status }: Account): void => {
  if (status === 'expired') throw refuseFor({ expired: { message: 'account expired', cause: gregorian(new Date()) } });
};
