import { pageEnvelope, pageSize } from '../http/paging.ts';
import { refuse } from '../http/refusal.ts';
import type { OwnNumber } from '../company/model.ts';
import type { Handler, Routes } from '../http/endpoint.ts';

const row = ({ features, created, usedBy }: OwnNumber, accountId: string) => ({
  assigned_to: accountId,
  created,
  features,
  features_available: ['cnam', 'e911'],
  state: 'in_service',
  used_by: usedBy,
  updated: created,
});

/** Unlike in other lists, the start key is a number: how many numbers come before the page. */
const offset = (startKey = '0'): number => {
  if (!/^\d+$/.test(startKey)) throw refuse(404, 'faulty_request');
  return Number(startKey);
};

/** `GET /phone_numbers`: an object, keyed by number. */
const listPhoneNumbers: Handler = ({ query }, { company }) => {
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

export const phoneNumberRoutes: Routes = {
  'GET /phone_numbers': listPhoneNumbers,
};
