import { md5, type Secret } from './guard.ts';

export const ACCOUNT = '0123456789abcdef0123456789abcdef';
/** An account whose phone system has ACDC instead of Qubicle. */
export const ACDC_ACCOUNT = 'acdc'.repeat(8);
export const SESSION_TOKEN = 'session-token-5kq8w2';
/** What a login gives. */
export const NEW_TOKEN = 'new-session-token-9xv3m1';
export const WEBHOOK_SECRET = 'webhook-secret-7dh4t6';
export const API_KEY = 'a9f3'.repeat(16);
export const VIRTUALTEXT = 'https://brightwater-txb.textable.app';
export const VIRTUALTEXT_V1 = 'https://api.virtualpbx.com';
export const VIRTUALTEXT_KEY = 'pk_live_5e7c9a1b3d5f';

/** In the bodies of requests that someone writes. */
export const PIN = '904417263';
export const QUEUE_PIN = '615528';
export const SIP_PASSWORD = 'SipPass9Qzx';

const USER_NAME = 'Ann.Lee@Example.com';
const PASSWORD = 'correct horse "battery" stäple';
export const [VIRTUALTEXT_USER, VIRTUALTEXT_TOKEN] = ['virtualtext-user-3f', 'virtualtext-token-8c'];
const VIRTUALTEXT_CREDENTIAL = `${VIRTUALTEXT_USER}:${VIRTUALTEXT_TOKEN}`;

const session = {
  auth_token: SESSION_TOKEN,
  account_id: ACCOUNT,
  account_title: 'Brightwater Dental',
  account_timezone: 'America/Los_Angeles',
  virtualtext_url: VIRTUALTEXT,
  virtualtext_credential: VIRTUALTEXT_CREDENTIAL,
};

/** The stored connections of the two ways to connect. */
export const connections = {
  'a user': {
    ...session,
    owner_id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b',
    api_key: '',
    username: USER_NAME,
    password: PASSWORD,
    account_name: 'Brightwater Dental',
  },
  'an API key': { ...session, owner_id: '', api_key: API_KEY, username: '', password: '', account_name: '' },
};

export type Connection = (typeof connections)[keyof typeof connections];

export const secrets: Secret[] = [
  { name: 'the password', value: PASSWORD, home: null },
  { name: 'the md5 of the lower-case user name', value: md5(`${USER_NAME.toLowerCase()}:${PASSWORD}`), home: 'dash' },
  { name: 'the md5 of the user name as typed', value: md5(`${USER_NAME}:${PASSWORD}`), home: 'dash' },
  { name: 'the API key', value: API_KEY, home: 'dash' },
  { name: 'the session token', value: SESSION_TOKEN, home: 'dash' },
  { name: 'the new session token', value: NEW_TOKEN, home: 'dash' },
  { name: 'the webhook secret', value: WEBHOOK_SECRET, home: 'dash' },
  { name: 'the VirtualText credential', value: VIRTUALTEXT_CREDENTIAL, home: 'virtualtext' },
  {
    name: 'the user half of the VirtualText credential',
    value: VIRTUALTEXT_USER,
    home: 'virtualtext',
    isInAddress: true,
  },
  { name: 'the token half of the VirtualText credential', value: VIRTUALTEXT_TOKEN, home: 'virtualtext' },
  { name: 'the PIN in a body', value: PIN, home: 'dash' },
  { name: 'the queue PIN in a body', value: QUEUE_PIN, home: 'dash' },
  { name: 'the SIP password in a body', value: SIP_PASSWORD, home: 'dash' },
  { name: 'the VirtualText key', value: VIRTUALTEXT_KEY, home: 'virtualtext' },
];

/** In forged deliveries, and no secret. */
export const TOKEN_OF_NOBODY = 'forged-secret-1af9';
