import { openCompany } from '../../sandbox/dash/company/office.ts';
import { startedState } from './state.ts';
import { setRegistered } from '../../sandbox/dash/activity/registrations.ts';
import { stopClock } from '../support/clock.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden } from './golden.ts';
import { shapeOf } from './shapes.ts';

const PHONE = '1dd252aa1890cafae47aad834cf048f9';
const JANE = '2516082ab40a149b2e4ce754df871dfa';

/** Fifteen minutes after the phone registered, whose registration then has run out. */
const NOW = new Date('2026-11-25T09:55:00Z');

const names = ['register', 'deregister'] as const;
type Notification = { name: string; json?: object | null; form: string };
const golden42 = golden('notifications_4.2') as { events: Notification[] };
const golden43 = golden('notifications_4.3') as { events: Notification[] };

const eventOf = (events: Notification[], name: string) => {
  const event = events.find((one) => one.name === name);
  if (!event) throw new Error(`There is no ${name}`);
  return event;
};

/** What the envelope of every notification has here, and this one not on the wire. */
const ofOurEnvelope = new Set(['server_id']);
/** What a webhook adds to an event when it sends it. */
const ofTheDelivery = new Set(['type', 'cluster_id']);

const without = (value: object, keys: ReadonlySet<string>): unknown =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)));

test.each(names)('the sandbox sends a %s in the same shape', async (name) => {
  const state = startedState('4.3', openCompany());
  const { payload } = await setRegistered(state, state.company.devices[0]?.id ?? '', name === 'register');
  expect(shapeOf(without(payload, ofOurEnvelope))).toEqual(
    shapeOf(without(eventOf(golden43.events, name).json ?? {}, ofTheDelivery)),
  );
});

test.each(names)('KAZOO 4.2 sends a %s with the same content, as a form', (name) => {
  const keysOf = (form: string) => [...new URLSearchParams(form).keys()].filter((key) => key !== 'cluster_id').sort();
  expect(keysOf(eventOf(golden42.events, name).form)).toEqual(keysOf(eventOf(golden43.events, name).form));
});

describe('the app reads what KAZOO sends', () => {
  beforeEach(() => {
    stopClock(NOW);
    account()
      .get(`/devices/${PHONE}`)
      .reply(200, success({ id: PHONE, name: 'Desk phone', owner_id: JANE }));
    account()
      .get(`/users/${JANE}`)
      .reply(200, success({ id: JANE, first_name: 'Jane', last_name: 'Doe' }));
  });
  afterEach(() => jest.useRealTimers());

  const deliver = (key: string, content: string) =>
    createPlatform().run(`triggers.${key}.operation.perform`, {
      subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
      inputData: {},
      rawRequest: { content },
    });

  const online = {
    device_id: PHONE,
    device_name: 'Desk phone',
    user_name: 'Jane Doe',
    ip_address: '203.0.113.31',
    user_agent: 'Yealink SIP-T46S 66.86.0.15',
    changed_at: '2026-11-25T09:46:40Z',
  };
  const offline = { ...online, changed_at: '2026-11-25T09:54:40Z' };

  const encodings: [string, (name: string) => string][] = [
    ['JSON', (name) => JSON.stringify({ ...eventOf(golden43.events, name).json, zapier_token: 'secret' })],
    ['a form of KAZOO 4.3', (name) => `${eventOf(golden43.events, name).form}&zapier_token=secret`],
    ['a form of KAZOO 4.2', (name) => `${eventOf(golden42.events, name).form}&zapier_token=secret`],
  ];

  test.each(encodings)('as %s: when a phone registered', async (_encoding, contentOf) => {
    expect(await deliver('device_online', contentOf('register'))).toMatchObject([online]);
  });

  test.each(encodings)(
    'as %s: when the registration of a phone ran out, and whose it is',
    async (_encoding, contentOf) => {
      expect(await deliver('device_offline', contentOf('deregister'))).toMatchObject([offline]);
    },
  );
});
