import { createPlatform } from '../support/platform.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, windowOf } from './cdrs.ts';
import { HOUR, stopClock } from './clock.ts';

beforeAll(stopClock);

const list = () => createPlatform().run('triggers.list_recent_calls.operation.perform') as Promise<{ id: string }[]>;

test('the calls of the last day fill a dropdown as sentences, newest first, with one request', async () => {
  const asked = archiveOf([
    inboundRow('c', { ended: 2 * HOUR }, { calling_from: 'anonymous' }),
    outboundRow('b', { ended: 90 }),
    ...answeredRows('a', { ended: 60 }),
    inboundRow('old', { ended: 25 * HOUR }),
  ]);
  expect(await list()).toEqual([
    { id: 'a', name: 'Call from 415-555-0142 to 415-488-6100, Tue, Nov 24, 10:38 AM, talked 25 sec.' },
    {
      id: 'b',
      name: 'Bob Smith (extension 1003) called 415-555-0177, Tue, Nov 24, 10:38 AM, hung up before anyone answered, rang 30 sec.',
    },
    { id: 'c', name: 'Missed call from a hidden number to 415-488-6100, Tue, Nov 24, 8:39 AM, rang 30 sec.' },
  ]);
  expect(asked).toHaveLength(1);
  expect(windowOf(asked[0])[0]).toBe('2026-11-23T16:40:00.000Z');
});

test('fifty are enough', async () => {
  archiveOf(Array.from({ length: 60 }, (_, n) => inboundRow(`call ${n}`, { ended: 60 + n })));
  const choices = await list();
  expect(choices).toHaveLength(50);
  expect(choices.at(-1)?.id).toBe('call 49');
});
