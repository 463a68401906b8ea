import { ok, oneOf } from './answers.ts';
import { merged } from './json.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { TemporalRule } from './company.ts';
import type { Schema } from './schema.ts';

const schema: Schema = {
  name: { type: 'string', required: true, minLength: 1, maxLength: 128 },
  cycle: { type: 'string', required: true, enum: ['date', 'daily', 'weekly', 'monthly', 'yearly'] },
  enabled: { type: 'boolean' },
};

const row = ({ id, name }: TemporalRule) => ({ id, name, type: 'temporal_rule' });

/** `GET /temporal_rules` */
export const listTemporalRules: Handler = ({ query }, { company }) => list(company.temporalRules, query, byId(row));

/** `GET /temporal_rules/{id}` */
export const getTemporalRule: Handler = ({ params }, { company }) => ok(oneOf(company.temporalRules, params.rule));

/** `PATCH /temporal_rules/{id}`: without `enabled` the rule follows its times. */
export const changeTemporalRule: Handler = ({ params, data }, { company }) => {
  const { id } = oneOf(company.temporalRules, params.rule);
  const changed = (old: TemporalRule) => ({ ...validated(schema, merged(old, data)), id }) as TemporalRule;
  company.temporalRules = company.temporalRules.map((old) => (old.id === id ? changed(old) : old));
  return ok(oneOf(company.temporalRules, id));
};
