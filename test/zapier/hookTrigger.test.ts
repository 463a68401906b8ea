import nock from 'nock';
import app from '../../src/index.ts';
import { anyFields, number, text } from '../../src/dash/schema.ts';
import { hookTrigger } from '../../src/zapier/hookTrigger.ts';
import { field } from '../../src/fields/output.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

const TARGET = 'https://hooks.zapier.com/hooks/standard/1/target/';
const OTHER_ZAP = 'https://hooks.zapier.com/hooks/standard/1/other/';
const NAME = 'Zapier: Fax Failed';

const fields = [field('id', 'string', 'ID'), field('pages', 'number', 'Pages')] as const;
const recent = [
  { fax_id: 'c', faxbox_id: 'front', pages: 3 },
  { fax_id: null, faxbox_id: 'front', pages: 2 },
  { fax_id: 'a', faxbox_id: 'back', pages: 1 },
  { fax_id: 'z', faxbox_id: 'front', pages: 1 },
  { fax_id: 'y', faxbox_id: 'front', pages: 1 },
];

/** A trigger over two webhooks whose record takes a request. */
const faxFailed = hookTrigger({
  key: 'fax_failed',
  noun: 'Fax',
  label: 'Fax Failed',
  description: 'Triggers when a fax fails.',
  events: () => [
    { hook: 'notifications', type: 'outbound_fax_error' },
    { hook: 'channel_destroy', modifiers: { call_direction: ['inbound'] } },
  ],
  inputFields: [
    { key: 'box', label: 'Box' },
    { key: 'once', label: 'Once', type: 'boolean' },
  ],
  schema: { fax_id: text, faxbox_id: text, pages: number },
  matches: ({ faxbox_id }, input) => input.passes('box', faxbox_id),
  load: (event) => (event.pages === 0 ? null : event),
  dedupeKey: ({ fax_id }) => fax_id,
  throttle: ({ faxbox_id }, input) => (input.flag('once') ? { key: String(faxbox_id), seconds: 900 } : null),
  record: async ({ pages }, id, { dash }) => {
    await dash.get(['faxes', id], { purpose: 'read the fax' });
    return { id, pages };
  },
  samples: (input) => recent.filter(({ faxbox_id }) => input.passes('box', faxbox_id)),
  outputFields: fields,
  sample: { id: 'a', pages: 1 },
});

const withFaxFailed = { ...app, triggers: { fax_failed: faxFailed } };
const METHOD = 'triggers.fax_failed.operation';

const created = (id: string) => [201, success({ id })] as const;
const row = (id: string, uri = TARGET, name = NAME) => ({ id, name, uri, hook: 'notifications', enabled: false });

const webhooks = (...rows: object[]) =>
  account().get('/webhooks').query({ paginate: 'false' }).reply(200, success(rows));

const subscribe = () =>
  createPlatform(withFaxFailed).run(`${METHOD}.performSubscribe`, { targetUrl: TARGET }) as Promise<
    Record<string, unknown>
  >;

