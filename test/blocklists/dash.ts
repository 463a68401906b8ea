import type { DataMatcherMap } from 'nock';
import app from '../../src/index.ts';
import { account, refusal, success } from '../support/dash.ts';
import { platformThatKnows } from '../support/names.ts';

/** Two lists as Dash stores them; one entry of the first has notes. */
export const spam = {
  id: 'spam',
  name: 'Spam',
  numbers: { '+14155550142': { name: 'robocall' }, '+442079460018': {} },
  should_block_anonymous: false,
};
export const usual = { id: 'usual', name: 'Blocked by Zapier', numbers: { '+14155550177': {} } };

type Document = { id: string; name: string; numbers: object };

/** Runs an operation in an app that has only this one, since core copies the whole definition for each run. */
export const run = (operation: `${'triggers' | 'searches' | 'creates'}.${string}`, inputData: object = {}) => {
  const [kind, key] = operation.split('.') as ['triggers' | 'searches' | 'creates', string];
  const only = { [kind]: { [key]: (app[kind] as Record<string, object>)[key] } };
  const rest = { triggers: {}, searches: {}, creates: {}, searchOrCreates: {} };
  const platform = platformThatKnows('blacklists', ['spam', 'usual', 'gone'], { ...app, ...rest, ...only });
  return platform.run(`${operation}.operation.perform`, { inputData });
};

/** The list of blocklists, whose rows lack their numbers. */
export const listed = (...lists: Document[]) =>
  account()
    .get('/blacklists')
    .query({ paginate: 'false' })
    .reply(200, success(lists.map(({ id, name }) => ({ id, name }))));

export const isThere = (list: Document) => account().get(`/blacklists/${list.id}`).reply(200, success(list));

export const isGone = (id: string) =>
  account()
    .get(`/blacklists/${id}`)
    .reply(404, refusal(404, 'bad identifier', [id]));

/** A list is created or changed with exactly this, and then is as given. */
export const created = (document: DataMatcherMap, list: object) =>
  account().put('/blacklists', { data: document }).reply(201, success(list));
export const changed = (patch: DataMatcherMap, list: Document) =>
  account().patch(`/blacklists/${list.id}`, { data: patch }).reply(200, success(list));

/** The account refers to these lists. */
export const active = (...blacklists: string[]) => account().get('').reply(200, success({ blacklists }));

/** The account is changed to refer to exactly these lists. */
export const madeActive = (...blacklists: string[]) =>
  account().patch('', { data: { blacklists } }).reply(200, success({ blacklists }));
