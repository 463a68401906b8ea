import { randomBytes } from 'node:crypto';
import { created, ok, oneOf } from './answers.ts';
import { isObject, merged } from './json.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { CallScript } from './calls/script.ts';
import type { Blacklist, Company } from './company.ts';
import type { Schema } from './schema.ts';

const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  numbers: { type: 'object', default: {}, values: { type: 'object' } },
  should_block_anonymous: { type: 'boolean', default: false },
};

/** How Dash writes a number: E.164 for one of the United States, or dialled with `011`; any other as it is. */
const normalized = (number: string): string =>
  number
    .replace(/[\s().-]/g, '')
    .replace(/^\+?1?([2-9]\d{2}[2-9]\d{6})$/, '+1$1')
    .replace(/^011(?=\d)/, '+');

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
    byId(({ id, name, flags }) => ({ id, name, flags })),
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

const ANONYMOUS = 'anonymous';

/** Only the lists that the account refers to count. */
const isRefused = ({ account, blacklists }: Company, number: string): boolean =>
  blacklists
    .filter(({ id }) => account.blacklists?.includes(id))
    .some(({ numbers, should_block_anonymous }) =>
      number === ANONYMOUS ? should_block_anonymous : isObject(numbers[normalized(number)]),
    );

/** A call from outside as it comes to pass: that of a blocked caller ends where it begins, whatever was to follow. */
export const screened = (company: Company, script: CallScript): CallScript => {
  const [first] = script.legs;
  const { number } = script.caller;
  const isFromOutside = first?.direction === 'inbound' && first.authorizedBy === 'resource';
  if (!isFromOutside || !isRefused(company, number)) return script;
  const { leg, direction, authorizedBy } = first;
  const fate = { rings: 0, talks: 0, cause: 'CALL_REJECTED', ...(number === ANONYMOUS && { sipCode: 'sip:433' }) };
  return { ...script, legs: [{ leg, direction, authorizedBy, ...fate }] };
};
