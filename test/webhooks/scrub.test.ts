import { scrubbed } from '../../src/webhooks/scrub.ts';

test.each([
  'zapier_token',
  'auth_token',
  'AccessToken',
  'TextableUserID',
  'password',
  'sip_password',
  'PIN',
  'account_api_key',
  'apiKey',
  'api-key',
  'client_secret',
  'credentials',
  'password_reset_link',
  'reset_id',
  'pvt_md5_auth',
  'set-cookie',
  'local_sdp',
  'remote_sdp',
  'node',
  'server_id',
  'app_name',
  'app_version',
  'msg_id',
  'system_log_id',
  'cluster_id',
  'freeswitch_hostname',
  'switch_url',
  'media_server',
  'ecallmgr_node',
])('%s is taken out, at the top and inside', (key) => {
  const sent = { [key]: 'x', call_id: 'c1', notify: { [key]: { deep: true }, legs: [{ [key]: 'x', call_id: 'c2' }] } };
  expect(scrubbed(sent)).toEqual({ call_id: 'c1', notify: { legs: [{ call_id: 'c2' }] } });
});

test.each([
  'authorizing_id',
  'authorizing_type',
  'owner_id',
  'app_id',
  'pinned_number',
  'hosted_by',
  'network_ip',
  'parking_slot',
  'switched_on',
  'presence_id',
])('%s stays', (key) => {
  expect(scrubbed({ [key]: 'x' })).toEqual({ [key]: 'x' });
});

test('values stay as they are, but for half a character', () => {
  const sent = { pages: 2, ok: false, none: null, empty: {}, list: ['a', 1], cut: 'a\ud83d' };
  expect(scrubbed(sent)).toEqual({ ...sent, cut: 'a\ufffd' });
});
