import { durationFields, durationInWords, durationValues } from '../../src/fields/durations.ts';

const keysOf = (fields: readonly { key: string }[]) => fields.map(({ key }) => key);

describe('a length', () => {
  test.each([
    [0, 0, '0:00'],
    [0.4, 0, '0:00'],
    [14.2, 14, '0:14'],
    [59.5, 60, '1:00'],
    [65, 65, '1:05'],
    [600, 600, '10:00'],
    [3599, 3599, '59:59'],
    [3599.6, 3600, '1:00:00'],
    [3661, 3661, '1:01:01'],
    [90_000, 90_000, '25:00:00'],
  ])('of %d seconds is %d and %s', (seconds, whole, asText) => {
    expect(durationValues('talk', seconds)).toEqual({ talk_seconds: whole, talk_text: asText });
  });

  test('that is unknown has every declared field, as unknown', () => {
    expect(durationValues('talk', null)).toEqual({ talk_seconds: null, talk_text: null });
  });

  test('has exactly the declared fields, with labels for people', () => {
    const fields = durationFields('talk', 'Talk');
    expect(Object.keys(durationValues('talk', 5))).toEqual(keysOf(fields));
    expect(fields.map(({ label }) => label)).toEqual(['Talk (in Seconds)', 'Talk (as Text)']);
  });
});

test.each([
  [0, '0 sec'],
  [0.4, '0 sec'],
  [24, '24 sec'],
  [59.5, '1 min'],
  [125, '2 min 5 sec'],
  [3600, '1 hr'],
  [3605, '1 hr 5 sec'],
  [90_061, '25 hr 1 min 1 sec'],
  [-3, '0 sec'],
])('in a sentence, %d seconds are %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});
