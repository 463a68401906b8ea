/** Long waits of the app take a tenth of their time. Short ones stay, because a busy sandbox needs them. */
jest.mock('../../src/zapier/wait.ts', () => {
  const { wait } = jest.requireActual<typeof import('../../src/zapier/wait.ts')>('../../src/zapier/wait.ts');
  return { wait: (ms: number) => wait(ms > 1000 ? ms / 10 : ms) };
});
