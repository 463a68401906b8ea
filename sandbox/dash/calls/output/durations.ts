import { kindOf } from '../timeline/legKind.ts';
import { durationOf } from '../timeline/timing.ts';
import type { Leg, TimedCall } from '../timeline/model.ts';

/** How long it takes until a bridged phone rings, in seconds. */
const UNTIL_RINGING = 1;

/** From the start of a leg until it rings, in seconds; phones that the switch rings by itself ring at once. */
const progressOf = ({ script }: Leg): number => {
  const rings = kindOf(script) === 'quickcall' || kindOf(script) === 'agent' ? 0 : UNTIL_RINGING;
  return Math.min(script.rings, rings);
};

/** Durations in seconds: numbers in 4.3, text in 4.2. */
export type Durations = Record<'duration_seconds' | 'ringing_seconds' | 'billing_seconds', number | string>;

/**
 * The durations of a leg. `ringing_seconds` is not how long it rang, but how long it took until it rang (4.2), or the
 * rest of the duration without that and talking (4.3). Source: KAZOO, `ecallmgr_call_events:get_ringing_seconds` of
 * 4.3, `specific_call_event_props` of 4.2.
 */
export const durationsOf = ({ version }: TimedCall, leg: Leg): Durations => {
  const [duration, talks, progress] = [durationOf(leg.script), leg.script.talks, progressOf(leg)];
  return version === '4.2'
    ? { duration_seconds: String(duration), ringing_seconds: String(progress), billing_seconds: String(talks) }
    : { duration_seconds: duration, ringing_seconds: duration - talks - progress, billing_seconds: talks };
};
