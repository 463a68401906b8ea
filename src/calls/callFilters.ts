import { defineInputFields } from 'zapier-platform-core';
import type { WebhookEvent } from '../dash/webhooks.ts';
import { inputReader, type InputReader } from '../fields/inputReader.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { checkOfficeHours, officeHoursFields } from '../officeHours/officeHoursFilter.ts';
import { isFromHidden, type Aspect, type Call, type Outcome } from './call.ts';

/** Which outcomes are for incoming calls and which for calls people make is not clear from the labels alone. */
const OUTCOME_HELP =
  "Missed: no person answered an incoming call. No Answer: the person you called didn't. Canceled: you hung up. Failed: it didn't connect. Leave empty for all.";

const OUTCOME_LABELS: Record<Outcome, string> = {
  answered: 'Answered',
  missed: 'Missed',
  busy: 'Busy',
  cancelled: 'Canceled',
  no_answer: 'No Answer',
  failed: 'Failed',
};

const [direction, outcome, outcomes, user, users, numbers, exclude_numbers, hidden_callers] = defineInputFields([
  {
    key: 'direction',
    label: 'Direction',
    type: 'string',
    choices: { inbound: 'Inbound', outbound: 'Outbound', internal: 'Internal' },
    helpText: 'Internal calls stay within your phone system. Leave empty for all calls.',
  },
  {
    key: 'outcome',
    label: 'Outcome',
    type: 'string',
    choices: OUTCOME_LABELS,
    helpText: OUTCOME_HELP,
  },
  {
    key: 'outcomes',
    label: 'Outcomes',
    type: 'string',
    list: true,
    choices: OUTCOME_LABELS,
    helpText: OUTCOME_HELP,
  },
  {
    key: 'user',
    label: 'User',
    type: 'string',
    dynamic: 'list_users.id.name',
    search: 'find_user.id',
    helpText: 'Leave empty for everyone.',
  },
  {
    key: 'users',
    label: 'Users',
    type: 'string',
    list: true,
    dynamic: 'list_users.id.name',
    helpText: 'Leave empty for everyone. An unanswered call counts for each person whose phone rang.',
  },
  {
    key: 'numbers',
    label: 'Company Numbers',
    type: 'string',
    list: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'Only calls to or from these company numbers, in any format. Leave empty for all numbers.',
  },
  {
    key: 'exclude_numbers',
    group: 'more',
    label: 'Numbers to Skip',
    type: 'string',
    list: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'Skip calls to or from these company numbers, such as a fax line.',
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

/** While a call is in progress, Dash does not report which of the account's numbers it shows. */
const called_numbers = {
  ...numbers,
  helpText: 'Only incoming calls to these company numbers; outgoing calls are skipped. Leave empty for all calls.',
};
const skipped_called_numbers = {
  ...exclude_numbers,
  helpText: 'Skip incoming calls to these company numbers, such as a fax line.',
};

/** The filters that triggers and searches for calls share. */
export const callFilterFields = {
  direction,
  outcome,
  outcomes,
  user,
  users,
  numbers,
  exclude_numbers,
  called_numbers,
  skipped_called_numbers,
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

const missedFilterFields = [
  { ...users, helpText: "Only missed calls that rang these people's phones. Leave empty for everyone." },
  { ...numbers, helpText: 'Only calls to these company numbers, in any format. Leave empty for all numbers.' },
  office_hours,
  schedules,
  { ...exclude_numbers, helpText: 'Skip calls to these company numbers, such as a fax line.' },
] as const;

/** The same filters, in the words of a trigger for missed calls. */
export const missedCallFilterFields = [...missedFilterFields, hidden_callers] as const;

/** The same where callers who hide their number never pass. */
export const notReturnedFilterFields = [
  ...missedFilterFields,
  {
    ...hidden_callers,
    helpText: 'Whatever you choose, these callers are left out here, because no one can call them back.',
  },
] as const;

/** What the filters of a step ask for. Every call passes an empty filter. */
export type CallFilters = {
  directions: readonly string[];
  outcomes: readonly string[];
  users: readonly string[];
  /** Numbers in the form used in records. */
  numbers: readonly string[];
  excludeNumbers: readonly string[];
  /** `exclude` or `only`; with any other value, callers who hide their number pass like everyone else. */
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

/** The input of an operation with some of the filters. */
type FilterInput = Pick<InputReader, 'raw'>;

const filterReader = ({ raw }: FilterInput) =>
  inputReader([direction, outcomes, users, numbers, exclude_numbers, hidden_callers], raw);

/** The parsed filters of each step: every call of a history is compared with them. */
const parsed = new WeakMap<FilterInput['raw'], CallFilters>();

/** The filters of a step. Entries that are not numbers are left out, so that no event is lost because of one. */
export const parseCallFilters = (input: FilterInput): CallFilters => {
  const known = parsed.get(input.raw);
  if (known) return known;
  const reader = filterReader(input);
  const filters = {
    directions: reader.list('direction'),
    outcomes: reader.list('outcomes'),
    users: reader.list('users'),
    numbers: reader.validRecordNumbers('numbers'),
    excludeNumbers: reader.validRecordNumbers('exclude_numbers'),
    hiddenCallers: reader.text('hidden_callers'),
  };
  parsed.set(input.raw, filters);
  return filters;
};

/** What Dash can filter at the source: if only incoming calls pass, it can leave out the legs of all others. */
export const onlyInbound = ({ directions }: CallFilters): WebhookEvent['modifiers'] =>
  directions.join() === 'inbound' ? { call_direction: 'inbound' } : undefined;

/** Halts if a number filter has an entry that is not a number: when a Zap is turned on or tested, never for an event. */
export const checkNumbers = (input: FilterInput): void => {
  const reader = filterReader(input);
  reader.recordNumbers('numbers');
  reader.recordNumbers('exclude_numbers');
};

/** Halts if the filters of a call trigger cannot work: when a Zap is turned on or tested, never for an event. */
export const checkCallFilters = (input: FilterInput): void => {
  checkNumbers(input);
  checkOfficeHours(input);
};

/** Whether a call passes filters; null if that depends on something that is not known about the call. */
export type Verdict = boolean | null;

/** What determines whose call it is. */
type Sides = Pick<Call, 'direction' | 'from' | 'to'>;

/** The company number that was called, or shown to the callee; an internal call has two. */
const ourNumbers = ({ direction, from, to }: Sides): string[] => {
  const all = { inbound: [to.number], outbound: [from.number], internal: [from.number, to.number] }[direction];
  return all.flatMap((one) => parseNumber(one).number ?? []);
};

/** Whether a call, or something that belongs to one, passes the filters for company numbers. */
export const isOfNumbers = (
  sides: Sides,
  { numbers, excludeNumbers }: Pick<CallFilters, 'numbers' | 'excludeNumbers'>,
): boolean => {
  const ours = ourNumbers(sides);
  return (
    (numbers.length === 0 || ours.some((one) => numbers.includes(one))) &&
    !ours.some((one) => excludeNumbers.includes(one))
  );
};

/** One filter: what it asks for, and which aspect of the call decides it. */
type Filter = {
  isEmpty: (filters: CallFilters) => boolean;
  aspect: Aspect;
  passes: (call: Call, filters: CallFilters) => boolean;
  /** Whether the call may still pass once the aspect is known. */
  mayPass: (call: Call, filters: CallFilters) => boolean;
};

/** Whether someone outside calls and hides the number. A call made with our own number hidden does not count. */
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

/** Combines verdicts: false if any is false, else null if any is null. */
export const allOf = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(null) ? null : true;
};

/** Whether a call passes the filters. */
export const filterVerdict = (call: Call, filters: CallFilters): Verdict =>
  allOf(filterTable.map((filter) => verdictOfOne(filter, call, filters)));

/** Whether a finished call passes the filters. In doubt it does, because an extra call is better than a lost one. */
export const passesCallFilters = (call: Call, filters: CallFilters): boolean => filterVerdict(call, filters) !== false;
