import { createState, type State } from '../../sandbox/dash/state.ts';
import type { Company } from '../../sandbox/dash/company/model.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';

/** What the sandbox remembers just after it has started, without a server. */
export const startedState = (kazoo: KazooVersion, company: Company): State => createState(company, { kazoo });
