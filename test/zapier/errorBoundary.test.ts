import app from '../../src/index.ts';
import { haltedError } from '../../src/zapier/errors.ts';
import { withErrorBoundary } from '../../src/zapier/errorBoundary.ts';
import { createPlatform } from '../support/platform.ts';

const run = (perform: () => unknown) => {
  const platform = createPlatform({ ...app, hydrators: { step: withErrorBoundary(perform) } });
  const result = platform.run('hydrators.step', { inputData: { word: 'a secret word' } });
  return { result, logs: platform.logs };
};

const UNEXPECTED =
  'Something went wrong in this app, not in what you filled in. Try again. If this keeps happening, contact VirtualPBX support.';

test.each<[string, () => unknown]>([
  ['a mistake in the code', () => (undefined as unknown as { trim: () => string }).trim()],
  ['an error that holds the input', () => Promise.reject(new Error('a secret word'))],

  [
    'something that is no error',
    () => {
      const thrown: unknown = 'a secret word';
      throw thrown as Error;
    },
  ],
])('%s is reported without the input, and the log says where', async (_name, perform) => {
  jest.spyOn(console, 'error').mockReturnValue();
  const { result, logs } = run(perform);
  await expect(result).rejects.toMatchObject({
    name: 'AppError',
    message: expect.stringContaining(UNEXPECTED) as string,
  });
  await expect(result).rejects.not.toThrow('a secret word');
  expect(JSON.stringify(logs)).not.toContain('a secret word');
  expect(JSON.stringify(logs)).toContain('An unexpected error occurred');
});

test('an error of ours is left alone, and so is a result', async () => {
  await expect(run(() => Promise.reject(haltedError('Fill in Name.'))).result).rejects.toMatchObject({
    message: 'Fill in Name.',
  });
  expect(await run(() => [{ id: 'a' }]).result).toEqual([{ id: 'a' }]);
});

test('takes a function for what core takes it for: one of two parameters', () => {
  expect(withErrorBoundary(() => 1).length).toBeLessThanOrEqual(2);
});
