import { createHash } from 'node:crypto';
import { refuse } from '../http/refusal.ts';
import { validate } from '../http/schema.ts';
import { openSession, refuseFor, refuseIfExpired } from '../http/sessions.ts';
import type { Account } from '../company/model.ts';
import type { ApiResponse, Handler, Routes } from '../http/endpoint.ts';
import type { State } from '../state.ts';

/** The system's data in a login, from KAZOO 4.3 on. */
const systemData = {
  cluster_id: 'sandbox',
  is_master_account: false,
  capabilities: { voicemail: { transcription: { available: true, default: false } } },
  ui_config: {},
};

const loginAnswer = (state: State, method: string, ownerId?: string): ApiResponse => {
  const { account } = state.company;
  const data = {
    account_id: account.id,
    owner_id: ownerId,
    account_name: account.name,
    apps: [{ id: 'a'.repeat(32), name: 'voip', source_url: 'https://apps.invalid/voip', label: 'Smart PBX' }],
    language: account.language,
    reseller_id: account.reseller_id,
    is_reseller: account.is_reseller,
    ...(state.settings.kazoo === '4.3' ? systemData : {}),
  };
  return { status: 201, data, envelope: { auth_token: openSession(state, method, ownerId) } };
};

/** A login with a password checks the account's status; one with an API key does not. */
const refuseIfClosed = (account: Account): void => {
  refuseIfExpired(account);
  if (account.status === 'disabled') throw refuseFor({ disabled: { message: 'account disabled' } });
};

/** Dash ignores case, spaces and punctuation of account names. */
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

/** `PUT /user_auth`: a login with the hash of username and password. */
const loginWithPassword: Handler = ({ data }, state) => {
  const { account, logins, users } = state.company;
  const request = validate(userAuthSchema, data) as {
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

/** `PUT /api_auth`: a login with the account's API key, whatever the account's status. */
const loginWithApiKey: Handler = ({ data }, state) => {
  const { api_key } = validate(apiAuthSchema, data);
  if (api_key !== state.company.apiKey) throw refuse(404, 'bad identifier', [api_key]);
  return loginAnswer(state, 'cb_api_auth');
};

export const authenticationRoutes: Routes = {
  'PUT /user_auth': loginWithPassword,
  'PUT /api_auth': loginWithApiKey,
};
