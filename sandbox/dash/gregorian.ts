/** Seconds between the year 0, where Dash counts from, and 1970. */
const secondsBefore1970 = 62_167_219_200;

/** A moment in Gregorian seconds (UTC), the unit of every time that Dash sends. */
export const gregorian = (moment: Date): number => Math.floor(moment.getTime() / 1000) + secondsBefore1970;

/** The moment that a number of Gregorian seconds stands for. */
export const fromGregorian = (seconds: number): Date => new Date((seconds - secondsBefore1970) * 1000);
