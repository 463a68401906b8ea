import type { Answer } from '../dash/answer.ts';
import { nextKeyIn } from '../dash/lists.ts';
import { object, parse, text } from '../dash/schema.ts';
import { field, nestedField, nullableIdField, type RecordOf } from '../fields/output.ts';
import { scrubSecrets } from '../fields/scrub.ts';

export const apiAnswerFields = [
  nullableIdField('Item ID'),
  field('status', 'number', 'Status Code'),
  nestedField('data', 'Data', [field('id', 'string', 'Data ID'), field('name', 'string', 'Data Name')]),
  field('next_page', 'string', 'Next Page'),
] as const;

export type ApiAnswerRecord = RecordOf<typeof apiAnswerFields>;

/** A stored item has its ID in `id`, and a fax to send in `_id` (`cb_faxes:put`). */
const envelopeSchema = { data: object({ id: text, _id: text }) };

/**
 * The record of an answer, without secrets. `id` is the ID of the one item in it, null for a list. `start` is the key where
 * the list began. Pure.
 */
export const apiAnswerRecord = (answer: Answer, start: string | undefined): ApiAnswerRecord => {
  const { id, _id } = parse(envelopeSchema, answer.envelope).data;
  return {
    id: id ?? _id,
    status: answer.status,
    data: scrubSecrets(answer.envelope?.data) ?? null,
    next_page: nextKeyIn(answer, start),
  };
};

export const apiAnswerSample: ApiAnswerRecord = {
  id: '9e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d',
  status: 200,
  data: {
    id: '9e44f6f8a9b0c1d2e3f4a5bb5a1f0c2d',
    name: 'Front Desk',
    numbers: ['1000', '+14155550100'],
    enabled: true,
  },
  next_page: null,
};
