import { isObject } from '../shared/json.ts';
import type { Webhook } from '../dash/server.ts';
import type { Stage } from '../day/chapter.ts';
import type { LiveZap, ReceivedDelivery } from '../zapier/platform.ts';
import type { Seen } from './watch.ts';

type Body = Record<string, unknown>;

const bodyOf = ({ cleanedRequest }: ReceivedDelivery): Body => (isObject(cleanedRequest) ? cleanedRequest : {});

/** Whether a delivery does not have the secret that the Zap got when it was turned on. */
const isForged = ({ subscribeData }: LiveZap, delivery: ReceivedDelivery): boolean =>
  isObject(subscribeData) &&
  'zapier_token' in subscribeData &&
  bodyOf(delivery).zapier_token !== subscribeData.zapier_token;

const events = new WeakMap<ReceivedDelivery, string>();

/** What an event says, whichever message it came in. Read only once, since the page asks again and again. */
const eventIn = (delivery: ReceivedDelivery): string => {
  const known = events.get(delivery);
  if (known !== undefined) return known;
  const body = bodyOf(delivery);
  const { msg_id: _message, querystring: _query, ...rest } = isObject(body.data) ? body.data : body;
  const event = JSON.stringify(rest);
  events.set(delivery, event);
  return event;
};

/** The deliveries that did not start the Zap because it had the same event before. */
const duplicatesOf = (deliveries: readonly ReceivedDelivery[]): ReceivedDelivery[] => {
  const before = new Set<string>();
  return deliveries.filter((delivery) => {
    const event = eventIn(delivery);
    const isAgain = before.has(event);
    before.add(event);
    return isAgain && delivery.started === 0;
  });
};

const LATEST = 5;

/** `GET users/…/vmboxes`: a request without what is the same in all of them, and without ids. */
const shortPath = (path: string): string =>
  path
    .replace(/^\/v2\/(accounts\/[^/]+\/?)?/, '')
    .replace(/[0-9a-f]{20,}|\d{6}-[\w-]+/g, '…')
    .replace(/^$/, 'account');

const stateOf = (webhooks: readonly Webhook[], { targetUrl }: LiveZap): string =>
  webhooks.some(({ uri, enabled }) => uri === targetUrl && !enabled) ? 'switched off by the phone system' : 'on';

/** What the app did: the Zaps that are on, the counts, and the latest requests. */
export const workView = ({ dash, virtualText, zapier: { counts } }: Stage, { zaps }: Seen) => ({
  zaps: zaps
    .filter(({ on }) => on)
    .map((zap) => ({ name: zap.definition.name, state: stateOf(dash.company.webhooks, zap) })),
  counts: {
    deliveries: counts.deliveries,
    requests: dash.requests.length + virtualText.requests.length,
    started: counts.started,
    refreshes: counts.refreshes,
    duplicates: zaps.flatMap(({ deliveries }) => duplicatesOf(deliveries)).length,
    forged: zaps.flatMap((zap) =>
      zap.deliveries.filter((delivery) => isForged(zap, delivery) && delivery.started === 0),
    ).length,
  },
  latest: dash.requests
    .slice(-LATEST)
    .reverse()
    .map(({ method, path, status }) => ({ request: `${method} ${shortPath(path)}`, status })),
});
