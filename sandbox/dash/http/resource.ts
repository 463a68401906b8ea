import { merge } from '../../shared/json.ts';
import { newId } from '../company/ids.ts';
import { created, ok } from './endpoint.ts';
import { byId, list } from './list.ts';
import { findById } from './refusal.ts';
import { validate } from './schema.ts';
import type { Company } from '../company/model.ts';
import type { State } from '../state.ts';
import type { Handler, Routes } from './endpoint.ts';
import type { Schema } from './schema.ts';

type Json = Record<string, unknown>;
type Document = { id: string };

/** Documents that Dash reads and writes by their ids, and how it does so. */
export type Resource<T extends Document> = {
  /** The list that holds the documents. */
  documents: (company: Company) => T[];
  /** A document in the list. */
  row: (document: T) => unknown;
  /** A document by itself, unchanged by default. */
  show?: (document: T) => unknown;
  schema?: Schema;
  /** The valid form of a document from a client; throws a 400. By default the schema decides. */
  parse?: (document: Json, state: State) => Json;
  /** Keys that clients cannot set. */
  readOnly?: readonly (keyof T)[];
  /** Applied to an old document that is replaced or changed, before it is stored. */
  beforeStore?: (document: T, state: State) => T;
};

type Method = 'list' | 'create' | 'get' | 'replace' | 'patch' | 'delete';

const handlersOf = <T extends Document>({
  documents,
  row,
  show = (document) => document,
  schema = {},
  parse = (document) => validate(schema, document),
  readOnly = [],
  beforeStore = (document) => document,
}: Resource<T>): Record<Method, Handler> => {
  const find = ({ id }: Record<string, string>, company: Company) => findById(documents(company), id);

  const store = (old: T, document: Json, state: State) => {
    const kept = Object.fromEntries(readOnly.map((key) => [key, old[key]]));
    const parsed = { ...parse({ ...document, ...kept }, state), ...kept, id: old.id } as unknown as T;
    const stored = beforeStore(parsed, state);
    const all = documents(state.company);
    all[all.indexOf(old)] = stored;
    return ok(show(stored));
  };

  return {
    list: ({ query }, { company }) => list(documents(company), query, byId(row)),
    create: ({ data }, state) => {
      const document = { ...parse(data, state), id: newId() } as unknown as T;
      documents(state.company).push(document);
      return created(show(document));
    },
    get: ({ params }, { company }) => ok(show(find(params, company))),
    replace: ({ params, data }, state) => store(find(params, state.company), data, state),
    patch: ({ params, data }, state) => {
      const old = find(params, state.company);
      return store(old, merge(old, data), state);
    },
    delete: ({ params }, { company }) => {
      const document = find(params, company);
      const all = documents(company);
      all.splice(all.indexOf(document), 1);
      return ok({ ...document, _read_only: { deleted: true } });
    },
  };
};

const endpoints: Record<Method, (path: string) => string> = {
  list: (path) => `GET ${path}`,
  create: (path) => `PUT ${path}`,
  get: (path) => `GET ${path}/:id`,
  replace: (path) => `POST ${path}/:id`,
  patch: (path) => `PATCH ${path}/:id`,
  delete: (path) => `DELETE ${path}/:id`,
};

/** The endpoints of a resource below a path such as `/users`. */
export const resourceRoutes = <T extends Document>(
  path: string,
  resource: Resource<T>,
  methods: readonly Method[],
): Routes => {
  const handlers = handlersOf(resource);
  return Object.fromEntries(methods.map((method) => [endpoints[method](path), handlers[method]]));
};
