import type { Office } from './office.ts';

/** Everything that the running sandbox keeps in memory. */
export type TextState = {
  /** The origin of the server. */
  url: string;
  office: Office;
  /** By name. */
  media: Map<string, MediaFile>;
  /** Settles when every text so far has been relayed. */
  relayed: Promise<unknown>;
};

/** A picture or another file of a text; `type` is its content type. */
export type MediaFile = { type: string; bytes: Uint8Array };
