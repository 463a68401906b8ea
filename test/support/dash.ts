import nock from 'nock';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';
/** The id of another document. */
export const OTHER = 'feedfacecafe4b1dadd1c0ffee0ddba2';
export const USER = 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b';
export const TOKEN = 'token-of-the-session';
export const ROOT = 'https://public-api.virtualpbx.com:8443';

/** The stored connection of a user at an office on the Pacific coast. */
export const authData = {
  api_key: '',
  username: 'ann.lee@example.com',
  password: 'correct horse battery',
  account_name: 'Brightwater Dental',
  virtualtext_url: '',
  virtualtext_credential: '',
  auth_token: TOKEN,
  account_id: ACCOUNT,
  owner_id: USER,
  account_title: 'Brightwater Dental',
  account_timezone: 'America/Los_Angeles',
};

/** A response in Dash's envelope. */
export const success = (data: unknown, more: object = {}) => ({
  auth_token: TOKEN,
  status: 'success',
  request_id: 'f00d',
  data,
  ...more,
});

/** An error in Dash's envelope. */
export const refusal = (status: number, message: string, data: unknown = {}) => ({
  auth_token: 'undefined',
  status: 'error',
  error: String(status),
  message,
  data,
});

/** Dash's host, for the login endpoints below `/v2`. */
export const dashHost = () => nock(ROOT);

/** The API of the account; it answers only requests that carry the session's token. */
export const account = () => nock(`${ROOT}/v2/accounts/${ACCOUNT}`, { reqheaders: { 'x-auth-token': TOKEN } });
