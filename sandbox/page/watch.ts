import { people } from '../dash/cases/builders.ts';
import type { CallScript } from '../dash/server.ts';
import type { Stage } from '../day/chapter.ts';
import type { LiveZap, StepResult } from '../zapier/platform.ts';
import type { Gaps, Timing } from './gaps.ts';

/** A call that people at the office hear. `extensions` are those of the phones that ring. */
export type OngoingCall = { from: string; to: string; extensions: string[]; isAnswered: boolean };

/** A text that came in when so many texts had been sent. */
export type ReceivedText = { from: string; body: string; afterSent: number };

/** What the page remembers of a day, beside the office itself. */
export type Seen = {
  zaps: LiveZap[];
  calls: Set<OngoingCall>;
  texts: ReceivedText[];
  /** What the steps of all Zaps did, in order. */
  results: Set<StepResult>;
};

export const noteResults = ({ zaps, results }: Seen): void => {
  for (const zap of zaps) for (const result of zap.results) results.add(result);
};

const wasAnswered = ({ legs }: CallScript): boolean => legs.some(({ talks, bridgedTo }) => talks > 0 && bridgedTo);

const ongoingCall = ({ caller, dialed, legs }: CallScript): OngoingCall => {
  const owners = legs.flatMap(({ owner }) => owner ?? []);
  const isExtension = Object.values<string>(people).includes(caller.number);
  return {
    from: caller.name ?? caller.number,
    to: isExtension ? dialed : (owners[0] ?? dialed),
    extensions: [...new Set(owners)],
    isAnswered: false,
  };
};

/** Shows a call while it rings, then does `answer`. If someone answers, shows the call while people talk. */
export const hear = async <T>(
  seen: Seen,
  script: CallScript,
  { pause }: Gaps,
  { call: ms }: Timing,
  answer: () => Promise<T>,
): Promise<T> => {
  const call = ongoingCall(script);
  seen.calls.add(call);
  try {
    await pause(ms);
    call.isAnswered = wasAnswered(script);
    const result = await answer();
    if (call.isAnswered) await pause(ms);
    return result;
  } finally {
    seen.calls.delete(call);
  }
};

/** How many calls are shown at the same time, so that a person can follow. */
const LINES = 6;

/** Does work on one of a few lines, once one is free. */
const createLines = () => {
  let free = LINES;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};

/** A stage that notes the Zaps, the calls, and the texts, and on which calls take their time. */
export const watch = (stage: Stage, seen: Seen, gaps: Gaps, timing: Timing): Stage => {
  const { dash, virtualText, zapier } = stage;
  const onLine = createLines();
  return {
    ...stage,
    dash: {
      ...dash,
      playCall: (script) => onLine(() => hear(seen, script, gaps, timing, () => dash.playCall(script))),
    },
    virtualText: {
      ...virtualText,
      receive: (text, options) => {
        const body = text.body ?? 'a picture';
        seen.texts.push({ from: text.name ?? text.from, body, afterSent: virtualText.office.sent.length });
        return virtualText.receive(text, options);
      },
    },
    zapier: {
      ...zapier,
      turnOn: async (connection, definition) => {
        const zap = await zapier.turnOn(connection, definition);
        seen.zaps.push(zap);
        return zap;
      },
    },
  };
};
