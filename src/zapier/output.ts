/** The types that Zapier knows for an output field. */
type FieldType = 'string' | 'number' | 'boolean' | 'datetime' | 'file';
type ValueOf<T extends FieldType> = T extends 'number' ? number : T extends 'boolean' ? boolean : string;

export type Field<K extends string = string, T extends FieldType = FieldType> = { key: K; type: T; label: string };

/** A record with exactly the declared fields: null when unknown, except for the `id`, which every record has. */
export type RecordOf<F extends readonly Field[]> = {
  [E in F[number] as E['key']]: E['key'] extends 'id' ? string : ValueOf<E['type']> | null;
};

/** Declares one output field. */
export const field = <const K extends string, const T extends FieldType>(
  key: K,
  type: T,
  label: string,
): Field<K, T> => ({ key, type, label });
