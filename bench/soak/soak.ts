import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import { createDiary } from './diary.ts';
import { createHappenings } from './happenings.ts';
import { openPlatform, type LiveZap } from './platform.ts';
import { createMail, sendOnABadDay, type Kind, type Post } from './post.ts';
import { createRandom } from './random.ts';
import { soakZaps } from './zaps.ts';
import type { KazooVersion, Settings } from '../../sandbox/dash/settings.ts';
import type { Delivery } from '../../sandbox/zapier/platform.ts';

/** How many deliveries run at the same time. */
const LANES = 20;

/** Something happens while fewer deliveries than this are on their way. */
const ENOUGH_MAIL = 200;

export type SoakOptions = {
  kazoo: KazooVersion;
  /** How many deliveries Dash makes, not counting those that come again or are forged. */
  events: number;
  seed: number;
  settings?: Partial<Settings>;
};

/** How long the runs of each trigger took, in milliseconds. */
export type Times = Map<string, number[]>;

export type SoakResult = {
  zaps: number;
  /** The deliveries of each kind. */
  deliveries: Record<Kind, number>;
  /** Records that Zaps got. */
  delivered: number;
  /** Forged deliveries for which no Zap ran. */
  refused: number;
  lost: string[];
  doubled: string[];
  errors: string[];
  /** Requests to Dash and calls to Zapier's cache. */
  requests: number;
  cacheCalls: number;
  times: Times;
};

const addTime = (times: Times, trigger: string, took: number): void => {
  const own = times.get(trigger) ?? [];
  times.set(trigger, own);
  own.push(took);
};

/** An office whose Zaps are on, and whose deliveries wait in `arrived`. */
const openOffice = async (app: object, { kazoo, settings = {} }: SoakOptions) => {
  const callCenter = { callCenter: 'qubicle', qubicleHooks: true } as const;
  const dash = await startDash({ settings: { kazoo, ...callCenter, ...settings } });
  process.env.DASH_API_URL = dash.url;
  const arrived: Post[] = [];
  const platform = await openPlatform(app, (zap: number, delivery: Delivery) => {
    arrived.push({ zap, kind: 'first', delivery });
  });
  await platform.connect({ api_key: credentials.apiKey });
  const zaps: LiveZap[] = [];
  for (const zap of soakZaps) zaps.push(await platform.turnOn(zap));
  const close = async () => {
    await platform.close();
    await dash.close();
    delete process.env.DASH_API_URL;
  };
  return { dash, platform, zaps, arrived, close };
};

/** Sends the events of an office on a bad day through the app, and counts. */
export const soak = async (app: object, options: SoakOptions): Promise<SoakResult> => {
  const { dash, platform, zaps, arrived, close } = await openOffice(app, options);
  const random = createRandom(options.seed);
  const diary = createDiary(zaps);
  const happen = createHappenings({ dash, random, diary });
  const mail = createMail();
  const deliveries: Record<Kind, number> = { first: 0, again: 0, forged: 0 };
  const result = { delivered: 0, refused: 0, requests: 0, errors: [] as string[], times: new Map() as Times };
  const cacheCallsBefore = platform.counts.cacheCalls;
  dash.requests.length = 0;

  const fill = async () => {
    while (mail.size < ENOUGH_MAIL && deliveries.first < options.events) {
      await happen();
      for (const post of arrived.splice(0)) {
        const other = zaps[(post.zap + 1) % zaps.length]?.secret ?? '';
        for (const sent of sendOnABadDay(post, random, other)) {
          deliveries[sent.post.kind] += 1;
          mail.put(sent);
        }
      }
    }
  };

  const deliver = async ({ zap: nth, kind, delivery }: Post) => {
    const zap = zaps[nth];
    if (!zap) return;
    try {
      const { records, took } = await platform.deliver(zap, delivery);
      if (kind === 'forged') result.refused += Number(records.length === 0);
      else addTime(result.times, zap.trigger, took);
      for (const record of records) diary.returned(zap, record);
      result.delivered += records.length;
    } catch (error) {
      result.errors.push(`${zap.trigger}: ${(error as Error).message}`);
    }
    result.requests += dash.requests.splice(0).length;
  };

  let filling: Promise<void> | undefined;
  const work = async () => {
    for (;;) {
      await (filling ??= fill().finally(() => (filling = undefined)));
      const post = mail.take();
      if (!post) return;
      await deliver(post);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
  await close();
  const cacheCalls = platform.counts.cacheCalls - cacheCallsBefore;
  return { ...result, zaps: zaps.length, deliveries, cacheCalls, lost: diary.lost(), doubled: diary.doubled() };
};
