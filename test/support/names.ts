import { createPlatform } from './platform.ts';

/**
 * The platform with a list of names in its cache, as an earlier run left it. For tests whose ids are words, which the app
 * looks up by name. `list` is the last part of the list's path.
 */
export const platformThatKnows = (list: string, words: readonly string[], definition?: object) => {
  const platform = definition ? createPlatform(definition) : createPlatform();
  platform.cache.set(`names:${list}`, JSON.stringify(words.map((word) => [word, null])));
  return platform;
};
