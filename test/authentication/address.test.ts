import nock from 'nock';
import { authData } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';

const STAGING = 'https://staging.example.com';

const connections = [
  ['someone who connects', 'authentication.sessionConfig.perform', { api_key: 'k1'.repeat(32) }, 'PUT'],
  ['a step', 'triggers.list_users.operation.perform', authData, 'GET'],
] as const;

afterEach(() => {
  delete process.env.DASH_API_URL;
});

const advice = 'Set it to an address such as https://public-api.virtualpbx.com:8443/v2, or remove it.';

describe.each(connections)('%s reads', (_who, method, fields, verb) => {
  const run = () => createPlatform().run(method, { authData: fields });

  test('what is wrong with DASH_API_URL, before any request', async () => {
    process.env.DASH_API_URL = STAGING;
    await expect(run()).rejects.toMatchObject(halts(`The developer setting DASH_API_URL must end with /v2. ${advice}`));
  });

  test('that nobody has the host in DASH_API_URL', async () => {
    process.env.DASH_API_URL = `${STAGING}/v2`;
    nock(STAGING)
      .intercept(/./, verb)
      .replyWithError(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' }));
    await expect(run()).rejects.toMatchObject(
      halts(`The developer setting DASH_API_URL names a host that doesn't exist, staging.example.com. ${advice}`),
    );
  });
});
