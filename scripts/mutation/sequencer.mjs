import Sequencer from '@jest/test-sequencer';

/** Runs the quickest file first. */
export default class QuickestFirst extends Sequencer {
  sort(tests) {
    return tests.toSorted((one, other) => one.duration - other.duration);
  }
}
