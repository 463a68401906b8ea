import { chapters, openStage } from '../day/day.ts';
import { connecting } from '../day/connecting.ts';
import { reportOn, type Report } from '../day/report.ts';
import { createGaps, type Gaps, type Timing } from './gaps.ts';
import { createJournal, type Journal } from './journal.ts';
import { createOfficeZaps } from './officeZaps.ts';
import { act, type ActionName, type Visitor } from './visitor.ts';
import { watch, type Seen } from './watch.ts';
import type { KazooVersion } from '../dash/settings.ts';
import type { Stage } from '../day/chapter.ts';
import type { Connection } from '../zapier/platform.ts';

/** A day in progress. */
export type Day = {
  number: number;
  kazoo: KazooVersion;
  stage: Stage;
  seen: Seen;
  journal: Journal;
  isOver: boolean;
  /** Once the account is connected. */
  office?: { connection: Connection; zaps: ReturnType<typeof createOfficeZaps> };
};

const versions = ['4.3', '4.2'] as const;

const wholeDay = [...chapters.calls, ...chapters.office];

/** A report after whose steps there is a gap. */
const paced = (report: Report, gap: () => Promise<void>): Report => ({
  ...report,
  step: async (what, work) => {
    const result = await report.step(what, work);
    await gap();
    return result;
  },
  check: async (what, expected, work) => {
    await report.check(what, expected, work);
    await gap();
  },
});

const playChapters = async (day: Day, connection: Connection, signal: AbortSignal): Promise<void> => {
  const { stage, seen } = day;
  for (const chapter of wholeDay) {
    try {
      await chapter(stage, connection);
    } catch {
      // The journal has the failed step already. The next chapter begins with no Zap on.
      signal.throwIfAborted();
      for (const zap of seen.zaps.filter(({ on }) => on)) await stage.zapier.turnOff(zap).catch(() => undefined);
    }
  }
};

/** Plays a day, and keeps the office open for the night. */
const playDay = async (day: Day, { gaps, timing, signal }: Days): Promise<void> => {
  const { stage, seen, journal } = day;
  const connection = await connecting(stage);
  day.office = { connection, zaps: createOfficeZaps(stage, connection, seen) };
  await playChapters(day, connection, signal);
  journal.paper.chapter('The day is over. The next one begins soon.');
  day.isOver = true;
  await gaps.gap(timing.night);
  await day.office.zaps.turnOff();
};

/** The days so far: today's, and what both the day and its visitors need. */
type Days = { app: object; timing: Timing; gaps: Gaps; signal: AbortSignal; today?: Day };

const openDay = async (days: Days, number: number) => {
  const { app, gaps, timing } = days;
  const kazoo = versions[(number - 1) % versions.length] ?? '4.3';
  const journal = createJournal();
  const seen: Seen = { zaps: [], calls: new Set(), texts: [], results: new Set() };
  const report = paced(reportOn(journal.paper), async () => {
    await gaps.gap(timing.step);
    await days.today?.office?.zaps.turnOff();
  });
  const { stage, close } = await openStage(app, report, kazoo);
  const today: Day = { number, kazoo, stage: watch(stage, seen, gaps, timing), seen, journal, isOver: false };
  days.today = today;
  return { today, close };
};

/** Plays one day after the other. */
const playDays = async (days: Days): Promise<void> => {
  await days.gaps.gap(0);
  for (let number = 1; ; number++) {
    const { today, close } = await openDay(days, number);
    try {
      await playDay(today, days);
    } finally {
      await close();
    }
  }
};

/** In the next gap, does what a button says. Resolves with false if the office is not open. */
const visit = (days: Days, name: ActionName, visitor: Visitor): Promise<boolean> =>
  days.gaps.visit(async () => {
    const { gaps, timing, signal, today } = days;
    if (!today?.office) return false;
    const { stage, seen, journal, office } = today;
    gaps.hold(timing.hold);
    journal.join();
    try {
      await office.zaps.turnOn();
      const scene = { stage, connection: office.connection, seen, gaps, timing, zap: office.zaps.zap };
      journal.visitor(await act(scene, name, visitor));
    } catch (error) {
      signal.throwIfAborted();
      journal.visitor(`That didn’t work: ${String(error)}`);
    }
    gaps.hold(timing.hold);
    return true;
  });

/** Plays the days at the office, and lets visitors act in the gaps. */
export const createDirector = (app: object, timing: Timing) => {
  const stop = new AbortController();
  const gaps = createGaps(stop.signal);
  const days: Days = { app, timing, gaps, signal: stop.signal };
  return {
    gaps,
    /** Rejects once it is stopped, or if the day can't be played. */
    play: () => playDays(days),
    visit: (name: ActionName, visitor: Visitor) => visit(days, name, visitor),
    today: () => days.today,
    stop: () => {
      stop.abort();
    },
  };
};

export type Director = ReturnType<typeof createDirector>;
