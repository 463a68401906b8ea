import { isObject, parse, text } from '../dash/schema.ts';
import { MINUTE_SECONDS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { cachedLoad, lookUpKey } from '../zapier/lookUp.ts';
import { anyOpen, isCovered, type OpenState } from './coverage.ts';
import { parseSchedule } from './schedule.record.ts';
import { parseTemporalRule, type TemporalRule } from './temporalRule.ts';

const KIND = 'schedule';

/** Short, because someone may force a schedule on or off at any time, even from a phone. */
const CACHE_SECONDS = 5 * MINUTE_SECONDS;

/** What a schedule's id can name: a temporal rule, or a set of them. */
type Schedule = { rule: TemporalRule } | { ruleIds: string[] };

/** Whether an answer is a document. */
const isDocument = (found: unknown): found is Record<string, unknown> => {
  const { id, name } = parseSchedule(found);
  return isObject(found) && (id !== null || name !== null);
};

const ruleIdList = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).map(text).filter((id) => id !== null);

const ask = { purpose: 'read the schedule' };

/** 1 request for a rule, 2 for a set: the list of rules does not know a set's id (KAZOO, `cb_temporal_rules:read`). */
const loadSchedule = async ({ dash }: Context, id: string): Promise<Schedule | null> => {
  const rule = await dash.find(['temporal_rules', id], ask);
  if (rule !== null) return isDocument(rule) ? { rule: parseTemporalRule(rule) } : null;
  const set = await dash.find(['temporal_rules_sets', id], ask);
  return isDocument(set) ? { ruleIds: parse({ temporal_rules: ruleIdList }, set).temporal_rules } : null;
};

const findSchedule = cachedLoad(KIND, loadSchedule, CACHE_SECONDS);

/** Clears a schedule from the cache after a change. */
export const forgetSchedule = ({ cache }: Context, id: string): Promise<void> => cache.delete(lookUpKey(KIND, id));

/** Whether a rule of a set applies. A set within a set never does (KAZOO 4.3, `cf_temporal_route:get_temporal_rules`). */
const stateOfMember = async (context: Context, ruleId: string, at: Date): Promise<OpenState> => {
  const schedule = await findSchedule(context, ruleId);
  if (schedule === null) return null;
  return 'rule' in schedule && isCovered(schedule.rule, at, context.timeZone);
};

const stateOf = async (context: Context, id: string, at: Date): Promise<OpenState> => {
  const schedule = await findSchedule(context, id);
  if (schedule === null) return null;
  if ('rule' in schedule) return isCovered(schedule.rule, at, context.timeZone);
  return anyOpen(await Promise.all(schedule.ruleIds.map((ruleId) => stateOfMember(context, ruleId, at))));
};

/**
 * Whether one of the schedules, each of which means "open", applies at a moment in the account's time zone. Null if a schedule
 * cannot be read and no other one applies, or without schedules. 1 request per rule, none while cached.
 */
export const findOpenState = async (context: Context, scheduleIds: readonly string[], at: Date): Promise<OpenState> => {
  if (scheduleIds.length === 0) return null;
  return anyOpen(await Promise.all(scheduleIds.map((id) => stateOf(context, id, at))));
};
