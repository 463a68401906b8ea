import { defineInputFields } from 'zapier-platform-core';
import type { WebhookEvent } from '../dash/webhooks.ts';
import { inputReader, type InputReader } from '../fields/inputReader.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { checkOfficeHours, officeHoursFields } from '../officeHours/officeHoursFilter.ts';
import { isFromHidden, type Aspect, type Call, type Outcome } from './call.ts';

const OUTCOME_LABELS: Record<Outcome, string> = {
  answered: 'Answered',
  missed: 'Missed',
  busy: 'Busy',
  cancelled: 'Cancelled',
  no_answer: 'No Answer',
  failed: 'Failed',
};

const [direction, outcome, outcomes, user, users, numbers, exclude_numbers, hidden_callers] = defineInputFields([
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
    group: 'more',
    label: 'Numbers to Skip',
    type: 'string',
    list: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'Skip calls to or from these numbers, such as a fax line.',
  },
  {
    key: 'hidden_callers',
    group: 'more',
    label: 'Callers Who Hide Their Number',
    type: 'string',
    choices: { include: 'Include', exclude: 'Leave Out', only: 'Only These' },
    default: 'include',
    helpText: 'Customer Number is `anonymous` for these callers, so no one can call or text them back.',
  },
]);

const [office_hours, schedules] = officeHoursFields;

/** The filters that triggers and searches for calls share. */
export const callFilterFields = {
  direction,
  outcome,
  outcomes,
  user,
  users,
  numbers,
  exclude_numbers,
  /** While a call is in progress, Dash does not report which of the account's numbers it shows. */
  called_numbers: {
    ...numbers,
    helpText:
      'The numbers of yours that are called; calls that you make are left out then. You can write them in any way. Leave empty for all.',
  },
};

/** The filters that every trigger for finished calls has. */
export const finishedCallFilterFields = [
  users,
  numbers,
  office_hours,
  schedules,
  exclude_numbers,
  hidden_callers,
] as const;

/** What the filters of a step ask for; an empty filter lets every call pass. */
export type CallFilters = {
  directions: readonly string[];
  outcomes: readonly string[];
  users: readonly string[];
  /** Numbers in the form that records have. */
  numbers: readonly string[];
  excludeNumbers: readonly string[];
  /** `exclude` or `only`; with anything else, callers who hide their number pass like all others. */
  hiddenCallers: string | null;
};

export const NO_CALL_FILTERS: CallFilters = {
  directions: [],
  outcomes: [],
  users: [],
  numbers: [],
  excludeNumbers: [],
  hiddenCallers: null,
};

/** The input of an operation that has some of the filters. */
type FilterInput = Pick<InputReader, 'raw'>;

const filterReader = ({ raw }: FilterInput) =>
  inputReader([direction, outcomes, users, numbers, exclude_numbers, hidden_callers], raw);

/** The filters of a step. What is not a number is left out, since no event may get lost for it. */
export const parseCallFilters = (input: FilterInput): CallFilters => {
  const reader = filterReader(input);
  return {
    directions: reader.list('direction'),
    outcomes: reader.list('outcomes'),
    users: reader.list('users'),
    numbers: reader.validRecordNumbers('numbers'),
    excludeNumbers: reader.validRecordNumbers('exclude_numbers'),
    hiddenCallers: reader.text('hidden_callers'),
  };
};

/** What Dash may filter at the source: leave out the legs of calls from inside where only calls from outside pass. */
export const onlyInbound = ({ directions }: CallFilters): WebhookEvent['modifiers'] =>
  directions.join() === 'inbound' ? { call_direction: 'inbound' } : undefined;

/** Stops where a number filter has what is not a number: when a Zap is turned on or tested, never for an event. */
export const checkNumbers = (input: FilterInput): void => {
  const reader = filterReader(input);
  reader.recordNumbers('numbers');
  reader.recordNumbers('exclude_numbers');
};

/** Stops where the filters of a trigger for calls cannot work: when a Zap is turned on or tested, never for an event. */
export const checkCallFilters = (input: FilterInput): void => {
  checkNumbers(input);
  checkOfficeHours(input);
};

/** Whether filters let a call pass; null where that depends on what is not known of the call. */
export type Verdict = boolean | null;

