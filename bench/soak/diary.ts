import type { Happened } from './happened.ts';
import type { Row, SoakZap } from './zaps.ts';

/** What Zaps must return, and what they returned. */
export type Diary = {
  expect: (what: Happened) => void;
  /** Expects something only the first time. */
  expectOnce: (what: Happened) => void;
  /** Notes that calls with this id are known under another one in the end: a quickcall begins on every phone of its user. */
  rename: (callId: string, to: string) => void;
  /** Allows a trigger to return something: a leg may look like a call of its own until the records show otherwise. */
  overlook: (trigger: string, id: string) => void;
  returned: (zap: SoakZap, record: Row) => void;
  /** What was never returned, and what was returned too often or for no reason: a line each. */
  lost: () => string[];
  doubled: () => string[];
};

/** Keeps only what is not balanced, so that it stays small. */
export const createDiary = (zaps: readonly SoakZap[]): Diary => {
  const balance = new Map<string, number>();
  const known = new Set<string>();
  const names = new Map<string, string>();
  const overlooked = new Set<string>();

  const add = (zap: SoakZap, key: string, change: number): void => {
    const line = `${zap.trigger} ${JSON.stringify(zap.input)}: ${key}`;
    const sum = (balance.get(line) ?? 0) + change;
    if (sum === 0) balance.delete(line);
    else balance.set(line, sum);
  };
  const linesWhere = (isWrong: (sum: number) => boolean): string[] =>
    [...balance].filter(([, sum]) => isWrong(sum)).flatMap(([line, sum]) => Array<string>(Math.abs(sum)).fill(line));
  const expect: Diary['expect'] = (what) => {
    for (const zap of zaps) {
      const key = zap.wants(what);
      if (key !== null) add(zap, key, -1);
    }
  };

  return {
    expect,
    expectOnce: (what) => {
      const text = JSON.stringify(what);
      if (!known.has(text)) expect(what);
      known.add(text);
    },
    rename: (callId, to) => names.set(callId, to),
    overlook: (trigger, id) => overlooked.add(`${trigger} ${id}`),
    returned: (zap, record) => {
      const id = String(record.id);
      if (overlooked.has(`${zap.trigger} ${id}`)) return;
      add(zap, zap.keyOf({ ...record, id: names.get(id) ?? id }), 1);
    },
    lost: () => linesWhere((sum) => sum < 0),
    doubled: () => linesWhere((sum) => sum > 0),
  };
};
