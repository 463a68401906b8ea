import { defineInputFields } from 'zapier-platform-core';
import { inputList, inputNumbers, passesFilter } from '../fields/inputValues.ts';
import { comparableNumbers } from '../fields/inputs.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import type { Aspect, Call, Outcome } from './assemble.ts';

const OUTCOME_LABELS: Record<Outcome, string> = {
  answered: 'Answered',
  missed: 'Missed',
  busy: 'Busy',
  cancelled: 'Cancelled',
  no_answer: 'No Answer',
  failed: 'Failed',
};

const [direction, outcome, outcomes, user, users, numbers, exclude_numbers] = defineInputFields([
  {
    key: 'direction',
    label: 'Direction',
    type: 'string',
    choices: { inbound: 'Inbound', outbound: 'Outbound', internal: 'Internal' },
    helpText: 'Leave empty for calls of every direction.',
  },
  {
    key: 'outcome',
    label: 'Outcome',
    type: 'string',
    choices: OUTCOME_LABELS,
    helpText: 'Leave empty for calls with every outcome.',
  },
  {
    key: 'outcomes',
    label: 'Outcomes',
    type: 'string',
    list: true,
    choices: OUTCOME_LABELS,
    helpText: 'Leave empty for calls with every outcome.',
  },
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'Leave empty for the calls of everybody.',
  },
  {
    key: 'users',
    label: 'Users',
    type: 'string',
    list: true,
    dynamic: 'list_users.id.name',
    helpText:
      'Leave empty for the calls of everybody. A call that nobody answered belongs to everybody whose phone rang.',
  },
  {
    key: 'numbers',
    label: 'Our Numbers',
    type: 'string',
    list: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText:
      'The numbers of yours that were called, or shown when you called. You can write them in any way. Leave empty for all.',
  },
  {
    key: 'exclude_numbers',
    label: 'Our Numbers to Leave Out',
    type: 'string',
    list: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'Calls of these numbers do not count, for example those of a fax line.',
  },
]);

/** The filters that triggers and searches for calls share. */
export const callFilterFields = {
  direction,
  outcome,
  outcomes,
  user,
  users,
  numbers,
  exclude_numbers,
  /** While a call goes on, Dash does not tell which number of ours it shows. */
  called_numbers: {
    ...numbers,
    helpText:
      'The numbers of yours that are called; calls that you make are left out then. You can write them in any way. Leave empty for all.',
  },
};

type Input = Record<string, unknown>;

/** Whether filters let a call pass; null where that turns on what is not known of the call. */
export type Verdict = boolean | null;

/** Stops where a number filter holds what is no number: when a Zap is turned on or tested, never for an event. */
export const checkNumbers = ({ numbers: wanted, exclude_numbers: unwanted }: Input): void => {
  comparableNumbers(numbers.label, wanted);
  comparableNumbers(exclude_numbers.label, unwanted);
};

/** The number of ours that a call came to or was made with; an internal call has two. */
const ourNumbers = ({ direction, from, to }: Call): (string | null)[] => {
  const all = { inbound: [to.number], outbound: [from.number], internal: [from.number, to.number] }[direction];
  return all.map((one) => parseNumber(one).number);
};

const isOfNumbers = (call: Call, { numbers, exclude_numbers }: Input): boolean => {
  const ours = ourNumbers(call).filter((one) => one !== null);
  const [wanted, unwanted] = [inputNumbers(numbers), inputNumbers(exclude_numbers)];
  return (
    (wanted.length === 0 || ours.some((one) => wanted.includes(one))) && !ours.some((one) => unwanted.includes(one))
  );
};

/** One filter: what of the input asks it, and what of the call answers it. */
type Filter = {
  asks: readonly string[];
  aspect: Aspect;
  passes: (call: Call, input: Input) => boolean;
  /** Whether the call may turn out to pass, where the aspect is not known for certain. */
  mayPass: (call: Call, input: Input) => boolean;
};

const NOT_FROM_OUTSIDE = ['outbound', 'internal'];
const NOT_ANSWERED = ['missed', 'busy', 'failed'];

const filters: readonly Filter[] = [
  {
    asks: ['direction'],
    aspect: 'direction',
    passes: (call, { direction }) => passesFilter(call.direction, direction),
    mayPass: (_call, { direction }) => NOT_FROM_OUTSIDE.some((one) => passesFilter(one, direction)),
  },
  {
    asks: ['outcomes'],
    aspect: 'outcome',
    passes: (call, { outcomes }) => passesFilter(call.outcome, outcomes),
    mayPass: ({ outcome }, { outcomes }) => outcome === null || NOT_ANSWERED.some((one) => passesFilter(one, outcomes)),
  },
  {
    asks: ['users'],
    aspect: 'users',
    passes: ({ userIds }, { users }) => userIds.some((id) => inputList(users).includes(id)),
    mayPass: () => true,
  },
  { asks: ['numbers', 'exclude_numbers'], aspect: 'numbers', passes: isOfNumbers, mayPass: () => true },
];

const verdictOf = ({ asks, aspect, passes, mayPass }: Filter, call: Call, input: Input): Verdict => {
  if (asks.every((key) => inputList(input[key]).length === 0)) return true;
  if (!call.unknown.includes(aspect)) return passes(call, input);
  // One of the users who were rung is enough, however many more there are.
  if (aspect === 'users' && passes(call, input)) return true;
  return mayPass(call, input) ? null : false;
};

/** One verdict of several: what one of them refuses is refused. */
export const allOf = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
};

/** Whether the filters let a call pass; an empty filter lets every call pass. */
export const verdictOn = (call: Call, input: Input): Verdict =>
  allOf(filters.map((filter) => verdictOf(filter, call, input)));

/** Whether the filters let a finished call pass: one that nothing more will be known of is better given than lost. */
export const isWantedCall = (call: Call, input: Input): boolean => verdictOn(call, input) !== false;