/** What decides whose call it is. */
type Sides = Pick<Call, 'direction' | 'from' | 'to'>;

/** The company number that was called or shown to the called party; an internal call has two. */
const ourNumbers = ({ direction, from, to }: Sides): (string | null)[] => {
  const all = { inbound: [to.number], outbound: [from.number], internal: [from.number, to.number] }[direction];
  return all.map((one) => parseNumber(one).number);
};

/** Whether the filters for company numbers let a call pass, or what belongs to one. */
export const isOfNumbers = (
  sides: Sides,
  { numbers, excludeNumbers }: Pick<CallFilters, 'numbers' | 'excludeNumbers'>,
): boolean => {
  const ours = ourNumbers(sides).filter((one) => one !== null);
  return (
    (numbers.length === 0 || ours.some((one) => numbers.includes(one))) &&
    !ours.some((one) => excludeNumbers.includes(one))
  );
};

/** One filter: what it asks for, and what of the call decides it. */
type Filter = {
  isEmpty: (filters: CallFilters) => boolean;
  aspect: Aspect;
  passes: (call: Call, filters: CallFilters) => boolean;
  /** Whether the call may still pass when the aspect becomes known. */
  mayPass: (call: Call, filters: CallFilters) => boolean;
};

/** Whether somebody outside calls and hides the number; whom we call with our own number hidden does not. */
const isHiddenCustomer = (call: Call): boolean => call.direction === 'inbound' && isFromHidden(call);

const NOT_FROM_OUTSIDE = ['outbound', 'internal'];
const NOT_ANSWERED = ['missed', 'busy', 'failed'];

const filterTable: readonly Filter[] = [
  {
    isEmpty: ({ directions }) => directions.length === 0,
    aspect: 'direction',
    passes: ({ direction }, { directions }) => directions.includes(direction),
    mayPass: (_call, { directions }) => NOT_FROM_OUTSIDE.some((one) => directions.includes(one)),
  },
  {
    isEmpty: ({ outcomes }) => outcomes.length === 0,
    aspect: 'outcome',
    passes: ({ outcome }, { outcomes }) => outcome !== null && outcomes.includes(outcome),
    // An answer is unknown where nothing was billed: then any outcome is possible.
    mayPass: ({ outcome }, { outcomes }) =>
      outcome === null || outcome === 'answered' || NOT_ANSWERED.some((one) => outcomes.includes(one)),
  },
  {
    isEmpty: ({ users }) => users.length === 0,
    aspect: 'users',
    passes: ({ userIds }, { users }) => userIds.some((id) => users.includes(id)),
    mayPass: () => true,
  },
  {
    isEmpty: ({ numbers, excludeNumbers }) => numbers.length === 0 && excludeNumbers.length === 0,
    aspect: 'numbers',
    passes: isOfNumbers,
    mayPass: () => true,
  },
  {
    isEmpty: ({ hiddenCallers }) => hiddenCallers !== 'exclude' && hiddenCallers !== 'only',
    aspect: 'caller',
    passes: (call, { hiddenCallers }) => isHiddenCustomer(call) === (hiddenCallers === 'only'),
    mayPass: ({ direction }, { hiddenCallers }) => direction === 'inbound' || hiddenCallers === 'exclude',
  },
];

const verdictOfOne = ({ isEmpty, aspect, passes, mayPass }: Filter, call: Call, filters: CallFilters): Verdict => {
  if (isEmpty(filters)) return true;
  if (!call.unknown.includes(aspect)) return passes(call, filters);
  // One of the users whose phones rang is enough, however many more there are.
  if (aspect === 'users' && passes(call, filters)) return true;
  return mayPass(call, filters) ? null : false;
};

/** One verdict of several: what one of them refuses is refused. */
export const allOf = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
};

/** Whether the filters let a call pass. */
export const filterVerdict = (call: Call, filters: CallFilters): Verdict =>
  allOf(filterTable.map((filter) => verdictOfOne(filter, call, filters)));

/** Whether the filters let a finished call pass: when in doubt it does, because a call too many beats a lost one. */
export const passesCallFilters = (call: Call, filters: CallFilters): boolean => filterVerdict(call, filters) !== false;
