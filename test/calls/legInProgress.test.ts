import { findLegInProgress } from '../../src/calls/legs/legInProgress.api.ts';
import { wait } from '../../src/zapier/wait.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { refreshes } from '../support/told.ts';

const channel = () => account().get('/channels/a1%4010.1.1.1');
const inProgress = success({ call_id: 'a1@10.1.1.1', call_direction: 'inbound' });

const find = () => createContextStep((context) => findLegInProgress(context, 'a1@10.1.1.1')).run();

/** How long it waited before each request but the first, in milliseconds. */
const waits = () => jest.mocked(wait).mock.calls.flat();

beforeEach(() => {
  jest.mocked(wait).mockClear();
});

describe('a leg in progress', () => {
  test('is found with one request, at once', async () => {
    channel().reply(200, inProgress);
    expect(await find()).toMatchObject({ callId: 'a1@10.1.1.1', direction: 'inbound' });
    expect(waits()).toEqual([]);
  });

  test.each([404, 429, 500])('is looked for again a second after a %i', async (status) => {
    channel().reply(status, refusal(status, 'no'));
    channel().reply(200, inProgress);
    expect(await find()).toMatchObject({ callId: 'a1@10.1.1.1' });
    expect(waits()).toEqual([1000]);
  });

  test('is not there if two requests do not find it', async () => {
    channel().times(2).reply(404, refusal(404, 'not_found'));
    expect(await find()).toBeNull();
    expect(waits()).toEqual([1000]);
  });

  test('is left to the next session if this one has ended', async () => {
    channel().reply(401, refusal(401, 'invalid credentials'));
    await expect(find()).rejects.toMatchObject(refreshes);
  });
});
