import type { PlainInputField } from 'zapier-platform-core';
import type { FieldList } from '../fields/inputReader.ts';

/** The headings in the editor, in the order in which they appear. A field names its heading by the key, in `group`. */
const HEADINGS: Readonly<Record<string, string>> = {
  time_of_day: 'Time of Day',
  forwarding: 'Forwarding',
  caller_id: 'Caller ID',
  recording: 'Recording',
  more: 'More Options',
};

/** A step with more fields to fill in than this shows them under headings. */
const MAX_WITHOUT_HEADINGS = 6;

type Input = FieldList[number];

/** Whether there is something to fill in: a field of type `copy` only shows its text. */
const takesValue = (field: Input): boolean => typeof field === 'function' || field.type !== 'copy';

const groupOf = (field: Input): string | undefined => ('group' in field ? field.group : undefined);

const withoutGroup = (field: Input): Input => {
  if (typeof field === 'function') return field;
  const { group: _group, ...rest } = field;
  return rest satisfies PlainInputField;
};

/** The input fields of an operation as the platform has them, with their headings where they are many. */
export const inputsWithHeadings = (fields: FieldList) => {
  if (fields.filter(takesValue).length <= MAX_WITHOUT_HEADINGS) return { inputFields: fields.map(withoutGroup) };
  const used = Object.entries(HEADINGS).filter(([key]) => fields.some((field) => groupOf(field) === key));
  return { inputFields: [...fields], inputFieldGroups: used.map(([key, label]) => ({ key, label })) };
};
