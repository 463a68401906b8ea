/** How many random inputs a property is checked with, by the cost of one. fast-check's default is 100. */
export const RUNS = {
  /** A few calls of pure functions. */
  pure: 300,
  /** A phone system in memory over hours, or many changes at once. */
  simulation: 50,
  /** Several steps of the app through core. */
  steps: 15,
};
