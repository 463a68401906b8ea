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

/** A step with more input fields than this shows them under headings. */
const MAX_WITHOUT_HEADINGS = 6;

type Input = FieldList[number];

const groupOf = (field: Input): string | undefined => ('group' in field ? field.group : undefined);

const withoutGroup = (field: Input): Input => {
  if (typeof field === 'function') return field;
  const { group: _group, ...rest } = field;
  return rest satisfies PlainInputField;
};

/** The input fields of an operation as the platform has them, with their headings where they are many. */
export const inputsWithHeadings = (fields: FieldList) => {
  if (fields.length <= MAX_WITHOUT_HEADINGS) return { inputFields: fields.map(withoutGroup) };
  const used = Object.entries(HEADINGS).filter(([key]) => fields.some((field) => groupOf(field) === key));
  return { inputFields: [...fields], inputFieldGroups: used.map(([key, label]) => ({ key, label })) };
};
