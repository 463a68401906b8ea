import nock from 'nock';
import { authData } from './dash.ts';
import { createPlatform } from './platform.ts';

export const ADDRESS = 'https://brightwater-txb.textable.app';
export const USER_ID = 'user-3fQ8';
export const ACCESS_TOKEN = 'access-token-8c';
export const KEY = 'pk_live_4f9a8b7c6d5e';

/** A connection with its own VirtualText address. */
export const withTextable = {
  ...authData,
  virtualtext_url: ADDRESS,
  virtualtext_credential: `${USER_ID}:${ACCESS_TOKEN}`,
};

/** A connection with a key for the newer API. */
export const withKey = { ...authData, virtualtext_credential: KEY };

/** Responds only to requests with the credential and without the session's token. */
const hostOf = (origin: string, credential: string) =>
  nock(origin, { reqheaders: { authorization: `Bearer ${credential}` }, badheaders: ['x-auth-token'] });

export const textable = () => hostOf(ADDRESS, withTextable.virtualtext_credential);

export const v1 = () => hostOf('https://api.virtualpbx.com', KEY);

/** Runs a method of the app with a connection that has the Textable-based API, unless the bundle has another. */
export const runMessaging = (method: string, bundle: object = {}, platform = createPlatform()): Promise<unknown> =>
  platform.run(method, { authData: withTextable, ...bundle });
