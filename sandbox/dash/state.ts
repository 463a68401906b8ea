import type { Company } from './company.ts';
import type { Bucket } from './rateLimit.ts';
import type { Session } from './sessions.ts';

/** Every Dash of today is one of these two. */
export type KazooVersion = '4.2' | '4.3';

/** What of Dash's behaviour can be changed while it runs. Times are in the unit that the name says. */
export type Settings = {
  /** The version of KAZOO whose manner the sandbox has; they differ in many places. */
  kazoo: KazooVersion;
  /** Into what the pages of received faxes are converted when somebody fetches them; `tiff` is how they are stored. */
  faxFormat: 'pdf' | 'tiff';
  /** The first words of paths below the account, as `recordings`, whose module this system has not started. */
  notStarted: string[];
  /** How long a token is good for; 0 or less makes tokens without an expiry. */
  sessionSeconds: number;
  /** The pause before a delivery is tried again after a transport error. */
  retryPauseMs: number;
  /** So many failed deliveries within the window switch a webhook off. */
  failureLimit: number;
  failureWindowMs: number;
  /** How long after the end of a leg its record can be read. */
  cdrLagMs: number;
  /** Whether lists of records come in pieces: whatever else such an answer holds is text. */
  cdrChunked: boolean;
  /** How many requests of one client Dash answers in the long run; undefined: as many as come. */
  requestsPerSecond: number | undefined;
  /** How many more it answers at once. */
  bucketSize: number;
};

export const usualSettings: Settings = {
  kazoo: '4.3',
  faxFormat: 'pdf',
  notStarted: [],
  sessionSeconds: 3600,
  retryPauseMs: 2000,
  failureLimit: 6,
  failureWindowMs: 60_000,
  cdrLagMs: 2000,
  cdrChunked: true,
  requestsPerSecond: undefined,
  bucketSize: 100,
};

/** Everything that the running sandbox remembers. */
export type State = {
  company: Company;
  settings: Settings;
  /** By token. */
  sessions: Map<string, Session>;
  /** By webhook id: when its deliveries failed, in milliseconds since 1970. */
  failures: Map<string, number[]>;
  /** By account, or by the lack of one. */
  buckets: Map<string, Bucket>;
  /** How many calls were played so far. */
  callsPlayed: number;
};
