import type { InputReader } from '../fields/inputReader.ts';
import { chosenSchedules, officeHoursVerdict } from '../officeHours/officeHoursFilter.ts';
import { findOpenState } from '../officeHours/schedules.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import type { Call } from './call.ts';
import type { Verdict } from './callFilters.ts';

/** The input of a step that filters calls. */
type CallInput = Pick<InputReader, 'raw'>;

/** Whether a call passes all filters of a step except office hours, which cost requests. */
export type VerdictOf = (call: Call, input: CallInput) => Verdict;

/** Whether a call whose office hours were looked up passes that filter. */
export const hoursVerdict: VerdictOf = ({ duringOfficeHours = null }, input) =>
  officeHoursVerdict(input, duringOfficeHours);

/**
 * The same call with whether it started during office hours: 1 request per schedule, none while it is cached or if no
 * schedules are chosen.
 */
export const withOfficeHours = async (call: Call, input: CallInput, context: Context): Promise<Call> => {
  const schedules = chosenSchedules(input);
  if (schedules.length === 0) return call;
  const { started } = call;
  return { ...call, duringOfficeHours: started && (await findOpenState(context, schedules, started)) };
};

/** Chooses calls. Returns the call with what a filter looked up for it, or null. */
export type Choose = (call: Call) => Call | null | Promise<Call | null>;

/** Chooses the calls that meet a condition that costs no request. */
export const matching =
  (isMatch: (call: Call) => boolean): Choose =>
  (call) =>
    isMatch(call) ? call : null;

/** Chooses the calls that no filter of a step rejects. Office hours are looked up only for calls that pass the others. */
export const passing =
  (verdictOf: VerdictOf, input: CallInput, context: Context): Choose =>
  async (call) => {
    if (verdictOf(call, input) === false) return null;
    const known = await withOfficeHours(call, input, context);
    return hoursVerdict(known, input) === false ? null : known;
  };
