import { fromGregorian } from '../gregorian.ts';

/** The month (UTC) of a moment in Gregorian seconds, as in `202611`. */
export const monthOf = (time: number): string => fromGregorian(time).toISOString().slice(0, 7).replace('-', '');
