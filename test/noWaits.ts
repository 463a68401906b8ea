/** No unit test waits; what the app would have waited is in the calls of `wait`. */
jest.mock('../src/zapier/wait.ts', () => ({ wait: jest.fn(() => Promise.resolve()) }));
