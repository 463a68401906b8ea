import type { Create, Hydrators, Search, SearchOrCreate, Trigger } from 'zapier-platform-core';

/** The operations of a feature. */
export type Feature = {
  triggers?: readonly Trigger[];
  searches?: readonly Search[];
  creates?: readonly Create[];
  searchOrCreates?: readonly SearchOrCreate[];
  hydrators?: Hydrators;
};

const byKey = <O extends { key: string }>(operations: readonly O[]): Record<string, O> =>
  Object.fromEntries(operations.map((operation) => [operation.key, operation]));

/** The operations of all features, as an app definition has them. */
export const assemble = (
  features: readonly Feature[],
): {
  triggers: Record<string, Trigger>;
  searches: Record<string, Search>;
  creates: Record<string, Create>;
  searchOrCreates: Record<string, SearchOrCreate>;
  hydrators: Hydrators;
} => ({
  triggers: byKey(features.flatMap(({ triggers = [] }) => triggers)),
  searches: byKey(features.flatMap(({ searches = [] }) => searches)),
  creates: byKey(features.flatMap(({ creates = [] }) => creates)),
  searchOrCreates: byKey(features.flatMap(({ searchOrCreates = [] }) => searchOrCreates)),
  hydrators: Object.assign({}, ...features.map(({ hydrators }) => hydrators)) as Hydrators,
});
