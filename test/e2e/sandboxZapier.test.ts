import './longRuns.ts';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { textOf } from '../../sandbox/day/expectedResults.ts';
import { FILTER_APP } from '../../sandbox/zapier/definition.ts';
import { startZapier } from '../../sandbox/zapier/platform.ts';
import type { Connection, ZapDefinition, ZapierSandbox, ZapStep } from '../../sandbox/zapier/platform.ts';

type Lead = { id: string; name: string };
type Event = Record<string, unknown>;
type NewLead = { name: string; note?: string; voice?: string; pictures?: string[] };

/** A small CRM and the app for it. `crm` is the CRM's side, where a test makes things happen. */
const makeApp = () => {
  const crm = {
    exchanges: 0,
    validToken: 'session-1',
    expireSession: () => (crm.validToken = `session-${crm.exchanges + 1}`),
    subscriptions: [] as string[],
    steps: [] as string[],
    throttled: false,
    gate: Promise.resolve(),
    leads: [] as Lead[],
    audio: Buffer.from([0x52, 0x49, 0x46, 0x46, 0x00, 0xff, 0x80, 0x0d, 0x0a]),
  };

  const requireSession = (z: ZObject, bundle: Bundle) => {
    if (bundle.authData.session_token !== crm.validToken) throw new z.errors.RefreshAuthError();
  };

  const exchange = async (_z: ZObject, bundle: Bundle) => {
    bundle.authData.password_hash = 'known to this run alone';
    await setTimeout(5);
    crm.exchanges += 1;
    return { session_token: `session-${crm.exchanges}` };
  };

  const stashAudio = (z: ZObject, bundle: Bundle) => {
    requireSession(z, bundle);
    return z.stashFile(crm.audio, crm.audio.length, `Größe ${String(bundle.inputData.id)}.wav`, 'audio/wav');
  };

  const subscribe = (_z: ZObject, bundle: Bundle) => {
    const id = `subscription-${crm.steps.length + 1}`;
    crm.steps.push(`made ${id}`);
    crm.subscriptions.push(id);
    return { id, url: bundle.targetUrl };
  };

  const unsubscribe = (_z: ZObject, bundle: Bundle) => {
    const id = bundle.subscribeData?.id;
    crm.steps.push(`ended ${String(id)}`);
    crm.subscriptions = crm.subscriptions.filter((other) => other !== id);
    return {};
  };

  const misfortunes: Record<string, (z: ZObject, bundle: Bundle) => void> = {
    halted: (z) => {
      throw new z.errors.HaltedError('Nothing to do.');
    },
    broken: (z) => {
      throw new z.errors.Error('The CRM is closed.');
    },
    stale: requireSession,
    throttled: (z) => {
      if (crm.throttled) return;
      crm.throttled = true;
      throw new z.errors.ThrottledError('Too quick.', 60);
    },
  };

  const receiveLead = async (z: ZObject, bundle: Bundle) => {
    const { querystring, ...body } = bundle.cleanedRequest as Event & { querystring?: Event };
    const event: Event = { ...querystring, ...body };
    await crm.gate;
    misfortunes[String(event.misfortune)]?.(z, bundle);
    const isFirst = await z.cache.set(`lead ${String(event.id)}`, true, 60, ['auth'], true);
    return isFirst
      ? [{ ...event, subscription: bundle.subscribeData?.id, audio: z.dehydrateFile(stashAudio, event) }]
      : [];
  };

  const app = {
    version: '1.0.0',
    platformVersion: '19.1.0',
    authentication: {
      type: 'session',
      test: () => ({ account: { name: 'Acme' } }),
      sessionConfig: { perform: exchange },
      connectionLabel: '{{username}} at {{account.name}}',
    },
    hydrators: { stashAudio },
    triggers: {
      new_lead: {
        key: 'new_lead',
        operation: {
          type: 'hook',
          perform: receiveLead,
          performList: () => [{ id: 'sample' }],
          performSubscribe: subscribe,
          performUnsubscribe: unsubscribe,
        },
      },
      lead_list: {
        key: 'lead_list',
        operation: { perform: () => crm.leads },
      },
      paged: {
        key: 'paged',
        operation: {
          perform: async (z: ZObject, bundle: Bundle) => {
            const before = await z.cursor.get();
            await z.cursor.set(`page ${bundle.meta.page}`);
            return [{ id: 'cursor', before }];
          },
        },
      },
    },
    searches: {
      find_lead: {
        key: 'find_lead',
        operation: {
          perform: (z: ZObject, bundle: Bundle) => {
            requireSession(z, bundle);
            return [{ id: 'lead-1', token: bundle.authData.session_token }];
          },
        },
      },
      find_by_name: {
        key: 'find_by_name',
        operation: {
          inputFields: [{ key: 'name' }],
          perform: (_z: ZObject, { inputData }: Bundle<NewLead>) =>
            crm.leads.filter(({ name }) => name === inputData.name),
        },
      },
    },
    creates: {
      add_lead: {
        key: 'add_lead',
        operation: {
          inputFields: [{ key: 'name' }, { key: 'note' }, { key: 'voice' }, { key: 'pictures', list: true }],
          perform: (z: ZObject, bundle: Bundle<NewLead>) => {
            misfortunes[bundle.inputData.name]?.(z, bundle);
            const lead = { id: `lead-${crm.leads.length + 1}`, name: bundle.inputData.name };
            crm.leads.push(lead);
            return lead;
          },
        },
      },
      remember: {
        key: 'remember',
        operation: {
          perform: async (z: ZObject, { inputData: { key, value, ttl, scope, nx } }: Bundle<Remember>) => ({
            stored: await z.cache.set(key, value, ttl, scope, nx),
          }),
        },
      },
      recall: {
        key: 'recall',
        operation: {
          perform: async (z: ZObject, { inputData: { key, scope } }: Bundle<Remember>) => ({
            // The second argument exists, but core's types leave it out.
            value: await (z.cache.get as (key: string, scope?: Remember['scope']) => Promise<unknown>)(key, scope),
          }),
        },
      },
      fetch: {
        key: 'fetch',
        operation: {
          perform: async (z: ZObject, bundle: Bundle<{ url: string }>) => {
            const headers = { 'X-Key': `key ${String(bundle.authData.password)}` };
            const { status } = await z.request({ url: bundle.inputData.url, headers, skipThrowForStatus: true });
            return { status };
          },
        },
      },
    },
  };
  return { app, crm };
};

