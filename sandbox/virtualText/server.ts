import { listen } from '../shared/listen.ts';
import { createTextApi } from './api.ts';
import { openTextOffice } from './office.ts';
import { receiveText, sendText } from './texts.ts';
import type { RelayOptions } from './relay.ts';
import type { TextState } from './state.ts';
import type { IncomingText, TypedText } from './texts.ts';

export { textCredentials, textingNumber } from './office.ts';
export type { Contact, Office, SentText } from './office.ts';
export type { RelayedText, RelayForm, RelayOptions } from './relay.ts';
export type { TextRequest } from './requestLog.ts';
export type { MediaFile } from './state.ts';
export type { IncomingText, TypedText } from './texts.ts';

/**
 * Starts a VirtualText with one user on this computer, the Textable-based API under `/api` and the newer one under `/v1`;
 * without a port, on any that is free.
 */
export const startVirtualText = async ({ port }: { port?: number } = {}) => {
  const state: TextState = { url: '', office: openTextOffice(), media: new Map(), relayed: Promise.resolve() };
  const { fetch, requests, addFault } = createTextApi(state);
  const { url, close } = await listen(fetch, port);
  state.url = url;
  return {
    /** The origin, which a user fills in as VirtualText Address. */
    url,
    /** Live: a test may read and change it. */
    office: state.office,
    /** Every request, in the order of arrival. */
    requests,
    /** Receives a text; resolves when it was relayed. */
    receive: (text: IncomingText, options?: RelayOptions) => receiveText(state, text, options),
    /** Sends a text from the VirtualText app; resolves when it was relayed. */
    typeInApp: (text: TypedText, options?: RelayOptions) => sendText(state, text, options),
    /** Resolves when everything sent and received so far was relayed. */
    relayed: async () => {
      await state.relayed;
    },
    /** Makes the next matching requests fail. */
    fault: addFault,
    close,
  };
};

/** A local VirtualText. */
export type VirtualTextSandbox = Awaited<ReturnType<typeof startVirtualText>>;
