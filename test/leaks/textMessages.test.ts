import app from '../../src/index.ts';
import * as marks from './marks.ts';
import { leaksOf, run } from './runner.ts';
import { connections, VIRTUALTEXT_KEY } from './secrets.ts';
import { worlds } from './worlds.ts';

const own = connections['a user'];
const withKey = { ...own, virtualtext_url: '', virtualtext_credential: VIRTUALTEXT_KEY };

const text = { to_number: marks.NUMBER, body: marks.TEXT };
const fromNumber = { from_number: marks.NUMBER };
const files = { media: [marks.FILE_URL] };
const key = { idempotency_key: 'Record Qzx' };

/** The guard fills in every field, which stops a text message at once: neither API takes all of them. */
const runs: [string, typeof own, Record<string, unknown>][] = [
  ['creates.send_message.operation.perform', own, { ...text, ...fromNumber }],
  ['creates.send_message.operation.perform', own, { ...text, ...fromNumber, ...files }],
  ['creates.send_message.operation.perform', withKey, text],
  ['creates.send_message.operation.perform', withKey, { ...text, ...key }],
  ['creates.send_message.operation.perform', withKey, { ...text, ...fromNumber, ...files }],
  ['creates.create_contact.operation.perform', withKey, { number: marks.NUMBER, name: marks.TEXT }],
  ['searches.find_contact.operation.perform', own, { email: marks.EMAIL }],
  ['searches.find_contact.operation.perform', own, { name: marks.TEXT }],
  ['searches.find_contact.operation.perform', withKey, { name: marks.TEXT }],
  ['triggers.list_contacts.operation.perform', withKey, {}],
  ['triggers.new_message.operation.performSubscribe', withKey, {}],
  ['triggers.new_message.operation.performList', withKey, {}],
  ['authentication.test', withKey, {}],
];

const named = runs.map(([method, connection, inputData]): [string, ...(typeof runs)[number]] => {
  const api = connection === own ? 'the address' : 'the key';
  return [
    `${method}, with ${api} and ${Object.keys(inputData).join(', ') || 'no input'},`,
    method,
    connection,
    inputData,
  ];
});

test.each(named)('%s gives no secret and no input away', async (_name, method, connection, inputData) => {
  for (const world of worlds) {
    const done = await run(app, method, { name: '', bundle: { inputData } }, connection, world);
    expect({ [world.name]: leaksOf(done) }).toEqual({ [world.name]: [] });
  }
});
