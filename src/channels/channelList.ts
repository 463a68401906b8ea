import type { Dash, Path } from '../dash/client.ts';
import { readChannel, type Channel } from './channel.ts';
import { liveCallsOf, type LiveCall } from './liveCall.ts';

const ask = { purpose: 'list the live calls', section: 'The list of live calls' };

const readChannels = (rows: unknown): Channel[] => {
  const now = new Date();
  return (Array.isArray(rows) ? rows : []).map((row) => readChannel(row, now)).filter((channel) => channel !== null);
};

/** The legs of a user or of a phone, `['users', id]`; none where Dash does not know it. Dash gives them on one page. */
export const channelsOf = async (dash: Dash, owner: Path): Promise<Channel[]> =>
  readChannels(await dash.find([...owner, 'channels'], ask));

/** The calls of the account that go on, newest first: 1 request. */
export const listLiveCalls = async (dash: Dash): Promise<LiveCall[]> =>
  liveCallsOf(readChannels(await dash.get(['channels'], ask)));
