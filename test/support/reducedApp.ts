const OPERATIONS = ['triggers', 'searches', 'creates'];

/**
 * The app with only the operation of a method such as `triggers.new_fax.operation.perform`; with none for
 * `authentication.test` or `hydrators.faxDocument`. Core copies and freezes a whole definition twice in every run, and
 * the operations are nearly all of it.
 */
const reduce = (definition: object, method: string): object => {
  const [kind = '', key = ''] = method.split('.');
  const none = Object.fromEntries([...OPERATIONS, 'searchOrCreates'].map((name) => [name, {}]));
  const own = OPERATIONS.includes(kind) ? (Reflect.get(definition, kind) as Record<string, object>)[key] : undefined;
  return { ...definition, ...none, ...(own && { [kind]: { [key]: own } }) };
};

const reduced = new WeakMap<object, Map<string, object>>();

/** `reduce`, once for each definition and method, so that core's preparation can be reused. */
export const reducedApp = (definition: object, method: string): object => {
  const known = reduced.get(definition) ?? new Map<string, object>();
  reduced.set(definition, known);
  const app = known.get(method) ?? reduce(definition, method);
  known.set(method, app);
  return app;
};
