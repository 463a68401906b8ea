import { isFirstClaim } from '../../src/zapier/cache.ts';
import { createStep } from '../support/step.ts';

test('the first claim of a key is known to be the first, and none while the cache is down', async () => {
  const step = createStep((z) => isFirstClaim(z, 'key', 60));
  expect(await step.run()).toBe(true);
  expect(await step.run()).toBe(false);
  step.state.cacheIsDown = true;
  expect(await step.run()).toBe(false);
});
