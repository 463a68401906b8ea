import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { makeApi } from './http.ts';
import { openOffice } from './office.ts';
import { receiveText, sendText } from './texts.ts';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, PendingFault } from '../dash/faults.ts';
import type { Office } from './office.ts';
import type { RelayedText, RelayHow } from './relay.ts';
import type { SeenRequest } from './requests.ts';
import type { State } from './state.ts';
import type { IncomingText, TypedText } from './texts.ts';

export { credentials, textingNumber } from './office.ts';
export type { Fault, IncomingText, Office, RelayedText, RelayHow, SeenRequest, TypedText };
export type { MediaFile } from './media.ts';
export type { Contact, SentText } from './office.ts';
export type { RelayForm } from './relay.ts';

/** A local VirtualText with one user: the Textable-based API under `/api`, the newer one under `/v1`. */
export type VirtualTextSandbox = {
  /** The origin, which is what a user fills in as VirtualText Address. */
  url: string;
  /** The live state, to read and to change. */
  office: Office;
  /** Every request, in the order of arrival. */
  requests: SeenRequest[];
  /** A text arrives; resolves when the relay address was told. */
  receive: (text: IncomingText, how?: RelayHow) => Promise<RelayedText>;
  /** Somebody types a text in the VirtualText app; resolves when the relay address was told. */
  typeInApp: (text: TypedText, how?: RelayHow) => Promise<RelayedText>;
  /** Resolves when the relay address was told of everything that was sent and received so far. */
  relayed: () => Promise<void>;
  /** Makes the next matching requests go wrong; without a body they answer with `{"errors":[…]}`. */
  fault: (fault: Fault) => void;
  close: () => Promise<void>;
};

/** The fault as it is told, with a body of VirtualText's own where it fails without one. */
const withBody = (fault: Fault): Fault => {
  const { status, delayMs, truncated } = fault;
  if (status === undefined && (delayMs ?? truncated) !== undefined) return fault;
  return { body: { errors: [STATUS_CODES[status ?? 500] ?? 'Unknown error'] }, ...fault };
};

/** Starts a VirtualText on this computer; without a port, on any that is free. */
export const startVirtualText = async (options: { port?: number } = {}): Promise<VirtualTextSandbox> => {
  const state: State = { url: '', office: openOffice(), media: new Map(), relayed: Promise.resolve() };
  const requests: SeenRequest[] = [];
  const faults: PendingFault[] = [];
  const api = makeApi(state, requests, faults);
  // The adaptor would put its own Request and Response in place of the global ones, which are the app's as well.
  const server = createAdaptorServer({ fetch: api.fetch, overrideGlobalObjects: false }) as Server;
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: state.url,
    office: state.office,
    requests,
    receive: (text, how) => receiveText(state, text, how),
    typeInApp: (text, how) => sendText(state, text, how),
    relayed: async () => {
      await state.relayed;
    },
    fault: (fault) => {
      faults.push({ fault: withBody(fault), left: fault.times ?? 1 });
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
