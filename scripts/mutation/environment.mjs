import { TestEnvironment } from 'jest-environment-node';

/** Skips what is left of a file once one of its tests has failed, because one is enough to notice a change. */
export default class FailFast extends TestEnvironment {
  #hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === 'test_fn_failure' || name === 'hook_failure') this.#hasFailed = true;
    if (name === 'test_start' && this.#hasFailed) test.mode = 'skip';
  }
}
