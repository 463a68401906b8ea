import './longRuns.ts';
import app from '../../src/index.ts';
import { createHost, type Host } from '../../bench/soak/host.ts';
import { soak } from '../../bench/soak/soak.ts';

/** A short form of `npm run soak`. */
const options = { events: 100, seed: 7, lanes: 5, settings: { cdrLagMs: 100 } };

test.each(['4.2', '4.3'] as const)('on a bad day, no event is lost or doubled on KAZOO %s', async (kazoo) => {
  const { lost, doubled, errors, deliveries, refused, delivered } = await soak(createHost(app), { kazoo, ...options });
  expect({ lost, doubled, errors }).toEqual({ lost: [], doubled: [], errors: [] });
  expect(refused).toBe(deliveries.forged);
  expect(Math.min(deliveries.again, deliveries.forged, delivered)).toBeGreaterThan(0);
});

describe('the soak test notices', () => {
  /** An app that returns something else of what a delivery gives. */
  const changed = (change: (records: unknown[]) => unknown[]): Host => {
    const host = createHost(app);
    return {
      ...host,
      run: async (connection, method, ...rest) => {
        const result = await host.run(connection, method, ...rest);
        return method.endsWith('.perform') && Array.isArray(result) ? change(result) : result;
      },
    };
  };
  const few = { ...options, kazoo: '4.3', events: 20 } as const;

  test('an app that loses what happened', async () => {
    const { lost, doubled } = await soak(
      changed(() => []),
      few,
    );
    expect(lost.length).toBeGreaterThan(0);
    expect(doubled).toEqual([]);
  });

  test('an app that runs a Zap twice', async () => {
    const { lost, doubled, delivered } = await soak(
      changed((records) => [...records, ...records]),
      few,
    );
    expect(lost).toEqual([]);
    expect(doubled).toHaveLength(delivered / 2);
  });
});
