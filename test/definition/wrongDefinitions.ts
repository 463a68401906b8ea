import type { Action, Definition, Field } from './definition.ts';

const trigger = (action: Action): Definition => ({
  triggers: { new_call: { key: 'new_call', noun: 'Call', ...action } },
});
const search = (action: Action): Definition => ({
  searches: { find_call: { key: 'find_call', noun: 'Call', ...action } },
});
const create = (action: Action): Definition => ({
  creates: { make_call: { key: 'make_call', noun: 'Call', ...action } },
});
const input = (...inputFields: Field[]): Definition => create({ operation: { inputFields } });
const output = (sample: Record<string, unknown>, ...outputFields: Field[]): Definition =>
  trigger({ operation: { outputFields, sample } });
const authField = (field: Field): Definition => ({ authentication: { fields: [field] } });

/** For each code what its check must notice. */
export const wrongDefinitions: Record<string, Definition[]> = {
  D001: [input({ key: 'api_key' }), input({ key: 'phrase', type: 'password' })],
  D002: [authField({ key: 'api_key', helpText: 'See [the page](in the manual).' }), authField({ key: 'api_key' })],
  D003: [
    {},
    { authentication: { connectionLabel: 'VirtualPBX' } },
    { authentication: { connectionLabel: '{{account}} {{auth_token}}' } },
  ],
  D004: [input({ key: 'user_id' }), input({ key: 'user', label: 'User ID' })],
  D005: [input({ key: 'user', dynamic: 'list_users.id.name' })],
  D006: [trigger({ operation: { type: 'hook' } })],
  D007: [{ authentication: { test: { url: 'http://example.com' } } }],
  D008: [
    input({ key: 'user', helpText: 'See https://example.com.' }),
    input({ key: 'user', helpText: 'See [here](example.com).' }),
  ],
  D009: [search({ operation: { inputFields: [] } })],
  D010: [
    trigger({ operation: { type: 'polling', sample: { name: 'Ann' } } }),
    trigger({ operation: { type: 'polling', sample: { id: '1' }, outputFields: [{ key: 'sort', primary: true }] } }),
  ],
  D011: [input({ key: 'user', label: 'User Name', helpText: 'User name.' })],
  D012: [trigger({}), search({ operation: { sample: {} } }), create({})],
  D013: [input({ key: 'user', search: 'find_user.id' })],
  D014: [
    input({ key: 'user', search: 'find_user.id' }),
    input({ key: 'user', search: 'find_user.id', dynamic: 'list_users.id.name', list: true }),
  ],
  D015: [{ searchOrCreates: { find_call: { search: 'find_call', create: 'make_call' } } }],
  D016: [{}, trigger({ operation: { type: 'hook' } })],
  D017: [trigger({ operation: { type: 'hook', performSubscribe: () => ({}) } })],
  D018: [
    trigger({ display: { label: 'New call' } }),
    trigger({ display: { label: 'Call With a Person' } }),
    input({ key: 'user', label: 'user' }),
    authField({ key: 'api_key', label: 'API key' }),
    output({}, { key: 'from', label: 'Call from' }),
  ],
  D021: [
    trigger({ display: { description: 'Triggers on a new call.' } }),
    trigger({ display: { description: 'Triggers when a call comes' } }),
  ],
  D022: [create({ operation: { inputFields: [() => []] } })],
  D023: [
    output({ started: '2026-11-24T10:32:05' }),
    output({ started: '11/24/2026' }),
    output({ media: [{ sent: '2026-11-24 10:32' }] }),
  ],
  D024: [
    output({ seconds: '14' }, { key: 'seconds', type: 'number' }),
    output({ id: null }, { key: 'id' }),
    output({}, { key: 'id', required: true }),
    output({ started: 'Tuesday' }, { key: 'started', type: 'datetime' }),
    output({ names: 'Ann' }, { key: 'names', list: true }),
  ],
  D025: [input({ key: 'user', helpText: '[Here](javascript:alert)' })],
  D026: [authField({ key: 'subdomain' }), authField({ key: 'host', inputFormat: 'https://{{input}}.example.com' })],
  D027: [{ platformVersion: '1.0.0' }, {}],
  D028: [{ flags: { cleanInputData: true } }, {}],

  keys: [
    input({ key: 'userName' }),
    input({ key: 'a' }),
    output({}, { key: 'From' }),
    authField({ key: '1st' }),
    { triggers: { new_call: { key: 'call' } } },
  ],
  'unique keys': [
    input({ key: 'user' }, { key: 'user' }),
    input({ key: 'more', children: [{ key: 'more' }] }),
    output({}, { key: 'id' }, { key: 'id' }),
  ],
  lengths: [
    trigger({ display: { label: 'A' } }),
    input({ key: 'user', label: 'U'.repeat(65) }),
    input({ key: 'user', helpText: 'u'.repeat(1001) }),
    trigger({ noun: 'C' }),
  ],
  labels: [trigger({}), input({ key: 'user' }), output({}, { key: 'id' }), authField({ key: 'api_key' })],
  'no app name': [trigger({ display: { label: 'New VirtualPBX Call' } }), input({ key: 'on', label: 'Run in Zapier' })],
  'no ID fields': [input({ key: 'user', label: 'User ID' })],
  'search labels': [
    search({ display: { label: 'Get Call', description: 'Finds a call.' } }),
    search({ display: { label: 'Find Call', description: 'Find a call.' } }),
    search({ display: { label: 'Find Call', description: 'Finds a call' } }),
  ],
  'create labels': [
    create({ display: { label: 'Make Call', description: 'Make a call.' } }),
    create({ display: { label: 'Makes Call', description: 'Makes a call.' } }),
    create({ display: { label: 'Make Call', description: 'Makes a call' } }),
  ],
  sentences: [
    input({ key: 'user', helpText: 'who is called.' }),
    input({ key: 'user', helpText: 'Who is called' }),
    trigger({ display: { description: 'a call' } }),
  ],
  samples: [output({ id: '1', name: 'Ann' }, { key: 'id' }), output({ id: '1' }, { key: 'id' }, { key: 'name' })],
  ids: [output({}, { key: 'name' }, { key: 'id' }), trigger({})],
  'required first': [input({ key: 'user' }, { key: 'number', required: true })],
  hydrators: [output({}, { key: 'audio', type: 'file' })],
  'hidden lists': [
    { triggers: { list_users: {} } },
    input({ key: 'user', dynamic: 'list_users.id.name' }),
    { ...input({ key: 'user', dynamic: 'new_user.id.name' }), triggers: { new_user: {} } },
  ],
  dropdowns: [input({ key: 'user', dynamic: 'list_users.id' }), input({ key: 'user', dynamic: 'list_users.key.name' })],
};
