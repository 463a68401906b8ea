import { createHash, randomBytes } from 'node:crypto';
import { refuse } from './answers.ts';
import { gregorian } from './gregorian.ts';
import { validated } from './schema.ts';
import type { Answer, Handler, Refusal } from './answers.ts';
import type { Account } from './company.ts';
import type { State } from './state.ts';

/** Who a token stands for; `expires` is in milliseconds since 1970. */
export type Session = { accountId: string; ownerId?: string; expires: number };

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** Remembers a new session and makes its token: a JWT as Dash signs it, but with a signature made up. */
const openSession = ({ company, settings, sessions }: State, method: string, ownerId?: string): string => {
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

/** The session of a token that Dash gave and that has not expired. */
export const sessionOf = ({ sessions }: State, token: string | undefined): Session | undefined => {
  const session = sessions.get(token ?? '');
  return session && session.expires > Date.now() ? session : undefined;
};

/** What a login tells of the system, from KAZOO 4.3 on. */
const ofTheSystem = {
  cluster_id: 'sandbox',
  is_master_account: false,
  capabilities: { voicemail: { transcription: { available: true, default: false } } },
  ui_config: {},
};

const loginAnswer = (state: State, method: string, ownerId?: string): Answer => {
  const { account } = state.company;
  const data = {
    account_id: account.id,
    owner_id: ownerId,
    account_name: account.name,
    apps: [{ id: 'a'.repeat(32), name: 'voip', source_url: 'https://apps.invalid/voip', label: 'Smart PBX' }],
    language: account.language,
    reseller_id: account.reseller_id,
    is_reseller: account.is_reseller,
    ...(state.settings.kazoo === '4.3' ? ofTheSystem : {}),
  };
  return { status: 201, data, envelope: { auth_token: openSession(state, method, ownerId) } };
};

const refuseFor = (account: object): Refusal => refuse(400, 'validation error', { account });

/** What every request meets that comes with a token of an account that has expired. */
export const refuseIfExpired = ({ status }: Account): void => {
  if (status === 'expired') throw refuseFor({ expired: { message: 'account expired', cause: gregorian(new Date()) } });
};

/** A login with a password looks at the account; one with an API key does not. */
const refuseIfClosed = (account: Account): void => {
  refuseIfExpired(account);
  if (account.status === 'disabled') throw refuseFor({ disabled: { message: 'account disabled' } });
};

/** Dash ignores case, spaces and punctuation of an account name. */
const normalized = (accountName: string): string => accountName.toLowerCase().replace(/[^a-z0-9]/g, '');

const hashes = { md5: 'md5', sha: 'sha1' } as const;

const userAuthSchema = {
  credentials: { type: 'string', required: true, minLength: 1, maxLength: 64 },
  account_name: { type: 'string', minLength: 1, maxLength: 128 },
  method: { type: 'string', enum: Object.keys(hashes), default: 'md5' },
} as const;

const secondFactor = {
  message: 'client needs to preform second-factor authentication', // the spelling is Dash's
  multi_factor_request: {
    provider_name: 'duo',
    settings: { duo_sig_request: 'TX|sandbox|APP|sandbox', duo_api_hostname: 'duo.invalid' },
  },
};

/** `PUT /user_auth`: a login with the hash of user name and password. */
export const loginWithPassword: Handler = ({ data }, state) => {
  const { account, logins, users } = state.company;
  const request = validated(userAuthSchema, data) as {
    credentials: string;
    account_name?: string;
    method: 'md5' | 'sha';
  };
  if (normalized(request.account_name ?? '') !== normalized(account.name)) throw refuse(401);
  refuseIfClosed(account);
  const hash = (text: string) => createHash(hashes[request.method]).update(text).digest('hex');
  const login = logins.find(({ user_id, password }) =>
    users.some(({ id, enabled, username }) => {
      return id === user_id && enabled && hash(`${username.toLowerCase()}:${password}`) === request.credentials;
    }),
  );
  if (!login) throw refuse(401);
  if (login.multiFactor) throw refuse(401, 'invalid_credentials', secondFactor);
  return loginAnswer(state, 'cb_user_auth', login.user_id);
};

const apiAuthSchema = { api_key: { type: 'string', required: true, minLength: 64, maxLength: 64 } } as const;

/** `PUT /api_auth`: a login with the API key of the account, whatever state that is in. */
export const loginWithApiKey: Handler = ({ data }, state) => {
  const { api_key } = validated(apiAuthSchema, data);
  if (api_key !== state.company.apiKey) throw refuse(404, 'bad identifier', [api_key]);
  return loginAnswer(state, 'cb_api_auth');
};
