import { BUSY_BOX } from './filledOffice.ts';
import { callers } from './calls.ts';
import type { NotedCalls } from './filledOffice.ts';
import type { Company } from '../dash/server.ts';

type Input = Record<string, string>;

/** What to fill in, by the key of the search, so that it finds something. */
export const searchInputs = ({ recorded, pivoted }: NotedCalls): Record<string, Input> => ({
  find_voicemail: { from_number: callers.ann.number },
  find_call: { number: callers.ann.number },
  find_unreturned_call: {},
  get_call_report: {},
  find_recording: { call: recorded },
  find_device: { name: 'front desk' },
  find_agent: { name: 'maya' },
  find_queue: { name: 'front desk' },
  find_contact: { name: 'ann lee' },
  find_disabled_webhook: {},
  find_pivot_request: { call: pivoted },
  find_active_call: { number: callers.luis.number },
  find_blocked_number: { number: '+14155550199' },
  find_blocklist: { name: 'blocked callers' },
  find_user: { name: 'zoe' },
});

/** The same for the lists that depend on another field. */
export const listInputs = ({ mailboxes }: Company): Record<string, Input> => ({
  list_voicemails: { mailbox: mailboxes.find(({ mailbox }) => mailbox === BUSY_BOX)?.id ?? '' },
});
