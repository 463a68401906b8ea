import { isPublicAddress } from '../fields/publicAddress.ts';

/** Host, port, and path, as people copy them from a browser, without anything that two parsers may read differently. */
const PLAIN = /^(https?:\/\/)?[a-z0-9.-]+(:\d{1,5})?([/?#][\w/?#=&.-]*)?$/i;

/** The origin of a VirtualText page, such as `https://example-txb.textable.app`; null when it can't be the address of one. */
export const originOf = (typed: string): string | null => {
  if (!PLAIN.test(typed) || typed.includes('..')) return null;
  const address = /^https?:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isPublicAddress(url) ? url.origin : null;
};
