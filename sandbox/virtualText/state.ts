import type { MediaFile } from './media.ts';
import type { Office } from './office.ts';

/** Everything that the running sandbox remembers. */
export type State = {
  /** The origin of the server. */
  url: string;
  office: Office;
  /** By name. */
  media: Map<string, MediaFile>;
  /** Settles when the relay address was told of every text so far. */
  relayed: Promise<unknown>;
};
