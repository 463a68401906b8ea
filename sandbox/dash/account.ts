import { ok } from './answers.ts';
import { merged } from './json.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { Account, Company } from './company.ts';
import type { Schema } from './schema.ts';

const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  timezone: { type: 'string' },
};

const shown = ({ status, ...account }: Account) => ({ ...account, enabled: status !== 'disabled' });

/** What is not the client's to set stays. */
const store = (company: Company, document: Record<string, unknown>) => {
  const { id, realm, created, reseller_id, is_reseller, billing_mode, superduper_admin, status } = company.account;
  const kept = { id, realm, created, reseller_id, is_reseller, billing_mode, superduper_admin, status };
  company.account = { ...(validated(schema, document) as Account), ...kept };
  return ok(shown(company.account));
};

/** `GET /accounts/{id}` */
export const getAccount: Handler = (_call, { company }) => ok(shown(company.account));

/** `POST /accounts/{id}`: the new document takes the place of the old. */
export const replaceAccount: Handler = ({ data }, { company }) => store(company, data);

/** `PATCH /accounts/{id}`: a list in it takes the place of the old list. */
export const changeAccount: Handler = ({ data }, { company }) => store(company, merged(company.account, data));
