import type { Dash } from '../dash/client.ts';
import type { Path } from '../dash/http.ts';
import { unexpectedAnswerError } from '../zapier/errors.ts';
import { parseChannel, type Channel } from './channel.ts';
import { activeCallsOf, type ActiveCall } from './channelGrouping.ts';

const ask = { purpose: 'list the calls in progress', section: 'The list of calls in progress' };

/**
 * The legs of the account, or those at another path, all on one page: 1 request. The lists of a user and of a phone lack the
 * caller's leg of an incoming call, and fail for a phone without a SIP user name (`cb_channels:get_channels`).
 */
const loadChannels = async (dash: Dash, path: Path = ['channels']): Promise<Channel[]> => {
  const rows = await dash.get(path, ask);
  if (!Array.isArray(rows)) throw unexpectedAnswerError(ask);
  const now = new Date();
  return rows.map((row) => parseChannel(row, now)).filter((channel) => channel !== null);
};

/** The account's calls in progress, newest first: 1 request. */
export const loadActiveCalls = async (dash: Dash): Promise<ActiveCall[]> => activeCallsOf(await loadChannels(dash));

/**
 * Whether a user is on a call or placing one: 1 request. The list has only the legs of the user's phones; a phone that is
 * only ringing isn't in use yet.
 */
export const isOnCall = async (dash: Dash, userId: string): Promise<boolean> => {
  const legs = await loadChannels(dash, ['users', userId, 'channels']);
  return legs.some(({ direction, billing, isLoopback }) => !isLoopback && (direction === 'inbound' || billing > 0));
};
