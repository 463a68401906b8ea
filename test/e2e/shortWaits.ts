/** A long wait of the app takes a tenth of its time; a short one gives a busy sandbox the time that it is for. */
jest.mock('../../src/zapier/wait.ts', () => {
  const { wait } = jest.requireActual<typeof import('../../src/zapier/wait.ts')>('../../src/zapier/wait.ts');
  return { wait: (ms: number) => wait(ms > 1000 ? ms / 10 : ms) };
});
