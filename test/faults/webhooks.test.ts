import nock from 'nock';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

const TARGET = 'https://hooks.zapier.com/hooks/standard/1/target/';

type Webhook = {
  id: string;
  name: string;
  uri: string;
  enabled: boolean;
  disable_reason?: string;
  custom_data: object;
};

/** The webhooks of an account, in memory. `state.created` is how Dash answers the next creation: it acts, and this is said. */
const createWebhooks = () => {
  const kept = new Map<string, Webhook>();
  const state: { created: 'confirmed' | 'lost' | 'refused'; deletes: boolean } = {
    created: 'confirmed',
    deletes: true,
  };
  let made = 0;
  const idIn = (uri: string) => String(uri.split('/').at(-1));
  account()
    .persist()
    .get(/\/webhooks\b/)
    .optionally()
    .reply((uri) => {
      if (uri.includes('paginate')) return [200, success([...kept.values()])];
      const webhook = kept.get(idIn(uri));
      return webhook ? [200, success(webhook)] : [404, refusal(404, 'bad identifier')];
    });
  account()
    .persist()
    .put('/webhooks')
    .optionally()
    .reply((_uri, body) => {
      if (state.created === 'refused') return [503, refusal(503, 'datastore_unreachable')];
      made += 1;
      const id = `w${String(made)}`;
      kept.set(id, { ...(body as { data: Webhook }).data, id });
      return state.created === 'lost' ? [504, ''] : [201, success({ id })];
    });
  account()
    .persist()
    .patch(/\/webhooks\//)
    .optionally()
    .reply((uri, body) => {
      const before = kept.get(idIn(uri));
      if (!before) return [404, refusal(404, 'bad identifier')];
      const after = { ...before, ...(body as { data: object }).data, disable_reason: undefined };
      kept.set(idIn(uri), after);
      return [200, success(after)];
    });
  account()
    .persist()
    .delete(/\/webhooks\//)
    .optionally()
    .reply((uri) => {
      if (!state.deletes) return [500, refusal(500, 'unspecified_fault')];
      return kept.delete(idIn(uri)) ? [200, success({})] : [404, refusal(404, 'bad identifier')];
    });
  return { kept, state };
};

const run = (method: string, bundle: object = {}) => createPlatform().run(method, { targetUrl: TARGET, ...bundle });
const subscribe = () =>
  run('triggers.new_voicemail.operation.performSubscribe') as Promise<{ zapier_token: string; webhook_ids: string[] }>;

/** Dash disables a webhook after six deliveries that failed. */
const disableAll = (kept: Map<string, Webhook>) => {
  for (const [id, webhook] of kept)
    kept.set(id, { ...webhook, enabled: false, disable_reason: 'too many failed attempts' });
};

test('a webhook that Dash disabled is found, and enabled again by a step', async () => {
  const { kept } = createWebhooks();
  await subscribe();
  disableAll(kept);
  expect(await run('searches.find_disabled_webhook.operation.perform')).toMatchObject([
    { trigger_name: 'New Voicemail', disable_reason: 'too many failed attempts' },
  ]);
  expect(await run('creates.reenable_webhooks.operation.perform')).toMatchObject({
    summary: 'Reconnected Zaps with these triggers: New Voicemail.',
  });
  expect([...kept.values()]).toMatchObject([{ enabled: true }]);
});

test('a webhook that Dash disabled is replaced when Zapier subscribes again, with the same secret', async () => {
  const { kept } = createWebhooks();
  const first = await subscribe();
  disableAll(kept);
  const second = await subscribe();
  expect(second.zapier_token).toBe(first.zapier_token);
  expect([...kept.values()]).toMatchObject([{ id: second.webhook_ids[0], enabled: true }]);
});

test('a subscription that fails leaves the webhook that works alone', async () => {
  const { kept, state } = createWebhooks();
  const { webhook_ids } = await subscribe();
  for (const created of ['refused', 'lost'] as const) {
    state.created = created;
    await expect(subscribe()).rejects.toMatchObject({ name: 'AppError' });
    expect([...kept.keys()]).toEqual(webhook_ids);
  }
});

test('webhooks that could not be deleted are deleted at the next subscription: one is left', async () => {
  const { kept, state } = createWebhooks();
  await subscribe();
  state.deletes = false;
  await subscribe();
  expect(kept.size).toBe(2);
  state.deletes = true;
  const { webhook_ids } = await subscribe();
  expect([...kept.keys()]).toEqual(webhook_ids);
});

test('a webhook whose secret cannot be read keeps it: the subscription fails, and nothing changes', async () => {
  const { kept } = createWebhooks();
  const { webhook_ids } = await subscribe();
  const before = structuredClone([...kept]);
  for (const body of [success(null), success([]), { status: 'success' }, '<html>Maintenance</html>']) {
    nock.cleanAll();
    account()
      .get('/webhooks')
      .query(true)
      .reply(200, success([...kept.values()]));
    account()
      .get(`/webhooks/${String(webhook_ids[0])}`)
      .reply(200, body);
    await expect(subscribe()).rejects.toThrow('Could not check which events this Zap already gets: ');
  }
  expect([...kept]).toEqual(before);
});
