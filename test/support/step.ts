import type { Bundle, ZObject } from 'zapier-platform-core';
import app from '../../src/index.ts';
import type { Dash } from '../../src/dash/client.ts';
import { connect } from '../../src/zapier/context.ts';
import { createPlatform } from './platform.ts';

/** The platform with a step of the test's own, which has core's `z` and the app's connection. */
export const createStep = <T>(perform: (z: ZObject, bundle: Bundle) => Promise<T>) => {
  const { run, ...platform } = createPlatform({ ...app, hydrators: { step: perform } });
  return { ...platform, run: (bundle: object = {}) => run('hydrators.step', bundle) as Promise<T> };
};

/** Runs one call of the Dash client as a step. */
export const withDash = <T>(use: (dash: Dash, z: ZObject) => Promise<T>): Promise<T> =>
  createStep((z, bundle) => use(connect(z, bundle).dash, z)).run();
