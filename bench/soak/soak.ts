import { credentials } from '../../sandbox/dash/company/office.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import { createDiary, type Diary } from './diary.ts';
import { createHappenings } from './happenings.ts';
import { createMail, sendOnABadDay, type Kind, type Mail, type Post } from './mail.ts';
import { openPlatform, type LiveZap } from './platform.ts';
import { createRandom, type Random } from './random.ts';
import { soakZaps } from './zaps.ts';
import type { KazooVersion, Settings } from '../../sandbox/dash/settings.ts';
import type { Host } from './host.ts';

/** Something happens while fewer deliveries than this are on their way. */
const ENOUGH_MAIL = 200;

export type SoakOptions = {
  kazoo: KazooVersion;
  /** How many deliveries Dash makes, not counting those that come again or are forged. */
  events: number;
  seed: number;
  /** How many deliveries run at the same time. */
  lanes: number;
  settings?: Partial<Settings>;
};

export type SoakResult = {
  zaps: number;
  deliveries: Record<Kind, number>;
  /** Records that Zaps got. */
  delivered: number;
  /** Forged deliveries that started no Zap. */
  refused: number;
  /** A line for each record that a Zap never got, and for each that it got too often or for no reason. */
  lost: string[];
  doubled: string[];
  errors: string[];
  requests: number;
  cacheCalls: number;
  /** How long each run of a trigger took, in milliseconds. */
  times: Map<string, number[]>;
};

/** A Dash and a Zapier with the app between them, whose Zaps are on. What Dash sends waits in `arrived`. */
const openOffice = async (host: Host, { kazoo, settings = {} }: SoakOptions) => {
  const callCenter = { callCenter: 'qubicle', qubicleHooks: true } as const;
  const dash = await startDash({ settings: { kazoo, ...callCenter, ...settings } });
  const arrived: Post[] = [];
  const platform = await openPlatform(host, (place, delivery) => {
    arrived.push({ zap: place, kind: 'first', delivery });
  });
  await host.enter({ dash: dash.url, platform: platform.url });
  await platform.connect({ api_key: credentials.apiKey });
  const zaps: LiveZap[] = [];
  for (const zap of soakZaps) zaps.push(await platform.turnOn(zap));
  dash.requests.length = 0;
  platform.counts.cacheCalls = 0;
  const close = async () => {
    await host.leave();
    await platform.close();
    await dash.close();
  };
  return { dash, platform, zaps, arrived, close };
};

type Run = {
  office: Awaited<ReturnType<typeof openOffice>>;
  random: Random;
  diary: Diary;
  mail: Mail;
  result: Omit<SoakResult, 'zaps' | 'lost' | 'doubled' | 'cacheCalls'>;
};

/** Puts what Dash has sent in the mail. */
const collect = ({ office: { arrived, zaps }, random, mail, result }: Run): void => {
  for (const post of arrived.splice(0)) {
    const neighbor = zaps[(post.zap + 1) % zaps.length];
    for (const sent of sendOnABadDay(post, random, neighbor?.secret ?? '')) {
      result.deliveries[sent.post.kind] += 1;
      mail.put(sent);
    }
  }
};

/** Runs a Zap for a delivery, and notes what came of it. */
const deliver = async ({ office: { platform, zaps, dash }, diary, result }: Run, post: Post): Promise<void> => {
  const zap = zaps[post.zap];
  if (!zap) return;
  try {
    const { records, took } = await platform.deliver(zap, post.delivery);
    const times = result.times.get(zap.trigger) ?? [];
    result.times.set(zap.trigger, times);
    if (post.kind !== 'forged') times.push(took);
    else if (records.length === 0) result.refused += 1;
    for (const record of records) diary.returned(zap, record);
    result.delivered += records.length;
  } catch (error) {
    result.errors.push(`${zap.trigger}: ${(error as Error).message}`);
  }
  result.requests += dash.requests.splice(0).length;
};

/** Lets things happen at an office on a bad day, runs the app for all that Dash sends about them, and counts. */
export const soak = async (host: Host, options: SoakOptions): Promise<SoakResult> => {
  const office = await openOffice(host, options);
  const { zaps, platform, close } = office;
  const random = createRandom(options.seed);
  const deliveries = { first: 0, again: 0, forged: 0 };
  const result: Run['result'] = { deliveries, delivered: 0, refused: 0, requests: 0, errors: [], times: new Map() };
  const run: Run = { office, random, diary: createDiary(zaps), mail: createMail(), result };
  const { diary, mail } = run;
  const happen = createHappenings({ ...office, random, diary });

  const fill = async () => {
    while (mail.size < ENOUGH_MAIL && deliveries.first < options.events) {
      await happen();
      collect(run);
    }
  };
  let filling: Promise<void> | undefined;
  const work = async () => {
    for (;;) {
      await (filling ??= fill().finally(() => (filling = undefined)));
      const post = mail.take();
      if (!post) return;
      await deliver(run, post);
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, work));
  await close();
  const { cacheCalls } = platform.counts;
  return { ...result, zaps: zaps.length, cacheCalls, lost: diary.lost(), doubled: diary.doubled() };
};
