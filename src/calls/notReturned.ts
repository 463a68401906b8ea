import type { Call } from './call.ts';
import { attemptOf, contactOf, type Attempt, type Contact } from './unreturned.ts';

/** The attempts of one caller within a time, after which nobody called back in that time, and the caller did not get through. */
export type NotReturned = {
  /** The last attempt. */
  call: Call;
  attempts: number;
  first: Call;
  number: string;
  /** When the first attempt ended, from which the time counts, and when it is over. In milliseconds since 1970. */
  began: number;
  due: number;
};

/** When the time of a caller's attempts that were given last began, in milliseconds since 1970. */
export type Given = (number: string) => number | undefined;

const byEnd = (a: Contact, b: Contact): number => a.ended - b.ended;

/** The first contact after an attempt that began before its time was over. */
const settling = ({ ended }: Attempt, due: number, contacts: readonly Contact[]): Contact | undefined =>
  contacts.find((contact) => contact.ended > ended && contact.started <= due);

/**
 * The attempts of one caller, both lists in order of their ends. A time begins with the first attempt that is not in an
 * earlier one; a contact ends it.
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
 * The attempts that are left, where the time of those that were given last begins at `began`: what came before, or in that
 * time where its first attempt is not known anymore, is no beginning of another.
 */
const since = (attempts: readonly Attempt[], began: number | undefined, withinMs: number): readonly Attempt[] => {
  if (began === undefined) return attempts;
  const isKnown = attempts.some(({ ended }) => ended === began);
  return attempts.filter(({ ended }) => (isKnown ? ended >= began : ended > began + withinMs));
};

/**
 * The callers who tried in vain and whom nobody called back, each once in a time of `withinMs`, the one whose time is over
 * last first. The calls may come in any order. `isCounted`: whether a missed call is one that is asked for; any call
 * settles the matter.
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