type Remember = { key: string; value?: string; ttl?: number; scope?: ('user' | 'auth')[]; nx?: boolean };

const leadToTrello: ZapDefinition = {
  name: 'Trello card for each lead',
  trigger: { key: 'new_lead', input: {} },
  steps: [
    {
      app: 'Trello',
      action: 'Create Card',
      fields: {
        name: 'Lead: {{name}} ({{vars[source]}})',
        attachment: '{{audio}}',
        description: 'Listen: {{audio}}',
        reference: '{{subscription}}',
      },
    },
  ],
};

const leadListToSheets: ZapDefinition = {
  name: 'Row for each lead',
  trigger: { key: 'lead_list', input: {} },
  steps: [{ app: 'Google Sheets', action: 'Create Spreadsheet Row', fields: { lead: '{{name}}' } }],
};

/** A Zap that another app's record starts: a visitor of the fair. */
const visitorZap = (...steps: ZapStep[]): ZapDefinition => ({
  name: 'Lead for each visitor',
  trigger: { app: 'Fair', event: 'New Visitor', record: { 'First Name': 'Ann' } },
  steps,
});

const addLead = { create: 'add_lead', fields: { name: '{{First Name}}' } };

const findLead = { search: 'find_by_name', fields: { name: '{{First Name}}' } };

const message = (text: string): ZapStep => ({ app: 'Slack', action: 'Send Message', fields: { message: text } });

