import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves an API on the loopback address; port 0 takes a free one. Rejects if the port is taken. */
export const listen = async (fetch: (request: Request) => Response | Promise<Response>, port = 0) => {
  // The adaptor would replace the global Request and Response, which the app in this process uses as well.
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    /** The origin. */
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
