import { searchStart, withSearchTimeout } from '../../src/fields/searchWindow.ts';
import { halts } from '../support/told.ts';

const NOW = new Date('2026-11-24T18:40:00Z');

describe('where a search begins', () => {
  test.each<[string, string | undefined, string]>([
    ['24 hours ago, without a word', undefined, '2026-11-23T18:40:00.000Z'],
    ['24 hours ago, with an empty text', '', '2026-11-23T18:40:00.000Z'],
    ['24 hours ago, with blanks', ' \n', '2026-11-23T18:40:00.000Z'],
    ['at a day of the account', '2026-11-20', '2026-11-20T08:00:00.000Z'],
    ['at a moment of the account', '2026-11-24 10:30', '2026-11-24T18:30:00.000Z'],
    ['at one in another form', '2026-11-24T10:30:15', '2026-11-24T18:30:15.000Z'],
    ['at one in words', 'Nov 24, 2026 10:30 am', '2026-11-24T18:30:00.000Z'],
    ['at a moment in UTC', '2026-11-24T10:30:00Z', '2026-11-24T10:30:00.000Z'],
    ['at a moment in a time zone by its name', '2026-11-24 12:30 EST', '2026-11-24T17:30:00.000Z'],
    ['at a moment with a time zone', '2026-11-24T10:30:00-08:00', '2026-11-24T18:30:00.000Z'],
    ['31 days ago at the earliest', '2026-10-24T18:39:59Z', '2026-10-24T18:40:00.000Z'],
    ['now at the latest', '2026-11-24T18:40:01Z', '2026-11-24T18:40:00.000Z'],
  ])('%s', (_where, typed, start) => {
    expect(searchStart(typed, NOW, 'America/Los_Angeles').toISOString()).toBe(start);
  });

  test.each(['yesterday', '24.11.2026', '2026-13-01', '{{since}}'])('%s is no date', (typed) => {
    const sentence = "Since isn't a date and time. Write it like 2026-11-24 10:30.";
    expect(() => searchStart(typed, NOW, 'America/Los_Angeles')).toThrow(
      expect.objectContaining(halts(sentence)) as Error,
    );
  });
});

describe('the time that a search may take', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const after = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000, 'found'));

  test('is enough for one of 19 seconds', async () => {
    const found = withSearchTimeout(after(19));
    await jest.advanceTimersByTimeAsync(19_000);
    expect(await found).toBe('found');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('is over after 20 seconds, with a sentence', async () => {
    const ended = withSearchTimeout(after(21)).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await ended).toMatchObject(halts('This search took too long. Fill in Since with a more recent time.'));
  });

  test('does not hide why a search failed', async () => {
    await expect(withSearchTimeout(Promise.reject(new Error('Dash says no')))).rejects.toThrow('Dash says no');
    expect(jest.getTimerCount()).toBe(0);
  });
});
