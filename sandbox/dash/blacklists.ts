import { randomBytes } from 'node:crypto';
import { created, ok, oneOf } from './answers.ts';
import { merged } from './json.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { CallScript } from './calls/script.ts';
import type { Blacklist, Company } from './company.ts';
import type { Schema } from './schema.ts';

/** Neither the entries nor a missing `should_block_anonymous` are of interest to it. */
const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  numbers: { type: 'object', default: {} },
  should_block_anonymous: { type: 'boolean' },
};

/**
 * How KAZOO writes a number in E.164: nothing is stripped, and what has a plus sign stays. Both versions, by
 * `knm_converter_regex` with its defaults.
 */
const normalized = (number: string): string =>
  number
    .replace(/^(?:\+?1)?([2-9]\d{2}[2-9]\d{6})$/, '+1$1')
    .replace(/^(?:011|00)(\d{5,})$/, '+$1')
    .replace(/^([2-9]\d{7,})$/, '+$1');

/** Every save writes all keys anew, those of an old list included (`cb_blacklists:format_numbers`). */
const checked = (document: Record<string, unknown>, id: string): Blacklist => {
  const blacklist = validated(schema, document) as Blacklist;
  const numbers = Object.entries(blacklist.numbers).map(([number, notes]) => [normalized(number), notes] as const);
  return { ...blacklist, id, numbers: Object.fromEntries(numbers) };
};

const store = (company: Company, id: string, document: Record<string, unknown>): Blacklist => {
  const blacklist = checked(document, id);
  company.blacklists = company.blacklists.map((old) => (old.id === id ? blacklist : old));
  return blacklist;
};

/** `GET /blacklists`: the rows do not say which numbers are on a list. */
export const listBlacklists: Handler = ({ query }, { company }) =>
  list(
    company.blacklists,
    query,
    byId(({ id, name, flags = [] }) => ({ id, name, flags })),
  );

/** `PUT /blacklists` */
export const createBlacklist: Handler = ({ data }, { company }) => {
  const blacklist = checked(data, randomBytes(16).toString('hex'));
  company.blacklists.push(blacklist);
  return created(blacklist);
};

/** `GET /blacklists/{id}` */
export const getBlacklist: Handler = ({ params }, { company }) => ok(oneOf(company.blacklists, params.blacklist));

/** `POST /blacklists/{id}`: the new document takes the place of the old. */
export const replaceBlacklist: Handler = ({ params, data }, { company }) =>
  ok(store(company, oneOf(company.blacklists, params.blacklist).id, data));

/** `PATCH /blacklists/{id}` */
export const changeBlacklist: Handler = ({ params, data }, { company }) => {
  const blacklist = oneOf(company.blacklists, params.blacklist);
  return ok(store(company, blacklist.id, merged(blacklist, data)));
};

/** `DELETE /blacklists/{id}`: an account that refers to the list goes on to do so. */
export const deleteBlacklist: Handler = ({ params }, { company }) => {
  const blacklist = oneOf(company.blacklists, params.blacklist);
  company.blacklists = company.blacklists.filter(({ id }) => id !== blacklist.id);
  return ok({ ...blacklist, _read_only: { deleted: true } });
};

/** Who asked for privacy is `anonymous` here. KAZOO takes zeros for hidden by itself (`kz_privacy:is_anonymous`). */
const isAnonymous = (number: string): boolean => /^(anonymous|\+?00+)$/.test(number);

/** Only the lists that the account refers to count (`stepswitch_inbound:is_blacklisted`). */
const fateOf = ({ account, blacklists }: Company, number: string): { sipCode?: string } | null => {
  const acting = blacklists.filter(({ id }) => account.blacklists?.includes(id));
  if (isAnonymous(number) && acting.some(({ should_block_anonymous }) => should_block_anonymous))
    return { sipCode: 'sip:433' };
  return acting.some(({ numbers }) => normalized(number) in numbers) ? {} : null;
};

/** A call from outside as it comes to pass: that of a blocked caller ends where it begins, whatever was to follow. */
export const screened = (company: Company, script: CallScript): CallScript => {
  const [first] = script.legs;
  const { number } = script.caller;
  const isFromOutside = first?.direction === 'inbound' && first.authorizedBy === 'resource';
  const fate = isFromOutside ? fateOf(company, number) : null;
  if (!first || !fate) return script;
  const { leg, direction, authorizedBy } = first;
  return { ...script, legs: [{ leg, direction, authorizedBy, rings: 0, talks: 0, cause: 'CALL_REJECTED', ...fate }] };
};
