import { emptyArchive } from './calls/cdrArchive.ts';
import { defaultSettings } from './settings.ts';
import type { CdrArchive } from './calls/cdrArchive.ts';
import type { Recording } from './calls/recording.ts';
import type { Channel } from './calls/timeline/model.ts';
import type { Company } from './company/model.ts';
import type { Settings } from './settings.ts';

/** Who a token belongs to; `expires` is in milliseconds since 1970. */
export type Session = { accountId: string; ownerId?: string; expires: number };

/** The requests that a client may still send, counted at `filledAt` (milliseconds since 1970). */
export type Bucket = { tokens: number; filledAt: number };

/** Everything that the running sandbox keeps in memory. */
export type State = {
  company: Company;
  settings: Settings;
  /** By token. */
  sessions: Map<string, Session>;
  /** By webhook id: when its deliveries failed, in milliseconds since 1970. */
  failures: Map<string, number[]>;
  /** By account, or `no_account` for requests without one. */
  buckets: Map<string, Bucket>;
  /** How many calls were played so far. */
  callsPlayed: number;
  /** The legs of calls in progress. */
  channels: Channel[];
  /** The legs of calls that were played at once: they stay readable for a while, as if the call took its time. */
  recentChannels: Channel[];
  /** The call ids of legs that belong to another account, or to none yet. */
  foreignCallIds: string[];
  cdrs: CdrArchive;
  recordings: Recording[];
};

/** The state of a sandbox that has just started. */
export const createState = (company: Company, settings: Partial<Settings> = {}): State => ({
  company,
  settings: { ...defaultSettings, ...settings },
  sessions: new Map(),
  failures: new Map(),
  buckets: new Map(),
  callsPlayed: 0,
  channels: [],
  recentChannels: [],
  foreignCallIds: [],
  cdrs: emptyArchive(),
  recordings: [],
});
