import { merge } from '../../shared/json.ts';
import { ok } from '../http/endpoint.ts';
import { validate } from '../http/schema.ts';
import type { Account, Company } from '../company/model.ts';
import type { Routes } from '../http/endpoint.ts';
import type { Schema } from '../http/schema.ts';

const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  timezone: { type: 'string' },
};

const show = ({ status, ...account }: Account) => ({ ...account, enabled: status !== 'disabled' });

/** Stores all but what clients cannot set. */
const store = (company: Company, document: Record<string, unknown>) => {
  const { id, realm, created, reseller_id, is_reseller, billing_mode, superduper_admin, status } = company.account;
  const readOnly = { id, realm, created, reseller_id, is_reseller, billing_mode, superduper_admin, status };
  company.account = { ...(validate(schema, document) as Account), ...readOnly };
  return ok(show(company.account));
};

export const accountDocumentRoutes: Routes = {
  'GET /': (_request, { company }) => ok(show(company.account)),
  'POST /': ({ data }, { company }) => store(company, data),
  'PATCH /': ({ data }, { company }) => store(company, merge(company.account, data)),
};
