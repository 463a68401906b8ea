/** The types that Zapier knows for an output field. */
type FieldType = 'string' | 'number' | 'boolean' | 'datetime' | 'file';
type ValueOf<T extends FieldType> = T extends 'number' ? number : T extends 'boolean' ? boolean : string;

/** `V` is the type of its values, and is there for the compiler alone. */
export type Field<K extends string = string, T extends FieldType = FieldType, V = unknown> = {
  key: K;
  type: T;
  label: string;
  list?: true;
  readonly values?: V;
};

/** A record with exactly the declared fields: null when unknown, except for the `id`, which every record has. */
export type RecordOf<F extends readonly Field[]> = {
  [E in F[number] as E['key']]: E['key'] extends 'id' ? string : NonNullable<E['values']> | null;
};

/** Declares one output field. */
export const field = <const K extends string, const T extends FieldType>(
  key: K,
  type: T,
  label: string,
): Field<K, T, ValueOf<T>> => ({ key, type, label });

/** Declares the output field for a list of files, the one thing in a record that is not flat. */
export const fileListField = <const K extends string>(key: K, label: string): Field<K, 'file', string[]> => ({
  key,
  type: 'file',
  label,
  list: true,
});
