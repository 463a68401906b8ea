import { account, dashHost, refusal, success } from '../../support/dash.ts';
import { createPlatform } from '../../support/platform.ts';
import { halts } from '../../support/told.ts';
import { acdcPlatform, ENGINE_KEY, notSwitchedOn, qubiclePlatform } from '../dash.ts';
import { allowNoOtherRequest, NO_PERMISSION } from './qubicleDash.ts';

allowNoOtherRequest();

const TARGET = 'https://hooks.zapier.com/hooks/standard/1/target/';

/** Each trigger with its label, its hook, and the trigger that works without it. */
const TRIGGERS: [key: string, label: string, hook: string, polling: string][] = [
  [
    'agent_availability_changed',
    'Agent Signed In, Ready, Away or Signed Out',
    'qubicle_recipient_status_change',
    'Agent Status Changed',
  ],
  ['queue_caller_joined', 'Caller Joined Queue', 'qubicle_queue_join', 'New Queue Call'],
  ['queue_caller_left', 'Caller Left Queue', 'qubicle_queue_leave', 'New Queue Call'],
];

const notSent = (label: string, polling: string) =>
  halts(
    `Your phone system doesn't send the events for ${label}. Use ${polling} instead, which checks every few minutes.`,
  );

const hooksAre = (...ids: string[]) =>
  dashHost()
    .get('/v2/webhooks')
    .reply(200, success(ids.map((id) => ({ id, name: `${id} name`, description: 'An event' }))));

const withoutWebhooks = () => account().get('/webhooks').query({ paginate: 'false' }).reply(200, success([]));

const subscribe = (key: string, platform = qubiclePlatform()) =>
  platform.run(`triggers.${key}.operation.performSubscribe`, { targetUrl: TARGET }) as Promise<Record<string, unknown>>;

const show = (key: string, platform = qubiclePlatform()) => platform.run(`triggers.${key}.operation.performList`);

/** What the look for the engine finds: whether Qubicle, and ACDC, has a queue; null where it doesn't exist. */
const enginesHave = (qubicle: boolean | null, acdc: boolean | null) => {
  const answer = (path: string, has: boolean | null) => {
    const body = has === null ? refusal(404, 'not_found', { message: 'not found' }) : success(has ? [{ id: 'q' }] : []);
    account()
      .get(path)
      .query({ page_size: 1 })
      .reply(has === null ? 404 : 200, body);
  };
  answer('/qubicle_queues', qubicle);
  if (!qubicle) answer('/queues', acdc);
};

describe.each(TRIGGERS)('%s', (key, label, hook, polling) => {
  test('creates a webhook for its hook, which is named in each delivery', async () => {
    hooksAre('channel_create', 'qubicle', hook);
    withoutWebhooks();
    const bodies: unknown[] = [];
    account()
      .put('/webhooks', (body: unknown) => bodies.push(body) > 0)
      .reply(201, success({ id: 'w1' }));
    const { zapier_token, webhook_ids } = await subscribe(key);
    expect(webhook_ids).toEqual(['w1']);
    expect(zapier_token).toMatch(/^[0-9a-f]{48}$/);
    expect(bodies).toEqual([
      {
        data: {
          name: `Zapier: ${label}`,
          uri: TARGET,
          hook,
          http_verb: 'post',
          format: 'json',
          retries: 4,
          enabled: true,
          include_subaccounts: false,
          include_internal_legs: true,
          custom_data: { hook_event: hook, zapier_token },
        },
      },
    ]);
  });

  test('is undone by deleting the webhook', async () => {
    account().delete('/webhooks/w1').reply(200, success({}));
    const subscribeData = { webhook_ids: ['w1'], zapier_token: 'secret' };
    expect(
      await qubiclePlatform().run(`triggers.${key}.operation.performUnsubscribe`, { subscribeData, targetUrl: TARGET }),
    ).toEqual({});
  });

  test.each<[string, string[]]>([
    ['no hook of Qubicle', ['channel_create', 'notifications']],
    ['other ones', ['qubicle', 'qubicle_recipient_offer', hook.toUpperCase()]],
    ['none', []],
  ])('says which trigger to use when the phone system offers %s', async (_what, ids) => {
    hooksAre(...ids);
    await expect(subscribe(key)).rejects.toMatchObject(notSent(label, polling));
    hooksAre(...ids);
    await expect(show(key)).rejects.toMatchObject(notSent(label, polling));
  });

  test('says the same when the account has ACDC, even if the phone system offers the hook', async () => {
    hooksAre(hook);
    await expect(subscribe(key, acdcPlatform())).rejects.toMatchObject(notSent(label, polling));
    hooksAre(hook);
    await expect(show(key, acdcPlatform())).rejects.toMatchObject(notSent(label, polling));
    hooksAre(hook);
    enginesHave(false, true);
    await expect(subscribe(key, createPlatform())).rejects.toMatchObject(notSent(label, polling));
  });

  test('says so when the account has no call center', async () => {
    hooksAre(hook);
    enginesHave(null, null);
    await expect(subscribe(key, createPlatform())).rejects.toMatchObject(notSwitchedOn);
  });

  test('says so when this login may not see the call center', async () => {
    hooksAre(hook);
    account().get('/qubicle_queues').query({ page_size: 1 }).reply(403, refusal(403, 'forbidden'));
    await expect(subscribe(key, createPlatform())).rejects.toMatchObject(halts(NO_PERMISSION));
  });

  test('says so when the list of what can be created is older than the list of what is offered', async () => {
    hooksAre(hook);
    withoutWebhooks();
    account()
      .put('/webhooks')
      .reply(
        400,
        refusal(400, 'validation error', { hook: { enum: { message: 'Value not found in enumerated list' } } }),
      );
    // Checks whether a webhook was created whose confirmation got lost.
    withoutWebhooks();
    await expect(subscribe(key)).rejects.toMatchObject(
      halts("Your phone system doesn't send this event yet. Try again in a day, or choose another trigger."),
    );
  });

  test.each([500, 503])('is not subscribed when the hooks are answered with %i', async (status) => {
    dashHost().get('/v2/webhooks').reply(status, refusal(status, 'fault'));
    await expect(subscribe(key)).rejects.toMatchObject({ name: 'AppError' });
  });

  test("is subscribed when Dash offers the hook but can't report which engine there is", async () => {
    hooksAre(hook);
    account().get('/qubicle_queues').query({ page_size: 1 }).reply(503, refusal(503, 'fault'));
    withoutWebhooks();
    account()
      .put('/webhooks')
      .reply(201, success({ id: 'w1' }));
    const platform = createPlatform();
    expect(await subscribe(key, platform)).toMatchObject({ webhook_ids: ['w1'] });
    expect(platform.cache.has(ENGINE_KEY)).toBe(false);
  });

  test('finds the engine, and keeps it', async () => {
    hooksAre(hook);
    enginesHave(true, null);
    withoutWebhooks();
    account()
      .put('/webhooks')
      .reply(201, success({ id: 'w1' }));
    const platform = createPlatform();
    await subscribe(key, platform);
    expect(platform.cache.get(ENGINE_KEY)).toBe('"qubicle"');
  });
});
