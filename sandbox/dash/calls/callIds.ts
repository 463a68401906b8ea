import { createHash } from 'node:crypto';
import type { LegScript } from './script.ts';

/** 32 hex digits that always come out of the same text. */
export const digest = (text: string): string => createHash('md5').update(text).digest('hex');

const uuid = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

/** A phone chooses the id of its call, and some choose signs that mean something in an address. */
const fromPhone = (hex: string): string => `${hex.slice(0, 12)}/${hex.slice(12, 20)}+${hex.slice(20)}@192.168.4.21`;

const fromCarrier = (hex: string): string => `${hex}@203.0.113.9`;

/** The call id of a leg: legs that come in bring theirs along, to all others the switch gives one. */
export const callIdOf = ({ leg, direction, authorizedBy, callIdSuffix }: LegScript, seed: string): string => {
  const hex = digest(`${seed} ${leg}`);
  if (direction === 'outbound') return uuid(hex) + (callIdSuffix ?? '');
  return authorizedBy === 'resource' ? fromCarrier(hex) : fromPhone(hex);
};
