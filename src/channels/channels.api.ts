import type { Dash } from '../dash/client.ts';
import { unexpectedAnswerError } from '../zapier/errors.ts';
import { parseChannel, type Channel } from './channel.ts';
import { activeCallsOf, type ActiveCall } from './channelGrouping.ts';

const ask = { purpose: 'list the calls in progress', section: 'The list of calls in progress' };

/**
 * The legs of the account, all on one page: 1 request. The lists of a user and of a phone are parts of it without the
 * caller's leg of an incoming call, and an error for a phone without a SIP user name (`cb_channels:get_channels`).
 */
const loadChannels = async (dash: Dash): Promise<Channel[]> => {
  const rows = await dash.get(['channels'], ask);
  if (!Array.isArray(rows)) throw unexpectedAnswerError(ask);
  const now = new Date();
  return rows.map((row) => parseChannel(row, now)).filter((channel) => channel !== null);
};

/** The calls of the account in progress, newest first: 1 request. */
export const loadActiveCalls = async (dash: Dash): Promise<ActiveCall[]> => activeCallsOf(await loadChannels(dash));
