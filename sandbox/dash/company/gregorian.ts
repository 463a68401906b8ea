/** Seconds from the year 0, where Dash's times start, to 1970. */
const secondsBefore1970 = 62_167_219_200;

/** A time in Gregorian seconds (UTC), the unit of all of Dash's times. */
export const gregorian = (moment: Date): number => Math.floor(moment.getTime() / 1000) + secondsBefore1970;

/** The time of a number of Gregorian seconds. */
export const fromGregorian = (seconds: number): Date => new Date((seconds - secondsBefore1970) * 1000);

/** The month (UTC) of a time in Gregorian seconds, such as `202611`. */
export const monthOf = (time: number): string => fromGregorian(time).toISOString().slice(0, 7).replace('-', '');
