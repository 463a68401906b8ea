import { fieldsOf, type FieldList } from '../fields/inputReader.ts';
import type { StepFields } from './failures.ts';

/** What a step with these input fields lets a person change. */
export const stepFieldsOf = (fields: FieldList): StepFields => {
  const filledIn = fieldsOf(fields).filter(({ type }) => type !== 'copy');
  return {
    labels: Object.fromEntries(filledIn.map(({ key, label }) => [key, String(label)])),
    hasDropdown: filledIn.some(({ dynamic }) => dynamic !== undefined),
  };
};
