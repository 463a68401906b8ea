import { asListed, isMissed } from '../dash/cases/expectedCalls.ts';
import type { ExpectedCall } from '../dash/cases/expectedCalls.ts';
import type { Company } from '../dash/company/model.ts';
import type { FieldValue, StepResult } from '../zapier/platform.ts';

/** The expected text of each field. Undefined accepts any text. */
type ExpectedFields = Record<string, string | undefined>;

/** The text of a field. A file gives an empty text. */
export const textOf = (value: FieldValue | undefined): string => (typeof value === 'string' ? value : '');

const nameOf = ({ users }: Company, extension: string | null): string => {
  const user = users.find(({ presence_id }) => presence_id === extension);
  return user ? `${user.first_name} ${user.last_name}` : '';
};

/** `2026-11-24 10:32` */
const clockOf = ({ account }: Company, moment: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: account.timezone, dateStyle: 'short', timeStyle: 'short' }).format(
    moment,
  );

/** The expected row of a call in the sheet. */
export const expectedRow = (company: Company, call: ExpectedCall): ExpectedFields => {
  const { startedAt, direction, outcome, from, to, person, wait, ringing, talk } = asListed(call);
  const [date, time] = clockOf(company, startedAt).split(' ');
  return {
    Date: date,
    Time: time,
    Direction: direction,
    Outcome: outcome,
    From: from,
    To: to,
    Person: person === undefined ? undefined : nameOf(company, person),
    Wait: wait?.toString(),
    Ring: ringing?.toString(),
    Talk: talk?.toString(),
  };
};

/** For each list, a message must contain at least one of its texts. */
type ExpectedTexts = string[][];

/** The end of a message about a call: the call-back link, if there is a customer who shows a number. */
const expectedLinks = ({ caller, direction, to, isPickedUpByCode }: ExpectedCall): string[] => {
  if (direction === 'outbound') return [`\ntel:${to}`];
  if (direction === 'internal' || caller.number === 'anonymous') return ['\n'];
  return [`\ntel:${caller.number}`, ...(isPickedUpByCode ? ['an unknown number'] : [])];
};

/** What a message about a call must contain: the caller, who answered, and the call-back link in the last line. */
export const expectedTexts = (company: Company, call: ExpectedCall): ExpectedTexts => {
  const { caller, answerer, isPickedUpByCode } = call;
  const callers = [caller.name ?? caller.number, ...(isPickedUpByCode ? ['an unknown number'] : [])];
  return [
    caller.number === 'anonymous' ? ['a hidden number'] : callers,
    ...(answerer === undefined ? [] : [[nameOf(company, answerer)]]),
    expectedLinks(call),
  ];
};

/** The texts that missed callers get, one for each caller, each as `from to to`. */
export const expectedTextsBack = (calls: readonly ExpectedCall[]): string[] => {
  const texts = calls
    .filter(isMissed)
    .filter(({ caller }) => caller.number !== 'anonymous')
    .map((call) => `${call.to} to ${call.caller.number}`);
  return [...new Set(texts)].sort();
};

/** Pairs expected and actual results. Returns a sentence for each one without a partner. */
const unpaired = <Wanted>(
  wanted: readonly Wanted[],
  seen: readonly StepResult[],
  fits: (one: Wanted, fields: StepResult['fields']) => boolean,
): string[] => {
  const left = [...seen];
  const missing = wanted.filter((one) => {
    const place = left.findIndex(({ fields }) => fits(one, fields));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return [
    ...missing.map((one) => `${JSON.stringify(one)} is missing`),
    ...left.map(({ fields }) => `${JSON.stringify(fields)} is not expected`),
  ];
};

export const mismatchedRows = (wanted: readonly ExpectedFields[], seen: readonly StepResult[]): string[] =>
  unpaired(wanted, seen, (row, fields) =>
    Object.entries(row).every(([name, value]) => value === undefined || value === fields[name]),
  );

export const mismatchedMessages = (wanted: readonly ExpectedTexts[], seen: readonly StepResult[]): string[] =>
  unpaired(wanted, seen, (words, { message }) =>
    words.every((ways) => ways.some((word) => textOf(message).includes(word))),
  );
