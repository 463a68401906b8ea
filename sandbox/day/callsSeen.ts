import { asListed } from '../dash/calls/expectedCalls.ts';
import type { ExpectedCall } from '../dash/calls/expectedCalls.ts';
import type { Company } from '../dash/company.ts';
import type { FieldValue, StepResult } from '../zapier/platform.ts';

/** What must stand in each field; undefined where that is not settled. */
type ExpectedFields = Record<string, string | undefined>;

/** What is in a field that holds no file. */
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

/** The row of a call in the sheet. */
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

/** Of each one must be said. */
type Words = string[][];

/** What a message about a call must say: who called, who answered, and in its last line the link to call back. */
export const expectedWords = (
  company: Company,
  { caller, answerer, direction, from, isFetched }: ExpectedCall,
): Words => [
  caller.number === 'anonymous'
    ? ['a hidden number']
    : [caller.name ?? caller.number, ...(isFetched ? ['an unknown number'] : [])],
  ...(answerer === undefined ? [] : [[nameOf(company, answerer)]]),
  // While a call to the outside is in progress, the number shown there may not be told yet.
  caller.number === 'anonymous'
    ? ['\n']
    : [
        `\ntel:${caller.number}`,
        ...(isFetched ? ['an unknown number'] : []),
        ...(direction === 'outbound' ? [`\ntel:${from}`] : []),
      ],
];

/** Pairs what must be there with what is there; sentences about all that has no partner. */
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
    ...left.map(({ fields }) => `${JSON.stringify(fields)} is too much`),
  ];
};

export const unpairedRows = (wanted: readonly ExpectedFields[], seen: readonly StepResult[]): string[] =>
  unpaired(wanted, seen, (row, fields) =>
    Object.entries(row).every(([name, value]) => value === undefined || value === fields[name]),
  );

export const unpairedMessages = (wanted: readonly Words[], seen: readonly StepResult[]): string[] =>
  unpaired(wanted, seen, (words, { message }) =>
    words.every((ways) => ways.some((word) => textOf(message).includes(word))),
  );
