import type { Rpc, RpcCall } from '../sandbox/zapier/rpc.ts';

/*
 * Parts of core that cost a test more than the app does, and that the end-to-end tests have as they are.
 */

// Core runs each step in a domain, which catches what a callback throws later, and slows every promise of the process.
jest.mock('domain', () => ({ create: () => ({ on: () => undefined, run: (step: () => unknown) => step() }) }));

// Core loads the schema of definitions to answer `validate`, which it is seldom asked to.
jest.mock('zapier-platform-schema', () => ({
  validateAppDefinition: (definition: object) =>
    jest
      .requireActual<{ validateAppDefinition: (definition: object) => unknown }>('zapier-platform-schema')
      .validateAppDefinition(definition),
}));

type Event = { storeKey: string; rpc?: (call: RpcCall) => ReturnType<Rpc> };
type RpcClient = (method: string, ...params: unknown[]) => Promise<unknown>;

const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const callInProcess =
  ({ storeKey, rpc }: Required<Event>): RpcClient =>
  (method, ...params) =>
    // Within `then`, what is thrown is a rejection.
    Promise.resolve().then(() => {
      const { result, error } = asJson(rpc(asJson({ id: method, storeKey, method, params })));
      if (error !== undefined) throw new Error(`RPC request failed after 1 attempts: ${error}`);
      return result;
    });

// Core posts to the platform's RPC; an event that brings an `rpc` of its own is answered without a request.
jest.mock('zapier-platform-core/src/tools/create-rpc-client', () => {
  const createRealClient = jest.requireActual<(event: Event) => RpcClient>(
    'zapier-platform-core/src/tools/create-rpc-client',
  );
  return ({ rpc, ...event }: Event) => (rpc ? callInProcess({ ...event, rpc }) : createRealClient(event));
});

// Core looks for secrets in the whole environment at every record of its log; and no test may depend on it. The last one says
// which change of `npm run mutation` is on.
const ENVIRONMENT = ['NODE_ENV', 'JEST_WORKER_ID', 'TMPDIR', 'TZ', 'EXTEND_SHIPPED', '__STRYKER_ACTIVE_MUTANT__'];
for (const name of Object.keys(process.env)) if (!ENVIRONMENT.includes(name)) Reflect.deleteProperty(process.env, name);
