test('a wait takes its time', async () => {
  const { wait } = jest.requireActual<typeof import('../../src/zapier/wait.ts')>('../../src/zapier/wait.ts');
  const start = performance.now();
  await wait(20);
  // A timer may fire a moment early.
  expect(performance.now() - start).toBeGreaterThan(18);
});
