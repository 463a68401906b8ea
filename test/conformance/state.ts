import { usualSettings, type KazooVersion, type State } from '../../sandbox/dash/state.ts';
import type { Company } from '../../sandbox/dash/company.ts';

/** What the sandbox remembers just after it has started, without a server. */
export const startedState = (kazoo: KazooVersion, company: Company): State => ({
  company,
  settings: { ...usualSettings, kazoo },
  sessions: new Map(),
  failures: new Map(),
  buckets: new Map(),
  callsPlayed: 0,
});
