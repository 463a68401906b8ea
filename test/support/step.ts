import type { Bundle, ZObject } from 'zapier-platform-core';
import app from '../../src/index.ts';
import type { Dash } from '../../src/dash/client.ts';
import { connect, type Context } from '../../src/zapier/context.ts';
import { withErrorBoundary } from '../../src/zapier/errorBoundary.ts';
import { createPlatform } from './platform.ts';

/** The platform with a step that a test defines, which gets core's `z` and the bundle. */
export const createStep = <T>(perform: (z: ZObject, bundle: Bundle) => Promise<T>) => {
  const { run, ...platform } = createPlatform({ ...app, hydrators: { ...app.hydrators, step: perform } });
  return { ...platform, run: (bundle: object = {}) => run('hydrators.step', bundle) as Promise<T> };
};

/** The platform with a step that a test defines, which gets the context of a run and the error boundary. */
export const createContextStep = <T>(perform: (context: Context) => Promise<T>) =>
  createStep(withErrorBoundary((z: ZObject, bundle: Bundle) => perform(connect(z, bundle))));

/** Runs one call of the Dash client as a step. */
export const withDash = <T>(use: (dash: Dash) => Promise<T>): Promise<T> =>
  createContextStep(({ dash }) => use(dash)).run();
