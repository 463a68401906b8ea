import type { Company } from './company.ts';
import type { Session } from './sessions.ts';

/** What of Dash's behaviour can be changed while it runs. Times are in the unit that the name says. */
export type Settings = {
  /** `json`: a webhook gets the format it asks for (KAZOO 4.3). `form`: always urlencoded, whatever it asks for (4.2). */
  deliveryFormat: 'json' | 'form';
  /** How long a token is good for; 0 or less makes tokens without an expiry. */
  sessionSeconds: number;
  /** The pause before a delivery is tried again after a transport error. */
  retryPauseMs: number;
  /** So many failed deliveries within the window switch a webhook off. */
  failureLimit: number;
  failureWindowMs: number;
};

export const usualSettings: Settings = {
  deliveryFormat: 'json',
  sessionSeconds: 3600,
  retryPauseMs: 2000,
  failureLimit: 6,
  failureWindowMs: 60_000,
};

/** Everything that the running sandbox remembers. */
export type State = {
  company: Company;
  settings: Settings;
  /** By token. */
  sessions: Map<string, Session>;
  /** By webhook id: when its deliveries failed, in milliseconds since 1970. */
  failures: Map<string, number[]>;
};
