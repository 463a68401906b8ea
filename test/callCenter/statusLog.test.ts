import { latestIn, type AgentStatus, type StatusLogs } from '../../src/callCenter/acdc/statusLog.ts';

const logsOf = (...times: number[][]): StatusLogs =>
  new Map(
    times.map((log, index) => {
      const statuses = log.map((at): AgentStatus => ({ status: 'ready', at, pauseReason: null }));
      return [`agent ${String(index)}`, { statuses, completeFrom: 0 }];
    }),
  );

test.each<[string, StatusLogs, number]>([
  ['that of the latest status of all agents', logsOf([3000, 9000], [], [5000]), 9000],
  ['the time before when no status is later', logsOf([1000], [3000]), 4000],
  ['the time before when there is no status', logsOf(), 4000],
  ['found among very many', logsOf(Array.from({ length: 250_000 }, (_, index) => index)), 249_999],
])('the time of the latest status is %s', (_what, logs, latest) => {
  expect(latestIn(logs, 4000)).toBe(latest);
});
