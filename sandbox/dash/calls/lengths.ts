import { kindOf } from './kinds.ts';
import { durationOf } from './time.ts';
import type { Leg, TimedCall } from './legs.ts';

/** How long it takes until a phone that a bridge rings says that it rings, in seconds. */
const UNTIL_RINGING = 1;

/** From the beginning of a leg until there is ringing, in seconds; what the switch rings by itself rings at once. */
const progressOf = ({ script }: Leg): number => {
  const rings = kindOf(script) === 'quickcall' || kindOf(script) === 'agent' ? 0 : UNTIL_RINGING;
  return Math.min(script.rings, rings);
};

/** Lengths in seconds: numbers in 4.3, texts in 4.2. */
export type Lengths = Record<'duration_seconds' | 'ringing_seconds' | 'billing_seconds', number | string>;

/**
 * The lengths of a leg as Dash tells them. `ringing_seconds` is not how long it rang, but how long until there was
 * ringing (4.2), or what is left when that and talking are taken off (4.3). Source: KAZOO,
 * `ecallmgr_call_events:get_ringing_seconds` of 4.3, `specific_call_event_props` of 4.2.
 */
export const lengthsOf = ({ version }: TimedCall, leg: Leg): Lengths => {
  const [duration, talks, progress] = [durationOf(leg.script), leg.script.talks, progressOf(leg)];
  return version === '4.2'
    ? { duration_seconds: String(duration), ringing_seconds: String(progress), billing_seconds: String(talks) }
    : { duration_seconds: duration, ringing_seconds: duration - talks - progress, billing_seconds: talks };
};
