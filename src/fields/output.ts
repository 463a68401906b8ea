import { oneLine } from '../dash/schema.ts';

/** The types that Zapier knows for an output field. */
type FieldType = 'string' | 'number' | 'boolean' | 'datetime' | 'file';
type ValueOf<T extends FieldType> = T extends 'number' ? number : T extends 'boolean' ? boolean : string;

/** `V` is the type of its values, and is there for the compiler alone. */
export type Field<K extends string = string, T extends FieldType = FieldType, V = unknown> = {
  key: K;
  /** Left out where there are children, which have types of their own. */
  type?: T;
  label: string;
  list?: true;
  /** The fields of a line item, or of nested data. */
  children?: Field[];
  readonly values?: V;
};

/** A record with exactly the declared fields: null when unknown, except for an `id` that was declared with `field`. */
export type RecordOf<F extends readonly Field[]> = {
  [E in F[number] as E['key']]: E['key'] extends 'id'
    ? Exclude<E['values'], undefined>
    : NonNullable<E['values']> | null;
};

/** A record with its summary in one line, whatever the names in it: those have their own fields as they are. */
export const withPlainSummary = <R extends object>(record: R): R =>
  'summary' in record && typeof record.summary === 'string' ? { ...record, summary: oneLine(record.summary) } : record;

/** Declares one output field. */
export const field = <const K extends string, const T extends FieldType>(
  key: K,
  type: T,
  label: string,
): Field<K, T, ValueOf<T>> => ({ key, type, label });

/** The field for the ID of what an action creates in a system that does not always return one. */
export const nullableIdField = (label: string): Field<'id', 'string', string | null> => ({
  key: 'id',
  type: 'string',
  label,
});

/** Declares the output field for a list of files: of the two things in a record that are not flat, one. */
export const fileListField = <const K extends string>(key: K, label: string): Field<K, 'file', string[]> => ({
  key,
  type: 'file',
  label,
  list: true,
});

/** Declares the output field for nested data, or a list of it; `children` are the fields that most of it has. */
export const nestedField = <const K extends string>(key: K, label: string, children: Field[]): Field<K> => ({
  key,
  label,
  children,
});

/** Declares the output field for line items, each a record with these fields: the other thing that is not flat. */
export const lineItemsField = <const K extends string, const F extends readonly Field[]>(
  key: K,
  label: string,
  fields: F,
): Field<K, 'string', RecordOf<F>[]> => ({ key, label, children: [...fields] });