describe('subscribing', () => {
  test('creates one webhook for each event, with a secret of its own', async () => {
    webhooks();
    const bodies: { data: Record<string, unknown> }[] = [];
    const remember = (body: unknown) => Boolean(bodies.push(body as { data: Record<string, unknown> }));
    account()
      .put('/webhooks', remember)
      .reply(...created('w1'));
    account()
      .put('/webhooks', remember)
      .reply(...created('w2'));
    const before = Date.now();
    const subscription = await subscribe();

    const secret = String(subscription.zapier_token);
    expect(secret).toMatch(/^[0-9a-f]{48}$/);
    const usual = {
      name: NAME,
      uri: TARGET,
      http_verb: 'post',
      format: 'json',
      retries: 4,
      enabled: true,
      include_subaccounts: false,
      include_internal_legs: true,
    };
    expect(bodies.map(({ data }) => data)).toEqual([
      { ...usual, hook: 'notifications', custom_data: { type: 'outbound_fax_error', zapier_token: secret } },
      {
        ...usual,
        hook: 'channel_destroy',
        custom_data: { zapier_token: secret },
        modifiers: { call_direction: ['inbound'] },
      },
    ]);
    expect(subscription).toMatchObject({ id: 'w1 w2', webhook_ids: ['w1', 'w2'] });
    expect(JSON.stringify(subscription)).not.toContain(TARGET);
    const inADay = Date.parse(String(subscription.expiration_date)) - before;
    expect(inADay).toBeGreaterThanOrEqual(24 * 60 * 60 * 1000);
    expect(inADay).toBeLessThan(25 * 60 * 60 * 1000);
  });

  test('again keeps the secret, and removes the earlier webhooks of this address only, after the new ones are there', async () => {
    webhooks(
      row('old1'),
      row('old2'),
      row('another Zap', OTHER_ZAP),
      row("somebody's own", TARGET, 'Fax log'),
      { name: NAME, uri: TARGET },
      { uri: TARGET, id: 'nameless' },
    );
    const order: string[] = [];
    const noted = (what: string, data: unknown) => () => {
      order.push(what);
      return success(data) as nock.Body;
    };
    account()
      .get('/webhooks/old1')
      .reply(200, success({ custom_data: { zapier_token: 'kept' } }));
    account()
      .put(
        '/webhooks',
        (body: { data: { custom_data: { zapier_token: string } } }) => body.data.custom_data.zapier_token === 'kept',
      )
      .times(2)
      .reply(201, noted('created', { id: 'new' }));
    account().delete('/webhooks/old1').reply(200, noted('deleted', {}));
    account().delete('/webhooks/old2').reply(200, noted('deleted', {}));
    expect(await subscribe()).toMatchObject({ zapier_token: 'kept' });
    expect(order).toEqual(['created', 'created', 'deleted', 'deleted']);
  });

  test.each<[string, number, object]>([
    ['has no secret', 200, success({ id: 'old' })],
    ['is gone in between', 404, refusal(404, 'bad identifier', ['old'])],
  ])('makes a new secret where the earlier webhook %s', async (_name, status, body) => {
    webhooks(row('old'));
    account().get('/webhooks/old').reply(status, body);
    account()
      .put('/webhooks')
      .times(2)
      .reply(...created('new'));
    account()
      .delete('/webhooks/old')
      .reply(404, refusal(404, 'bad identifier', ['old']));
    expect((await subscribe()).zapier_token).toMatch(/^[0-9a-f]{48}$/);
  });

  test('works although an earlier webhook cannot be deleted now', async () => {
    webhooks(row('old'));
    account()
      .get('/webhooks/old')
      .reply(200, success({ custom_data: { zapier_token: 'kept' } }));
    account()
      .put('/webhooks')
      .times(2)
      .reply(...created('new'));
    account().delete('/webhooks/old').reply(500, refusal(500, 'unspecified_fault'));
    expect(await subscribe()).toMatchObject({ webhook_ids: ['new', 'new'] });
  });

  test('deletes the first webhook when the second is refused, and says why', async () => {
    webhooks();
    account()
      .put('/webhooks')
      .reply(...created('w1'));
    const complaint = { uri: { error: { message: 'blacklisted host' } } };
    account()
      .put('/webhooks')
      .reply(400, refusal(400, 'validation error', complaint));
    account().delete('/webhooks/w1').reply(200, success({}));
    await expect(subscribe()).rejects.toMatchObject({
      name: 'HaltedError',
      message: "VirtualPBX doesn't send events to Zapier from this account. Contact VirtualPBX support.",
    });
  });

  test('leaves the earlier webhook, which works, alone when it fails, and removes only what it made', async () => {
    webhooks(row('old'));
    account()
      .get('/webhooks/old')
      .reply(200, success({ custom_data: { zapier_token: 'kept' } }));
    account()
      .put('/webhooks')
      .reply(...created('w1'));
    account().put('/webhooks').reply(500, refusal(500, 'unspecified_fault'));
    webhooks(row('old'), row('w1'), row('unconfirmed'));
    const deleted: string[] = [];
    account()
      .persist()
      .delete(/\/webhooks\//)
      .reply(200, (uri) => {
        deleted.push(String(uri.split('/').at(-1)));
        return success({}) as nock.Body;
      });
    await expect(subscribe()).rejects.toMatchObject({ name: 'AppError' });
    expect(deleted.sort()).toEqual(['unconfirmed', 'w1']);
  });

  test.each([[null], [{}]])('changes nothing when the earlier webhook, and with it the secret, is %j', async (data) => {
    webhooks(row('old'));
    account().get('/webhooks/old').reply(200, success(data));
    await expect(subscribe()).rejects.toThrow('Could not check which events this Zap already gets: ');
  });

  test('fails where Dash does not say which webhook it made: such a one could never be removed', async () => {
    webhooks();
    account().put('/webhooks').reply(201, success({}));
    await expect(subscribe()).rejects.toThrow(
      "VirtualPBX didn't confirm that it will send events to this Zap. Try again.",
    );
  });

  test('an account without webhooks gets a sentence', async () => {
    account().get('/webhooks').query({ paginate: 'false' }).reply(404, '');
    await expect(subscribe()).rejects.toThrow("The Webhooks app isn't turned on for this VirtualPBX account.");
  });
});

describe('unsubscribing', () => {
  const unsubscribe = (subscribeData?: object) =>
    createPlatform(withFaxFailed).run(`${METHOD}.performUnsubscribe`, { subscribeData, targetUrl: TARGET });

  test('deletes the webhooks of the subscription; one that is gone already is as good', async () => {
    account().delete('/webhooks/w1').reply(200, success({}));
    account()
      .delete('/webhooks/w2')
      .reply(404, refusal(404, 'bad identifier', ['w2']));
    expect(await unsubscribe({ webhook_ids: ['w1', 'w2'] })).toEqual({});
  });

  test('has nothing to do without a subscription', async () => {
    expect(await unsubscribe()).toEqual({});
  });

  test('an ended session is repeated', async () => {
    account().delete('/webhooks/w1').reply(401, refusal(401, 'invalid_credentials'));
    await expect(unsubscribe({ webhook_ids: ['w1'] })).rejects.toMatchObject({ name: 'RefreshAuthError' });
  });
});

describe('a delivery', () => {
  const subscribeData = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash-of-the-target' };
  const event = { fax_id: 'f1', faxbox_id: 'front', pages: 2, zapier_token: 'secret' };
  const read = (id = 'f1', status = 200, body: object = success({})) =>
    account().get(`/faxes/${id}`).reply(status, body);

  const deliver = (platform: ReturnType<typeof createPlatform>, sent: object = event, more: object = {}) =>
    platform.run(`${METHOD}.perform`, {
      subscribeData,
      rawRequest: { content: JSON.stringify(sent) },
      cleanedRequest: sent,
      ...more,
    });

  test('becomes a record without the secret', async () => {
    read();
    expect(await deliver(createPlatform(withFaxFailed))).toEqual([{ id: 'f1', pages: 2 }]);
  });

  test.each<[string, object, object]>([
    ['with another secret', { ...event, zapier_token: 'guess' }, {}],
    ['without a secret', { fax_id: 'f1' }, {}],
    ['to a Zap without a subscription', event, { subscribeData: undefined }],
    ['to a subscription without a secret', { ...event, zapier_token: '' }, { subscribeData: { zapier_token: '' } }],
  ])('%s is dropped before any request', async (_name, sent, more) => {
    expect(await deliver(createPlatform(withFaxFailed), sent, more)).toEqual([]);
  });

  test('that the filter excludes is dropped before any request', async () => {
    expect(await deliver(createPlatform(withFaxFailed), event, { inputData: { box: 'back' } })).toEqual([]);
  });

  test('that only its item shows to be unwanted is dropped', async () => {
    expect(await deliver(createPlatform(withFaxFailed), { ...event, pages: 0 })).toEqual([]);
  });

  test('is given at most once for what the trigger says, and each kind apart', async () => {
    const platform = createPlatform(withFaxFailed);
    const times = async (id: string, faxbox_id: string) => {
      read(id);
      const sent = { ...event, fax_id: id, faxbox_id };
      return ((await deliver(platform, sent, { inputData: { once: true } })) as unknown[]).length;
    };
    expect(await times('f1', 'front')).toBe(1);
    expect(await times('f2', 'front')).toBe(0);
    expect(await times('f3', 'back')).toBe(1);
  });

  test('that Dash repeats is given once, for each Zap', async () => {
    const platform = createPlatform(withFaxFailed);
    const otherZap = { subscribeData: { ...subscribeData, target_hash: 'another' } };
    const times = async (sent: object, more: object) => {
      read();
      return ((await deliver(platform, sent, more)) as unknown[]).length;
    };
    expect(await times(event, {})).toBe(1);
    expect(await times({ ...event, msg_id: 'two' }, {})).toBe(0);
    expect(await times(event, otherZap)).toBe(1);
  });

  test('without an ID is recognized by its content', async () => {
    const platform = createPlatform(withFaxFailed);
    const nameless = { ...event, fax_id: undefined };
    account()
      .get(/\/faxes\/[0-9a-f]{64}$/)
      .times(3)
      .reply(200, success({}));
    const [first] = (await deliver(platform, nameless)) as { id: string }[];
    expect(first?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(await deliver(platform, { ...nameless, msg_id: 'two' })).toEqual([]);
    expect(await deliver(platform, { ...nameless, pages: 9 })).toHaveLength(1);
  });

  test.each<[number, string]>([
    [401, 'RefreshAuthError'],
    [429, 'ThrottledError'],
    [500, 'AppError'],
  ])('whose look-up answers %i is given when the platform repeats it, and once', async (status, name) => {
    const platform = createPlatform(withFaxFailed);
    read('f1', status, refusal(status, 'not now'));
    await expect(deliver(platform)).rejects.toMatchObject({ name });
    read();
    expect(await deliver(platform)).toHaveLength(1);
    read();
    expect(await deliver(platform)).toEqual([]);
  });

  test('is given although the platform’s cache is down: twice is better than never', async () => {
    const platform = createPlatform(withFaxFailed);
    platform.state.cacheDown = true;
    read();
    expect(await deliver(platform)).toHaveLength(1);
    read();
    expect(await deliver(platform)).toHaveLength(1);
  });
});

describe('a delivery that isn’t decided yet', () => {
  const undecided = (more: object) =>
    hookTrigger({
      key: 'undecided',
      noun: 'Call',
      label: 'Undecided',
      description: 'Triggers when a call ends.',
      events: () => [{ hook: 'channel_destroy' }],
      inputFields: [],
      schema: { call_id: text },
      matches: () => null,
      load: (event) => event,
      dedupeKey: ({ call_id }) => call_id,
      isUndecided: ({ call_id }) => call_id !== 'decided',
      record: (_item, id) => ({ id, pages: null }),
      samples: () => [],
      outputFields: fields,
      sample: { id: 'a', pages: 1 },
      ...more,
    });

  const createOffice = (more: object = {}) => {
    const platform = createPlatform({ ...app, triggers: { undecided: undecided(more) } });
    const deliver = (call_id: string) =>
      platform.run('triggers.undecided.operation.perform', {
        subscribeData: { zapier_token: 'secret', target_hash: 'h' },
        cleanedRequest: { call_id, zapier_token: 'secret' },
      });
    return { platform, deliver };
  };

  const LATER = { name: 'ThrottledError', message: expect.stringContaining('in two minutes') as string };

  test('has a trigger like others', () => {
    const { display, operation } = undecided({});
    expect(display).toEqual({ label: 'Undecided', description: 'Triggers when a call ends.' });
    expect(operation.outputFields).toEqual(fields);
  });

  test('runs once more, and is given then: one too many is better than a lost one', async () => {
    const { deliver } = createOffice();
    await expect(deliver('a')).rejects.toMatchObject(LATER);
    await expect(deliver('b')).rejects.toMatchObject(LATER);
    expect(await deliver('a')).toEqual([{ id: 'a', pages: null }]);
    expect(await deliver('decided')).toEqual([{ id: 'decided', pages: null }]);
  });

  test('is dropped then where the trigger says so', async () => {
    const { deliver } = createOffice({ dropsUndecided: ({ call_id }: { call_id: string }) => call_id === 'a' });
    await expect(deliver('a')).rejects.toMatchObject(LATER);
    await expect(deliver('b')).rejects.toMatchObject(LATER);
    expect(await deliver('a')).toEqual([]);
    expect(await deliver('b')).toHaveLength(1);
  });

  test('is given while the cache is down, because nobody can tell whether it ran before', async () => {
    const { platform, deliver } = createOffice({ dropsUndecided: () => true });
    platform.state.cacheDown = true;
    expect(await deliver('a')).toHaveLength(1);
  });
});

test('a trigger may read a delivery as a whole', async () => {
  const anything = hookTrigger({
    key: 'anything',
    noun: 'Thing',
    label: 'Anything',
    description: 'Triggers when anything happens.',
    events: () => [{ hook: 'parking' }],
    inputFields: [],
    schema: anyFields,
    matches: () => true,
    load: (sent) => sent,
    dedupeKey: () => 'one',
    record: (sent, id) => ({ ...sent, id, pages: null }),
    samples: () => [],
    outputFields: fields,
    sample: { id: 'a', pages: 1 },
  });
  const sent = { slot: { number: 1 }, zapier_token: 'secret' };
  const platform = createPlatform({ ...app, triggers: { anything } });
  const bundle = { subscribeData: { zapier_token: 'secret', target_hash: 'h' }, cleanedRequest: sent };
  expect(await platform.run('triggers.anything.operation.perform', bundle)).toEqual([
    { ...sent, id: 'one', pages: null },
  ]);
});

test('the editor shows the three newest records that pass the filter, made by the same mapping', async () => {
  account().get('/faxes/c').reply(200, success({}));
  account()
    .get(/\/faxes\/[0-9a-f]{64}$/)
    .reply(200, success({}));
  account().get('/faxes/z').reply(200, success({}));
  const shown = await createPlatform(withFaxFailed).run(`${METHOD}.performList`, { inputData: { box: 'front' } });
  expect(shown).toEqual([
    { id: 'c', pages: 3 },
    { id: expect.stringMatching(/^[0-9a-f]{64}$/) as string, pages: 2 },
    { id: 'z', pages: 1 },
  ]);
});
