/** The process that Zapier runs the app in: core, the built app, and nothing else. It answers the messages of `startLambda`. */
import { errorName, type Connection } from '../../sandbox/zapier/runner.ts';
import { createHost } from './host.ts';
import type { Answer, Call, Memory } from './startLambda.ts';

const { default: app } = (await import(process.argv[2] ?? '')) as { default: object };
const host = createHost(app);
const connections = new Map<string, Connection>();

/** The connection as this process knows it: it has the session of an exchange. */
const own = (connection: Connection): Connection => {
  const known = connections.get(connection.id) ?? connection;
  connections.set(connection.id, known);
  return known;
};

const memory = (): Memory => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
};

const methods: { [Name in Call['name']]: (...given: Extract<Call, { name: Name }>['given']) => unknown } = {
  enter: host.enter,
  leave: host.leave,
  exchange: (connection) => host.exchange(own(connection)),
  run: (connection, ...rest) => host.run(own(connection), ...rest),
  memory,
};
const resultOf = ({ name, given }: Call): unknown => Reflect.apply(methods[name], undefined, given);

process.on('message', ({ id, call }: { id: number; call: Call }) => {
  const answer = (more: Omit<Answer, 'id'>) => process.send?.({ id, ...more } satisfies Answer);
  Promise.resolve()
    .then(() => resultOf(call))
    .then(
      (result) => answer({ result }),
      (error: unknown) => answer({ error: { name: errorName(error), message: (error as Error).message } }),
    );
});