describe('the local Zapier', () => {
  let zapier: ZapierSandbox;
  let crm: ReturnType<typeof makeApp>['crm'];
  let connection: Connection;

  beforeEach(async () => {
    const made = makeApp();
    crm = made.crm;
    zapier = await startZapier(made.app, { longestDelayMs: 5 });
    connection = await zapier.connect({ username: 'jane', password: 'correct horse' });
  });

  afterEach(() => zapier.close());

  const deliver = async (url: string, body: unknown) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    await zapier.settled();
    return response;
  };

  describe('connecting', () => {
    it('keeps only what the person typed and what the exchange returned', () => {
      expect(connection.authData).toEqual({
        username: 'jane',
        password: 'correct horse',
        session_token: 'session-1',
      });
    });

    it('names the connection from its values and the result of the test', () => {
      expect(connection.label).toBe('jane at Acme');
    });

    it('lets a function name the connection', async () => {
      const { app } = makeApp();
      const connectionLabel = (_z: ZObject, bundle: Bundle<{ account: { name: string } }>) =>
        `${bundle.inputData.account.name} of ${String(bundle.authData.username)}`;
      const other = await startZapier({ ...app, authentication: { ...app.authentication, connectionLabel } });
      expect((await other.connect({ username: 'bob' })).label).toBe('Acme of bob');
      await other.close();
    });
  });

  describe('refreshing', () => {
    it('exchanges once and repeats the run when the session has expired', async () => {
      crm.expireSession();
      expect(await zapier.run(connection, 'searches.find_lead')).toEqual([{ id: 'lead-1', token: 'session-2' }]);
      expect(zapier.counts.refreshes).toBe(1);
      expect(connection.authData.session_token).toBe('session-2');
    });

    it('shares one exchange between runs that need it at the same time', async () => {
      crm.expireSession();
      await Promise.all(Array.from({ length: 5 }, () => zapier.run(connection, 'searches.find_lead')));
      expect(crm.exchanges).toBe(2);
    });

    it('gives up when the repeated run fails too', async () => {
      crm.validToken = 'never issued';
      await expect(zapier.run(connection, 'searches.find_lead')).rejects.toMatchObject({ name: 'RefreshAuthError' });
      expect(zapier.counts.refreshes).toBe(1);
    });
  });

  describe('hooks', () => {
    it('responds while the app is still running', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      let finishWork: () => void = () => undefined;
      crm.gate = new Promise((resolve) => (finishWork = resolve));
      expect((await fetch(zap.targetUrl, { method: 'POST' })).status).toBe(200);
      expect(zap.results).toHaveLength(0);
      finishWork();
      await zapier.settled();
      expect(zap.results).toHaveLength(1);
    });

    it('runs the steps with the fields filled in from the delivery', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      const response = await deliver(`${zap.targetUrl}?via=query`, { id: 'a', name: 'Ann' });
      expect([response.status, await response.json()]).toEqual([200, { status: 'success' }]);
      expect(zap.deliveries[0]?.cleanedRequest).toEqual({ id: 'a', name: 'Ann', querystring: { via: 'query' } });
      expect(zapier.outcomes('Trello').map(({ fields }) => fields.name)).toEqual(['Lead: Ann ()']);
    });

    it('reads a form flat, with bracketed names unchanged', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      const form = { id: '0042', name: 'Ann & Bob', 'vars[source]': 'fair' };
      await fetch(zap.targetUrl, { method: 'POST', body: new URLSearchParams(form) });
      await zapier.settled();
      expect(zap.deliveries[0]?.cleanedRequest).toEqual({ ...form, querystring: {} });
      expect(zap.deliveries[0]?.rawRequest).toMatchObject({
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8', 'Http-Accept': '*/*' },
        content: 'id=0042&name=Ann+%26+Bob&vars%5Bsource%5D=fair',
      });
      expect(zap.results[0]?.fields.name).toBe('Lead: Ann & Bob (fair)');
    });

    it('reads the parameters of a GET from the query', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await fetch(`${zap.targetUrl}?id=g&name=Gil`);
      await zapier.settled();
      expect(zap.deliveries[0]?.cleanedRequest).toEqual({ querystring: { id: 'g', name: 'Gil' } });
      expect(zap.deliveries[0]?.rawRequest).toMatchObject({ method: 'GET', querystring: 'id=g&name=Gil', content: '' });
      expect(zap.results).toHaveLength(1);
    });

    it('passes a JSON array unchanged, and only the query if the body is not JSON', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      const headers = { 'Content-Type': 'application/json' };
      await fetch(zap.targetUrl, { method: 'POST', headers, body: '[1]' });
      await fetch(zap.targetUrl, { method: 'POST', headers, body: '{"cut off' });
      expect(zap.deliveries.map(({ cleanedRequest }) => cleanedRequest)).toEqual([[1], { querystring: {} }]);
    });

    it('starts a Zap once when the same event arrives many times at once', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await Promise.all(Array.from({ length: 5 }, () => deliver(zap.targetUrl, { id: 'twin' })));
      expect(zap.results).toHaveLength(1);
      expect(zapier.counts).toMatchObject({ deliveries: 5, filtered: 4, started: 1 });
    });

    it('returns 410 if the Zap is off, and 404 if there never was one', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await zapier.turnOff(zap);
      expect(crm.subscriptions).toEqual([]);
      expect((await deliver(zap.targetUrl, { id: 'late' })).status).toBe(410);
      expect((await deliver(`${zapier.url}/hooks/none`, {})).status).toBe(404);
      expect(zapier.counts).toMatchObject({ deliveries: 0, refused: 2 });
    });

    it('subscribes again, before or after ending the old subscription', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await zapier.resubscribe(zap);
      await zapier.resubscribe(zap, 'unsubscribe-first');
      expect(crm.steps).toEqual([
        'made subscription-1',
        'made subscription-2',
        'ended subscription-1',
        'ended subscription-2',
        'made subscription-5',
      ]);
      expect(zap.subscribeData).toEqual({ id: 'subscription-5', url: zap.targetUrl });
    });

    it('lists samples without a delivery', async () => {
      expect(await zapier.list(connection, 'triggers.new_lead')).toEqual([{ id: 'sample' }]);
    });
  });

  describe('errors of a delivery', () => {
    const deliverMisfortune = async (misfortune: string) => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await deliver(zap.targetUrl, { id: misfortune, misfortune });
      return { started: zap.results.length, errors: zap.errors.map(({ name }) => name) };
    };

    it('refreshes an expired session and repeats the run', async () => {
      crm.expireSession();
      expect(await deliverMisfortune('stale')).toEqual({ started: 1, errors: [] });
      expect(zapier.counts.refreshes).toBe(1);
    });

    it('retries a throttled one, sooner than requested', async () => {
      expect(await deliverMisfortune('throttled')).toEqual({ started: 1, errors: [] });
      expect(zapier.counts.throttled).toBe(1);
    });

    it('counts a halted one and shows no error', async () => {
      expect(await deliverMisfortune('halted')).toEqual({ started: 0, errors: [] });
      expect(zapier.counts.halted).toBe(1);
    });

    it('shows every other error', async () => {
      expect(await deliverMisfortune('broken')).toEqual({ started: 0, errors: ['AppError'] });
    });
  });

  describe('files', () => {
    it('stashes what a step maps: a file if it is mapped alone, its URL inside text', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      crm.expireSession();
      await deliver(zap.targetUrl, { id: 'f', name: 'Fay' });
      const [url] = zapier.files.keys();
      expect(zap.errors).toEqual([]);
      expect(zap.results[0]?.fields).toEqual({
        name: 'Lead: Fay ()',
        attachment: { name: 'Größe f.wav', contentType: 'audio/wav', bytes: crm.audio },
        description: `Listen: ${String(url)}`,
        reference: 'subscription-1',
      });
      expect(zapier.counts).toMatchObject({ hydrations: 1, refreshes: 1 });
    });

    it('serves a stashed file at its URL', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await deliver(zap.targetUrl, { id: 's' });
      const response = await fetch([...zapier.files.keys()].join());
      expect(Buffer.from(await response.arrayBuffer())).toEqual(crm.audio);
      expect(response.headers.get('content-type')).toBe('audio/wav');
    });
  });

  describe('polling', () => {
    const lead = (id: string): Lead => ({ id, name: `Lead ${id}` });
    const rows = () => zapier.outcomes('Google Sheets').map(({ fields }) => fields.lead);

    it('starts only for items that are new since the Zap was turned on, once each, oldest first', async () => {
      crm.leads = [lead('1')];
      const zap = await zapier.turnOn(connection, leadListToSheets);
      crm.leads = [lead('3'), lead('2'), lead('1')];
      await zapier.poll(zap);
      await zapier.poll(zap);
      expect(rows()).toEqual(['Lead 2', 'Lead 3']);
    });

    it('does not poll for a Zap that is off', async () => {
      const zap = await zapier.turnOn(connection, leadListToSheets);
      await zapier.turnOff(zap);
      await zapier.poll(zap);
      expect(zapier.counts.polls).toBe(0);
    });
  });

  describe("another app's trigger", () => {
    const visitorToSlack = visitorZap(message('{{First Name}} was here.'));
    const messages = () => zapier.outcomes('Slack').map(({ fields }) => fields.message);

    it('starts the Zap once for each record', async () => {
      const zap = await zapier.turnOn(connection, visitorToSlack);
      await zapier.happen(zap, { 'First Name': 'Bea' });
      await zapier.happen(zap, { 'First Name': 'Bea' });
      expect(messages()).toEqual(['Bea was here.', 'Bea was here.']);
      expect(zapier.counts.started).toBe(2);
    });

    it('starts nothing when the Zap is off', async () => {
      const zap = await zapier.turnOn(connection, visitorToSlack);
      await zapier.turnOff(zap);
      await zapier.happen(zap, { 'First Name': 'Bea' });
      expect([zap.on, messages()]).toEqual([false, []]);
    });

    it('starts no Zap with a trigger of this app', async () => {
      const zap = await zapier.turnOn(connection, leadListToSheets);
      await zapier.happen(zap, { id: 'x', name: 'Xia' });
      expect(zapier.counts.started).toBe(0);
    });

    it('is neither subscribed nor polled', async () => {
      const zap = await zapier.turnOn(connection, visitorToSlack);
      await zapier.resubscribe(zap);
      await zapier.resubscribe(zap, 'unsubscribe-first');
      await zapier.poll(zap);
      await zapier.turnOff(zap);
      expect(crm.steps).toEqual([]);
      expect([zap.subscribeData, zap.errors]).toEqual([undefined, []]);
      expect(zapier.counts).toMatchObject({ polls: 0, started: 0 });
    });
  });

  describe('steps of this app', () => {
    const visit = async (...steps: ZapStep[]) => {
      const zap = await zapier.turnOn(connection, visitorZap(...steps));
      return async (name: string) => {
        await zapier.happen(zap, { 'First Name': name });
        return {
          results: zap.results.map(({ result }) => result),
          message: zap.results.at(-1)?.fields.message,
          errors: zap.errors.map(({ name: error }) => error),
        };
      };
    };

    it('run an action with mapped values, and later steps read its result', async () => {
      const enter = await visit(addLead, message('{{First Name}} is {{add_lead.id}}'));
      expect(await enter('Bea')).toEqual({
        results: [{ id: 'lead-1', name: 'Bea' }, undefined],
        message: 'Bea is lead-1',
        errors: [],
      });
    });

    it('continue with the first result of a search, and create nothing', async () => {
      crm.leads = ['7', '8'].map((id) => ({ id, name: 'Bea' }));
      const enter = await visit({ ...findLead, orCreate: addLead }, message('It is {{find_by_name.id}}'));
      expect(await enter('Bea')).toMatchObject({ results: [{ id: '7' }, undefined], message: 'It is 7' });
      expect(crm.leads).toHaveLength(2);
    });

    it('create what a search did not find, under the key of the search', async () => {
      const orCreate = { create: 'add_lead', fields: { name: 'New: {{First Name}}' } };
      const enter = await visit({ ...findLead, orCreate }, message('It is {{find_by_name.name}}'));
      expect(await enter('Bea')).toMatchObject({ message: 'It is New: Bea' });
      expect(zapier.outcomes('VirtualPBX')[0]?.fields).toEqual({ name: 'New: Bea' });
    });

    it('stop the Zap quietly if a search finds nothing', async () => {
      const enter = await visit(addLead, { search: 'find_by_name', fields: { name: 'Nobody' } }, message('Never'));
      expect(await enter('Bea')).toEqual({
        results: [{ id: 'lead-1', name: 'Bea' }],
        message: undefined,
        errors: [],
      });
      expect(zapier.counts).toMatchObject({ started: 1, halted: 1 });
    });

    it('read what a step of another app returns, by default its typical record', async () => {
      const ticket = { app: 'Desk', action: 'Create Ticket', fields: { subject: '{{First Name}}' } };
      const returns = { key: 'ticket', record: { ID: '1042' } };
      const enter = await visit({ ...ticket, returns }, message('Ticket {{ticket.ID}}'));
      expect(await enter('Bea')).toMatchObject({ message: 'Ticket 1042', errors: [] });
      zapier.answers.set('Desk: Create Ticket', ({ subject }) => ({ ID: `of ${textOf(subject)}` }));
      expect(await enter('Cleo')).toMatchObject({ message: 'Ticket of Cleo', errors: [] });
    });

    it('stop the Zap quietly if another app finds nothing', async () => {
      const returns = { key: 'contact', record: { ID: '7' } };
      const find = { app: 'CRM', action: 'Find', fields: { name: '{{First Name}}' }, returns };
      zapier.answers.set('CRM: Find', () => undefined);
      const enter = await visit(find, message('Never'));
      expect(await enter('Bea')).toEqual({ results: [], message: undefined, errors: [] });
      expect(zapier.counts).toMatchObject({ started: 1, halted: 1 });
    });

    it('continue after a filter only if its field has a value', async () => {
      const filter = { app: FILTER_APP, action: 'Only Continue If', fields: { exists: '{{First Name}}' } };
      const enter = await visit(filter, message('{{First Name}}'));
      expect(await enter('')).toMatchObject({ message: undefined, errors: [] });
      expect(await enter('Bea')).toMatchObject({ message: 'Bea', errors: [] });
      expect(zapier.counts).toMatchObject({ started: 2, halted: 1 });
    });

    it('map a field of all line items as a comma-separated list', async () => {
      const zap = await zapier.turnOn(connection, visitorZap(message('{{rows[]day}} / {{First Name[]day}}')));
      await zapier.happen(zap, { 'First Name': 'Bea', rows: [{ day: 'Monday' }, {}, { day: 'Friday' }] });
      expect(zap.results.map(({ fields }) => fields.message)).toEqual(['Monday,,Friday / ']);
    });

    it.each([
      ['halted', { errors: [], counts: { halted: 1 } }],
      ['broken', { errors: ['AppError'], counts: { halted: 0 } }],
    ])('end the Zap where one is %s', async (misfortune, { errors, counts }) => {
      const enter = await visit(addLead, message('Never'));
      expect(await enter(misfortune)).toEqual({ results: [], message: undefined, errors });
      expect(zapier.counts).toMatchObject(counts);
    });

    it('are retried if throttled, without the steps before', async () => {
      const first = { create: 'add_lead', fields: { name: 'First' } };
      const enter = await visit(first, addLead, message('Done'));
      expect(await enter('throttled')).toMatchObject({ message: 'Done', errors: [] });
      expect(crm.leads.map(({ name }) => name)).toEqual(['First', 'throttled']);
      expect(zapier.counts.throttled).toBe(1);
    });

    it('are reported with their fields and results', async () => {
      const enter = await visit(addLead, message('Hello'));
      await enter('Bea');
      expect(zapier.outcomes('VirtualPBX')).toEqual([
        { zap: 'Lead for each visitor', step: addLead, fields: { name: 'Bea' }, result: { id: 'lead-1', name: 'Bea' } },
      ]);
    });

    const leadWith = (fields: Record<string, string>): ZapDefinition => ({
      ...leadToTrello,
      steps: [{ create: 'add_lead', fields: { name: '{{name}}', ...fields } }],
    });

    it('get a file as its URL, or as a list in a field for several values', async () => {
      const zap = await zapier.turnOn(
        connection,
        leadWith({ voice: '{{audio}}', note: 'Listen: {{audio}}', pictures: '{{audio}}' }),
      );
      await deliver(zap.targetUrl, { id: 'f', name: 'Fay' });
      const [url, ...more] = zapier.files.keys();
      expect(more).toEqual([]);
      expect(url).toMatch(/^http/);
      const note = `Listen: ${String(url)}`;
      expect(zap.results[0]?.fields).toEqual({ name: 'Fay', voice: url, note, pictures: [url] });
    });

    const addresses = ['https://files.example/1.png', 'https://files.example/2.png'];

    it.each([
      ['all of a list', '{{pictures}}', addresses],
      ['what was typed', addresses[0], addresses.slice(0, 1)],
      ['nothing where nothing is there', '{{none}}', []],
    ])('get in a field for several: %s', async (_what, pictures = '', expected) => {
      const zap = await zapier.turnOn(connection, leadWith({ pictures, note: '{{pictures}}' }));
      await deliver(zap.targetUrl, { id: 'p', name: 'Pia', pictures: addresses });
      expect(zap.errors).toEqual([]);
      expect(zap.results[0]?.fields).toEqual({ name: 'Pia', pictures: expected, note: addresses.join() });
    });
  });

  describe('cache and cursor', () => {
    const remember = async (input: Remember, who = connection) => zapier.run(who, 'creates.remember', input);
    const recall = async (input: Remember, who = connection) => zapier.run(who, 'creates.recall', input);

    it('refuses to overwrite an existing key with nx until it expires', async () => {
      const claim = { key: 'claim', value: 'mine', ttl: 60, nx: true };
      expect(await remember(claim)).toEqual({ stored: true });
      expect(await remember(claim)).toEqual({ stored: false });
      const now = Date.now();
      const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 61_000);
      expect(await recall({ key: 'claim' })).toEqual({ value: null });
      expect(await remember(claim)).toEqual({ stored: true });
      clock.mockRestore();
    });

    it('limits keys with the scope auth to one connection, and shares keys without a scope', async () => {
      const bob = await zapier.connect({ username: 'bob', password: 'battery staple' });
      await remember({ key: 'own', value: 'of jane', scope: ['auth'] });
      await remember({ key: 'shared', value: 'of all' });
      expect(await recall({ key: 'own', scope: ['auth'] }, bob)).toEqual({ value: null });
      expect(await recall({ key: 'own', scope: ['auth'] })).toEqual({ value: 'of jane' });
      expect(await recall({ key: 'shared' }, bob)).toEqual({ value: 'of all' });
    });

    it('returns an error while the cache is down', async () => {
      zapier.faults.cacheDown = true;
      await expect(recall({ key: 'any' })).rejects.toThrow('RPC request failed');
      zapier.faults.cacheDown = false;
      expect(await recall({ key: 'any' })).toEqual({ value: null });
    });

    it('keeps the cursor between pages', async () => {
      expect(await zapier.run(connection, 'triggers.paged', {}, { page: 0 })).toEqual([{ id: 'cursor', before: null }]);
      expect(await zapier.run(connection, 'triggers.paged', {}, { page: 1 })).toEqual([
        { id: 'cursor', before: 'page 0' },
      ]);
    });
  });

  describe('the log', () => {
    it('has only the requests of the app, scrubbed by core', async () => {
      const zap = await zapier.turnOn(connection, leadToTrello);
      await deliver(zap.targetUrl, { id: 'l' });
      await zapier.run(connection, 'creates.fetch', { url: `${zapier.url}/files/none` });
      expect(zapier.logs.map(({ method, message }) => [method, message])).toEqual([
        ['creates.fetch.operation.perform', `404 GET ${zapier.url}/files/none`],
      ]);
      expect(JSON.stringify(zapier.logs)).not.toContain('correct horse');
    });

    it('leaves the HTTP modules of the process unchanged', () => {
      expect(http).not.toHaveProperty('patchedByZapier');
      expect(fetch).not.toHaveProperty('patchedByZapier');
    });
  });
});
