import { createWebhook, ownWebhooksAt, deleteWebhook, secretOf } from '../../src/dash/webhooks.ts';
import { account, refusal, success } from '../support/dash.ts';
import { withDash } from '../support/step.ts';
import { fails, halts } from '../support/told.ts';

const TARGET = 'https://hooks.zapier.com/hooks/standard/1/target/';
const NOT_SWITCHED_ON = halts(
  "The Webhooks app isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
);

const webhooks = () => account().get('/webhooks').query({ paginate: 'false' });

test('ours at a URL are recognized by their name, enabled or not', async () => {
  webhooks().reply(
    200,
    success([
      { id: 'ours', name: 'Zapier: New Voicemail', uri: TARGET, enabled: true },
      { id: 'off', name: 'Zapier: New Voicemail', uri: TARGET, enabled: false },
      { id: 'of another Zap', name: 'Zapier: New Voicemail', uri: `${TARGET}2/` },
      { id: 'of somebody', name: 'My Zapier: hook', uri: TARGET },
      { id: 'nameless', uri: TARGET },
      { id: 'without address', name: 'Zapier: New Voicemail' },
      { name: 'Zapier: without id', uri: TARGET },
      null,
    ]),
  );
  expect(await withDash((dash) => ownWebhooksAt(dash, TARGET))).toEqual(['ours', 'off']);
});

test('an account without webhooks gets an error that says so', async () => {
  webhooks().reply(404);
  await expect(withDash((dash) => ownWebhooksAt(dash, TARGET))).rejects.toMatchObject(NOT_SWITCHED_ON);
});

test.each([
  ['the one it carries', { custom_data: { zapier_token: 's3cret', type: 'voicemail_new' } }, 's3cret'],
  ['none when it carries others', { id: 'w1', custom_data: { type: 'voicemail_new' } }, null],
  ['none when it carries nothing and has an ID', { id: 'w1' }, null],
  ['none when it carries nothing and has a URL', { uri: TARGET }, null],
  ['none when it carries nothing and has a hook', { hook: 'notifications' }, null],
])('the secret of a webhook is %s', async (_what, webhook, secret) => {
  account().get('/webhooks/w1').reply(200, success(webhook));
  expect(await withDash((dash) => secretOf(dash, ['w1']))).toBe(secret);
});

test.each([404, 410])('a webhook that is gone (%i) has no secret, and the next one may have it', async (status) => {
  account()
    .get('/webhooks/w1')
    .twice()
    .reply(status, refusal(status, 'bad identifier', ['w1']));
  account()
    .get('/webhooks/w2')
    .reply(200, success({ custom_data: { zapier_token: 's3cret' } }));
  expect(await withDash((dash) => secretOf(dash, ['w1']))).toBeNull();
  expect(await withDash((dash) => secretOf(dash, ['w1', 'w2']))).toBe('s3cret');
});

test.each([[null], [[]], ['none'], [{}], [{ id: '' }], [{ custom_data: { type: 'voicemail_new' } }]])(
  'an answer without the webhook, %j, does not show that it has no secret',
  async (data) => {
    account().get('/webhooks/w1').reply(200, success(data));
    await expect(withDash((dash) => secretOf(dash, ['w1']))).rejects.toMatchObject({ name: 'AppError' });
  },
);

const ours = { label: 'New Voicemail', uri: TARGET, secret: 's3cret' };
const common = {
  name: 'Zapier: New Voicemail',
  uri: TARGET,
  http_verb: 'post',
  format: 'json',
  retries: 4,
  enabled: true,
  include_subaccounts: false,
  include_internal_legs: true,
};

test('a webhook for a notification says which, beside the secret', async () => {
  const data = {
    ...common,
    hook: 'notifications',
    custom_data: { type: 'voicemail_new', zapier_token: 's3cret' },
  };
  account()
    .put('/webhooks', { data })
    .reply(201, success({ id: 'w1' }));
  const event = { hook: 'notifications', type: 'voicemail_new' };
  expect(await withDash((dash) => createWebhook(dash, event, ours))).toBe('w1');
});

test('a webhook for calls carries the secret alone, and lets Dash filter', async () => {
  const modifiers = { call_direction: ['inbound'] };
  const data = { ...common, hook: 'channel_destroy', custom_data: { zapier_token: 's3cret' }, modifiers };
  account()
    .put('/webhooks', { data })
    .reply(201, success({ id: 'w1' }));
  const event = { hook: 'channel_destroy', modifiers };
  expect(await withDash((dash) => createWebhook(dash, event, ours))).toBe('w1');
});

test('a webhook for documents says what must happen to which, in the accounts below as well', async () => {
  const custom_data = { type: 'user', action: 'doc_edited', zapier_token: 's3cret' };
  account()
    .put('/webhooks', { data: { ...common, hook: 'object', custom_data, include_subaccounts: true } })
    .reply(201, success({ id: 'w1' }));
  const event = { hook: 'object', type: 'user', action: 'doc_edited', includeSubaccounts: true };
  expect(await withDash((dash) => createWebhook(dash, event, ours))).toBe('w1');
});

test('a webhook that Dash does not take is an error', async () => {
  account().put('/webhooks').reply(500, refusal(500, 'datastore_fault'));
  await expect(withDash((dash) => createWebhook(dash, { hook: 'parking' }, ours))).rejects.toMatchObject(
    fails('Could not connect this Zap to the phone system: VirtualPBX had a problem. Try again in a few minutes.', 500),
  );
});

test.each([
  ['there', 200, success({}), true],
  ['gone already', 404, refusal(404, 'bad identifier', ['w1']), false],
])('a webhook that was %s is removed', async (_what, status, body, expected) => {
  account().delete('/webhooks/w1').reply(status, body);
  expect(await withDash((dash) => deleteWebhook(dash, 'w1'))).toBe(expected);
});

test('a webhook that Dash does not let go is an error', async () => {
  account().delete('/webhooks/w1').reply(500, refusal(500, 'datastore_fault'));
  await expect(withDash((dash) => deleteWebhook(dash, 'w1'))).rejects.toMatchObject(
    fails(
      'Could not disconnect this Zap from the phone system: VirtualPBX had a problem. Try again in a few minutes.',
      500,
    ),
  );
});
