import zapier from 'zapier-platform-core';
import app from '../../src/index.ts';
import { authData } from './dash.ts';
import { createTestRpc } from './rpc.ts';

// Core ends a process that has grown after many runs, and here that is the test process.
jest.spyOn(process, 'memoryUsage').mockReturnValue({ ...process.memoryUsage(), rss: 0 });

type Event = Record<string, unknown>;
type Handler = (event: Event) => Promise<{ results: unknown }>;
const createAppHandler = (zapier as unknown as { createAppHandler: (app: object) => Handler }).createAppHandler;

export type LogRecord = { message: string; data: unknown };

/** Core's real handler with a stand-in for the platform's RPC. `logs` holds what the platform would get. */
export const createPlatform = (definition: object = app) => {
  const { answer, ...rpc } = createTestRpc();
  const logs: LogRecord[] = [];

  const handler = createAppHandler(definition);

  /** Runs `triggers.x.operation.perform` or any other method of the app, as the platform does. */
  const run = async (method: string, bundle: object = {}): Promise<unknown> => {
    const { results } = await handler({
      command: 'execute',
      method,
      bundle: structuredClone({ authData, inputData: {}, meta: {}, ...bundle }),
      customLogger: (message: string, data: unknown) => logs.push({ message, data }),
      rpc: answer,
      storeKey: 'zap',
    });
    return results;
  };

  return { run, logs, ...rpc };
};
