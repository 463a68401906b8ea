import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import {
  inputRecordNumber,
  inputRecordNumbers,
  inputPhoneNumber,
  inputPhoneNumbers,
  inputChoice,
  inputFlag,
  inputNumber,
  inputText,
  requiredText,
  type NumberKind,
} from './inputs.ts';
import { inputAddresses, inputList, inputValidRecordNumbers, passesFilter } from './inputLists.ts';
import { searchPeriod, searchStart, type Period } from './searchWindow.ts';

/** A function that makes input fields; `fields` has the static part of each field that it may make. */
export type DynamicFields<D extends readonly PlainInputField[] = readonly PlainInputField[]> = {
  (z: ZObject, bundle: Bundle): Promise<PlainInputField[]>;
  fields: D;
};

/** The input fields of an operation. */
export type FieldList = readonly (PlainInputField | DynamicFields)[];

type PlainField<N extends FieldList> =
  Extract<N[number], { key: string }> | Extract<N[number], DynamicFields>['fields'][number];

/** By key: the values of a field with a fixed set of choices; any text for another field. */
type ChoicesOf<F extends { key: string }> = {
  [K in F['key']]: Extract<F, { key: K }> extends { choices: infer C extends Readonly<Record<string, string>> }
    ? keyof C & string
    : string;
};

/**
 * What was filled in, field by field. A key that the operation does not have is a compile error, a choice has the type of
 * its values. A value that a field cannot take stops the step with a sentence that has the field's label. `Readonly` lets
 * the compiler compare readers by their members, so that the reader of more fields can be passed for one of fewer.
 */
export type InputReader<N extends FieldList = FieldList> = Readonly<FieldReader<PlainField<N>>>;

type FieldReader<F extends { key: string }> = {
  /** The label of a field, for a sentence about its value. */
  label: (key: F['key']) => string;
  /** The values as Zapier gives them. */
  raw: Readonly<Record<string, unknown>>;
  /** A text; null when empty. */
  text: (key: F['key']) => string | null;
  /** A text that must not be empty. */
  required: (key: F['key']) => string;
  /** The entries of a field for several values, each once. */
  list: (key: F['key']) => string[];
  /** The same for a field that must not be empty. */
  requiredList: (key: F['key']) => string[];
  /** The web addresses of a field for several. */
  addresses: (key: F['key']) => string[];
  /** A boolean; null when empty. */
  flag: (key: F['key']) => boolean | null;
  /** A number; null when empty or none. */
  number: (key: F['key']) => number | null;
  /** One of the field's choices, which must be made; given as its value or its label. */
  choice: <K extends F['key']>(key: K) => ChoicesOf<F>[K];
  /** A phone number or extension as the phone system dials it; null when empty. */
  phoneNumber: (key: F['key'], kind?: NumberKind) => string | null;
  requiredPhoneNumber: (key: F['key'], kind?: NumberKind) => string;
  phoneNumbers: (key: F['key']) => string[];
  /** A number in the form that records have, `anonymous` included, to compare with theirs; null when empty. */
  recordNumber: (key: F['key']) => string | null;
  recordNumbers: (key: F['key']) => string[];
  /** The same for a filter of events: what is not a number is left out, because no event may get lost for it. */
  validRecordNumbers: (key: F['key']) => string[];
  /** Whether a filter lets a value pass; an empty filter lets everything pass. */
  passes: (key: F['key'], value: string | null) => boolean;
  /** Where a search begins, from a `since` field in the account's time zone. */
  searchStart: (key: F['key'], now: Date, timeZone: string) => Date;
  /** What a search looks through, from a `since` and an `until` field in the account's time zone. */
  searchPeriod: (since: F['key'], until: F['key'], now: Date, timeZone: string) => Period;
};

/** The fields themselves, with those that a function may make. */
export const fieldsOf = (fields: FieldList): readonly PlainInputField[] =>
  fields.flatMap((field) => (typeof field === 'function' ? field.fields : [field]));

/** Reads the input of an operation with these fields. */
export const inputReader = <N extends FieldList>(fields: N, raw: Readonly<Record<string, unknown>>): InputReader<N> => {
  const byKey = new Map(fieldsOf(fields).map((field) => [field.key, field]));
  const labelOf = (key: string): string => String(byKey.get(key)?.label);
  const choicesOf = (key: string) => byKey.get(key)?.choices as Readonly<Record<string, string>>;
  return {
    raw,
    label: labelOf,
    text: (key) => inputText(raw[key]),
    required: (key) => requiredText(labelOf(key), raw[key]),
    list: (key) => inputList(raw[key]),
    requiredList: (key) => {
      const entries = inputList(raw[key]);
      requiredText(labelOf(key), entries);
      return entries;
    },
    addresses: (key) => inputAddresses(raw[key]),
    flag: (key) => inputFlag(labelOf(key), raw[key]),
    number: (key) => inputNumber(raw[key]),
    choice: (key) => inputChoice(labelOf(key), choicesOf(key), raw[key]) as never,
    phoneNumber: (key, kind) => inputPhoneNumber(labelOf(key), raw[key], kind),
    requiredPhoneNumber: (key, kind) =>
      String(inputPhoneNumber(labelOf(key), requiredText(labelOf(key), raw[key]), kind)),
    phoneNumbers: (key) => inputPhoneNumbers(labelOf(key), raw[key]),
    recordNumber: (key) => inputRecordNumber(labelOf(key), raw[key]),
    recordNumbers: (key) => inputRecordNumbers(labelOf(key), raw[key]),
    validRecordNumbers: (key) => inputValidRecordNumbers(raw[key]),
    passes: (key, value) => passesFilter(value, raw[key]),
    searchStart: (key, now, timeZone) => searchStart(inputText(raw[key]) ?? undefined, now, timeZone),
    searchPeriod: (since, until, now, timeZone) => {
      const [from, to] = [since, until].map((key) => inputText(raw[key]) ?? undefined);
      return searchPeriod({ since: from, until: to }, now, timeZone);
    },
  };
};
