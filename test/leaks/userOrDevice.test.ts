import app from '../../src/index.ts';
import * as marks from './marks.ts';
import { leaksOf, run } from './runner.ts';
import { connections } from './secrets.ts';
import { worlds } from './worlds.ts';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const connection = connections['a user'];
const filledIn = {
  call: marks.ID,
  to_number: marks.NUMBER,
  caller_id_number: marks.NUMBER,
  caller_id_name: marks.TEXT,
  correlation_id: 'Reference Qzx',
};

/** The guard fills in every field, which stops these two at once: they take one of the two fields alone. */
const actions = ['place_call', 'pick_up_call'].flatMap((key) =>
  ['user', 'device'].map((field): [string, string] => [key, field]),
);

test.each(actions)('%s with its %s alone gives no secret and no input away', async (key, field) => {
  const situation = { name: '', bundle: { inputData: { ...filledIn, [field]: marks.ID } } };
  for (const world of worlds) {
    const done = await run(app, `creates.${key}.operation.perform`, situation, connection, world);
    expect({ [world.name]: leaksOf(done) }).toEqual({ [world.name]: [] });
  }
});
