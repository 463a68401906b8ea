/** An agent's statuses on either call center engine, with the labels that people read. `unknown` is never requested. */
export const STATUS_LABELS = {
  signed_out: 'Signed Out',
  away: 'Away',
  ready: 'Ready',
  offered: 'Call Offered',
  on_call: 'On a Call',
  wrap_up: 'Wrapping Up',
  unknown: 'Unknown',
} as const;

export type Status = keyof typeof STATUS_LABELS;

/** For labels that don't fit into "Jane Doe is …". */
const PHRASES: Readonly<Partial<Record<Status, string>>> = {
  offered: 'being offered a call',
};

/** A status in a sentence, such as `on a call`. */
export const formatStatus = (status: Status): string => PHRASES[status] ?? STATUS_LABELS[status].toLowerCase();

/** Finds the status for a word of an engine. */
type StatusOfWord = (word: string | null) => Status;

/** A word in lower case, without spaces and punctuation, because the engines spell the same word in several ways. */
export const lettersOf = (word: string): string => word.toLowerCase().replace(/[^a-z]/g, '');

const mappingOf = (statuses: Readonly<Record<string, Status>>): StatusOfWord => {
  const statusByWord = new Map(Object.entries(statuses));
  return (word) => statusByWord.get(lettersOf(word ?? '')) ?? 'unknown';
};

/** The status for Qubicle's `availability_state`, which an event has as `state`, in lower case. */
export const statusOfState: StatusOfWord = mappingOf({
  notloggedin: 'signed_out',
  away: 'away',
  ready: 'ready',
  calloffer: 'offered',
  onacall: 'on_call',
  wrapuptime: 'wrap_up',
});

/**
 * The status after a Qubicle event, by its `event_name`. An agent who signs in is away. After `reject` the status is unknown,
 * because the queue's settings decide whether it makes the agent away.
 */
export const statusOfEventName: StatusOfWord = mappingOf({
  delete: 'signed_out',
  create: 'away',
  away: 'away',
  ready: 'ready',
  offer: 'offered',
  delivered: 'on_call',
});

/** The status for one of ACDC's words. `pending_logged_out`: the agent will be signed out after the current call. */
export const statusOfAcdc: StatusOfWord = mappingOf({
  loggedout: 'signed_out',
  paused: 'away',
  ready: 'ready',
  loggedin: 'ready',
  connecting: 'offered',
  connected: 'on_call',
  outbound: 'on_call',
  pendingloggedout: 'on_call',
  wrapup: 'wrap_up',
});
