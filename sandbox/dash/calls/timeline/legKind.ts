import type { LegScript } from './script.ts';

/** How a leg starts, which decides most of what it shows. */
export type LegKind =
  | 'outsideCaller'
  | 'insideCaller'
  /** A phone that a bridge rings. */
  | 'phone'
  /** A carrier that a bridge rings. */
  | 'carrier'
  /** A phone that the switch rings before it dials. */
  | 'quickcall'
  /** A phone that a queue rings for a waiting caller. */
  | 'agent'
  /** The halves of a loopback inside the switch. */
  | 'loopbackA'
  | 'loopbackB';

export const kindOf = ({ direction, authorizedBy, loopback, callIdSuffix, byQueue }: LegScript): LegKind => {
  if (loopback) return `loopback${loopback}`;
  if (callIdSuffix) return 'quickcall';
  if (byQueue) return 'agent';
  if (direction === 'inbound') return authorizedBy === 'resource' ? 'outsideCaller' : 'insideCaller';
  return authorizedBy === 'resource' ? 'carrier' : 'phone';
};
