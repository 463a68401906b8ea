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

  'short descriptions': [
    trigger({ display: { description: `Triggers when ${'a call '.repeat(12)}ends.` } }),
    trigger({ display: { description: 'Triggers when a call ends. It runs once.' } }),
  ],
  'short help texts': [
    input({ key: 'user', helpText: 'u'.repeat(161) }),
    authField({ key: 'api_key', helpText: 'u'.repeat(301) }),
  ],
  'short labels': [
    input({ key: 'user', label: 'The Name of One User Only' }),
    output({}, { key: 'id', label: 'The ID of This Very Call' }),
    trigger({ display: { label: 'New Call to or From Anyone' } }),
    authField({ key: 'api_key', label: 'The Key of All Your Calls' }),
  ],
  booleans: [
    input({ key: 'active', type: 'boolean' }),
    input({ key: 'active', type: 'boolean', helpText: 'Yes blocks the numbers.' }),
  ],
  'either or': [
    input({ key: 'user', label: 'User', helpText: 'Fill in either User or Device.' }),
    input(
      { key: 'user', label: 'User', helpText: 'Rings all phones. Fill in either User or Device.' },
      { key: 'device', label: 'Device', helpText: 'Rings only this phone.' },
    ),
    input(
      { key: 'name', label: 'Name', helpText: 'Fill in at least one of Name, Email, or Extension.' },
      { key: 'email', label: 'Email', helpText: 'Fill in at least one of Name, Email, or Extension.' },
    ),
    input(
      { key: 'user', label: 'User', helpText: 'Fill in either User or Device.' },
      { key: 'device', label: 'Device', helpText: 'Fill in either User or Device.' },
      { key: 'number', label: 'Number', helpText: 'Fill in either User or Device.' },
    ),
  ],
  'plain words': [
    trigger({ display: { label: 'New Webhook' } }),
    trigger({ noun: 'Webhook' }),
    trigger({ display: { description: 'Triggers when somebody calls.' } }),
    input({ key: 'user', label: 'Mailbox' }),
    input({ key: 'user', helpText: 'The JSON to send.' }),
    input({ key: 'user', placeholder: 'your token' }),
    input({ key: 'direction', choices: { all: 'Everybody' } }),
    input({ key: 'direction', choices: [{ value: 'all', label: 'Everybody' }] }),
    input({ key: 'direction', choices: ['Everybody'] }),
    output({ summary: 'Tells of a call.' }, { key: 'summary', label: 'Summary' }),
    output({}, { key: 'legs', label: 'Legs' }),
    authField({ key: 'api_key', helpText: 'The key of the endpoint.' }),
  ],
  'unique labels': [
    input({ key: 'user', label: 'Name' }, { key: 'device', label: 'Name' }),
    output({}, { key: 'from', label: 'Name' }, { key: 'to', label: 'Name' }),
  ],
  'id labels': [output({}, { key: 'id', label: 'ID' }), output({}, { key: 'id', label: 'Call' })],
  'reserved numbers and addresses': [
    output({ from: '+12125550212' }, { key: 'from' }),
    output({ from: '212-867-5309' }, { key: 'from' }),
    output({ from: '2128675309' }, { key: 'from' }),
    output({ from: '+44 20 7123 4567' }, { key: 'from' }),
    output({ email: 'ann@office.com' }, { key: 'email' }),
    output({ audio: 'https://office.com/audio.mp3' }, { key: 'audio' }),
    input({ key: 'number', placeholder: '+1 212 867 5309' }),
    input({ key: 'number', helpText: 'Such as +1 212 867 5309.' }),
    authField({ key: 'url', placeholder: 'https://office.com' }),
  ],
  documented: [trigger({ display: { label: 'Call of the Wild' } })],
  groups: [
    input({ key: 'user', group: 'more' }, { key: 'device' }),
    input({ key: 'user', group: 'more' }, { key: 'device', group: 'time' }, { key: 'number', group: 'more' }),
    input(...Array.from('abcdefg', (letter) => ({ key: `field_${letter}` }))),
  ],
  'lists have help': [
    input({ key: 'users', list: true, dynamic: 'list_users.id.name' }),
    input({ key: 'outcomes', list: true, choices: { missed: 'Missed' } }),
  ],
};
