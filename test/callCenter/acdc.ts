import { createDash, type Dash } from '../../src/dash/client.ts';
import { toGregorian } from '../../src/dash/time.ts';
import { ACCOUNT, success } from '../support/dash.ts';

/** A Dash without a network: `answerTo` returns the data for a path below the account. */
export const dashThat = (answerTo: (path: string, query: URLSearchParams) => unknown): Dash =>
  createDash(ACCOUNT, {
    send: ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      const data = answerTo(pathname.replace(/^.*\/accounts\/[^/]+\//, ''), searchParams);
      return Promise.resolve({ status: 200, text: JSON.stringify(success(data)) });
    },
    fetchFile: () => Promise.resolve(null),
  });

type Noted = { agent: string; status: string; at: number };

/**
 * The statuses of agents as KAZOO's ACDC keeps and gives them: `acdc_stats` (the table, one entry for each agent and
 * second), `acdc_agent_stats:handle_status_query` (25 of each agent, the newest), `acdc_agent_util:most_recent_statuses`
 * (together with the month's database, which each version reads once) and `cb_agents` (what of it goes out).
 * Times are in milliseconds since 1970.
 */
export const createAcdc = (version: '4.2' | '4.3') => {
  let table: Noted[] = [];
  let month: Noted[] = [];
  let monthAsRead: Noted[] | null = null;
  const read = new Set<string>();
  const state = { now: 0, listed: [] as string[], silentFor: 0, requests: [] as string[] };

  const note = (agent: string, status: string, at: number): void => {
    table = [...table.filter((one) => one.agent !== agent || one.at !== at), { agent, status, at }];
    state.now = Math.max(state.now, at);
  };

  /** The application ends and starts again; a clean end saves what it has. */
  const restart = (isClean: boolean): void => {
    if (isClean) month = [...month, ...table];
    table = [];
    monthAsRead = null;
    read.clear();
  };

  const inTable = (agent: string | undefined, status: string | undefined): Noted[] => {
    if (state.silentFor > 0) {
      state.silentFor -= 1;
      return [];
    }
    const found = table
      .filter((one) => (agent ?? one.agent) === one.agent && (status ?? one.status) === one.status)
      .filter(({ at }) => at >= state.now - 86_400_000)
      .sort((a, b) => b.at - a.at);
    return found.filter((one, place) => found.slice(0, place).filter((other) => other.agent === one.agent).length < 25);
  };

  const archived = (): Noted[] => [...month, ...table.filter(({ at }) => at <= state.now - 3_600_000)];

  const inMonth = (agent: string | undefined, status: string | undefined): Noted[] => {
    if (version === '4.3') {
      monthAsRead ??= archived();
      return monthAsRead.filter((one) => (agent ?? one.agent) === one.agent);
    }
    if (read.has(agent ?? '')) return [];
    read.add(agent ?? '');
    return archived().filter((one) => (agent ?? one.agent) === one.agent && (status ?? one.status) === one.status);
  };

  const shown = ({ agent, status, at }: Noted) => {
    const timestamp = toGregorian(new Date(at));
    return { id: `${agent}::${timestamp}`, agent_id: agent, status, timestamp };
  };

  const byAgent = (found: Noted[]): Record<string, Record<string, ReturnType<typeof shown>>> => {
    const statusesOf = (own: Noted[]) =>
      Object.fromEntries(own.map((one) => [String(toGregorian(new Date(one.at))), shown(one)]));
    const agents = Map.groupBy(found, ({ agent }) => agent);
    return Object.fromEntries([...agents].map(([agent, own]) => [agent, statusesOf(own)]));
  };

  const lastOf = (statuses: Record<string, unknown>): unknown =>
    statuses[String(Math.max(...Object.keys(statuses).map(Number)))];

  const answerTo = (path: string, query: URLSearchParams): unknown => {
    const [, agent, what] = path.split('/').map(decodeURIComponent);
    if (agent === undefined) return state.listed.map((id) => ({ id, queues: [] }));
    if (agent === 'status') {
      const all = byAgent([...inMonth(undefined, undefined), ...inTable(undefined, undefined)]);
      if (version === '4.3') return all;
      return Object.fromEntries(Object.entries(all).map(([id, statuses]) => [id, lastOf(statuses)]));
    }
    if (what !== 'status') throw new Error(path);
    const status = query.get('status') ?? undefined;
    if (query.get('recent') === 'true') return byAgent([...inMonth(agent, status), ...inTable(agent, status)]);
    const last = [...table, ...month].filter((one) => one.agent === agent).sort((a, b) => b.at - a.at)[0];
    return last?.status ?? 'unknown';
  };

  const dash = dashThat((path, query) => {
    state.requests.push(`${path}?${query.toString()}`);
    return answerTo(path, query);
  });

  return { dash, state, note, restart };
};
