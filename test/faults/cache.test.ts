import { setImmediate } from 'node:timers/promises';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { newRecording } from '../../src/recordings/newRecording.trigger.ts';
import { newVoicemail } from '../../src/voicemail/newVoicemail.trigger.ts';
import { account, success, USER } from '../support/dash.ts';
import { createStep } from '../support/step.ts';
import { BOX, mailbox, MESSAGE, owner, voicemailEvent } from '../support/voicemail.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const fails = () => Promise.reject(new Error('The cache is down'));
const caches = {
  'is down': { get: fails, set: fails, delete: fails },
  'accepts and never answers': { get: never, set: never, delete: never },
};

type Perform = (z: ZObject, bundle: Bundle) => Promise<unknown>;

/** Runs a method of the app with such a cache, and gives what comes of it, and how many milliseconds it waited. */
const runWith = async (cache: (typeof caches)[keyof typeof caches], perform: Perform, bundle: object = {}) => {
  const step = createStep((z, given) => perform({ ...z, cache }, given));
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] });
  const began = Date.now();
  const state = { isDone: false };
  const work = step.run(bundle).finally(() => {
    state.isDone = true;
  });
  while (!state.isDone) {
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    if (jest.getTimerCount() > 0) jest.advanceTimersToNextTimer();
  }
  const waited = Date.now() - began;
  jest.useRealTimers();
  return { result: await work, waited };
};

const delivery = {
  subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
  rawRequest: { content: JSON.stringify({ ...voicemailEvent, zapier_token: 'secret' }) },
};

describe.each([
  ['is down', 0],
  ['accepts and never answers', 2_000],
] as const)('when the cache %s', (how, expected) => {
  test('an event is given, and given again where Dash repeats it: twice is better than never', async () => {
    for (let time = 0; time < 2; time += 1) {
      account().get(`/vmboxes/${BOX}`).reply(200, success(mailbox));
      account().get(`/users/${USER}`).reply(200, success(owner));
      const { result, waited } = await runWith(caches[how], newVoicemail.operation.perform, delivery);
      expect(result).toMatchObject([{ id: MESSAGE, user_name: 'Jane Doe' }]);
      expect(waited).toBe(expected);
    }
  });

  test('a poll gives what a day has', async () => {
    account().get('/recordings').query(true).reply(200, success([]));
    const { result, waited } = await runWith(caches[how], newRecording.operation.perform);
    expect(result).toEqual([]);
    expect(waited).toBe(expected);
  });
});
