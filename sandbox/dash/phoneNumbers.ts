import { refuse } from './answers.ts';
import { pageEnvelope, pageSize } from './paging.ts';
import type { Handler } from './answers.ts';
import type { OwnNumber } from './company.ts';

const row = ({ features, created, usedBy }: OwnNumber, accountId: string) => ({
  assigned_to: accountId,
  created,
  features,
  features_available: ['cnam', 'e911'],
  state: 'in_service',
  used_by: usedBy,
  updated: created,
});

/** Unlike in other lists, the key of a page is a plain number: how many numbers come before it. */
const offset = (startKey = '0'): number => {
  if (!/^\d+$/.test(startKey)) throw refuse(404, 'faulty_request');
  return Number(startKey);
};

/** `GET /phone_numbers`: an object, keyed by number. */
export const listPhoneNumbers: Handler = ({ query }, { company }) => {
  const { account, numbers } = company;
  const first = offset(query.start_key);
  const end = first + pageSize(query);
  const page = numbers.slice(first, end).map((one) => [one.number, row(one, account.id)] as const);
  const next = end < numbers.length ? { next_start_key: end } : {};
  return {
    status: 200,
    data: { cascade_quantity: 0, numbers: Object.fromEntries(page) },
    envelope: { ...pageEnvelope(query, page.length, undefined), ...next },
  };
};
