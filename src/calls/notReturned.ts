import type { Call } from './call.ts';
import { attemptOf, contactOf, type Attempt, type Contact } from './unreturned.ts';

/** The attempts of one caller within a time in which nobody called back and the caller did not get through. */
export type NotReturned = {
  /** The last attempt. */
  call: Call;
  attempts: number;
  first: Call;
  number: string;
  /** When the first attempt ended, which starts the time, and when the time is over. In milliseconds since 1970. */
  began: number;
  due: number;
};

/** When the time that was last returned for a caller began, in milliseconds since 1970. */
export type Given = (number: string) => number | undefined;

const byEnd = (a: Contact, b: Contact): number => a.ended - b.ended;

/** The first contact after an attempt that started before the attempt's time was over. */
const settling = ({ ended }: Attempt, due: number, contacts: readonly Contact[]): Contact | undefined =>
  contacts.find((contact) => contact.ended > ended && contact.started <= due);

/**
 * Divides the attempts of one caller into times, with both lists sorted by end. A time begins with the first attempt that is
 * not in an earlier one; a contact ends it.
 */
const notReturnedOf = (attempts: readonly Attempt[], contacts: readonly Contact[], withinMs: number): NotReturned[] => {
  const found: NotReturned[] = [];
  let rest = attempts;
  for (let [head] = rest; head; [head] = rest) {
    const due = head.ended + withinMs;
    const contact = settling(head, due, contacts);
    const end = Math.min(due, contact ? contact.ended - 1 : Infinity);
    const own = rest.filter(({ ended }) => ended <= end);
    const last = own.reduce((_earlier, later) => later, head);
    if (!contact)
      found.push({
        call: last.call,
        attempts: own.length,
        first: head.call,
        number: head.number,
        began: head.ended,
        due,
      });
    rest = rest.filter(({ ended }) => ended > end);
  }
  return found;
};

/**
 * The attempts that are still open, if the time that was last returned began at `began`. Earlier attempts do not start another
 * time; nor do those within it if its first attempt is no longer known.
 */
const since = (attempts: readonly Attempt[], began: number | undefined, withinMs: number): readonly Attempt[] => {
  if (began === undefined) return attempts;
  const isKnown = attempts.some(({ ended }) => ended === began);
  return attempts.filter(({ ended }) => (isKnown ? ended >= began : ended > began + withinMs));
};

/**
 * The callers who were missed and whom nobody called back, each once per time of `withinMs`, sorted by the end of their time,
 * latest first. The calls may come in any order. `isCounted`: whether a missed call passes the filters; any call can be the
 * call back.
 */
export const findNotReturned = (
  calls: readonly Call[],
  { withinMs, isCounted, given }: { withinMs: number; isCounted: (call: Call) => boolean; given: Given },
): NotReturned[] => {
  const contacts = Map.groupBy(
    calls.map(contactOf).filter((contact) => contact !== null),
    ({ number }) => number,
  );
  const attempts = Map.groupBy(
    calls
      .filter(isCounted)
      .map(attemptOf)
      .filter((attempt) => attempt !== null),
    ({ number }) => number,
  );
  return [...attempts]
    .flatMap(([number, own]) => {
      const open = since(own.toSorted(byEnd), given(number), withinMs);
      return notReturnedOf(open, (contacts.get(number) ?? []).toSorted(byEnd), withinMs);
    })
    .toSorted((a, b) => b.due - a.due);
};
