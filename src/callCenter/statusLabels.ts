/** The statuses that ACDC records (KAZOO, `acdc_agent_stats:handle_status_stat`), by the labels that people read. */
export const AGENT_STATUS_LABELS = {
  ready: 'Ready',
  paused: 'Paused',
  connecting: 'Being Called',
  connected: 'On a Queue Call',
  wrapup: 'Wrapping Up',
  outbound: 'On an Outgoing Call',
  logged_in: 'Logged In',
  logged_out: 'Logged Out',
};

export const SIGNED_OUT = 'logged_out';

const labels: ReadonlyMap<string, string> = new Map(Object.entries(AGENT_STATUS_LABELS));

/** A status in a sentence, such as `on a queue call`; an unknown one in Dash's own word. */
export const formatStatus = (status: string): string => (labels.get(status) ?? status.replace(/_/g, ' ')).toLowerCase();
