import type { Bundle, PlainInputField, ZObject } from 'zapier-platform-core';
import type { DynamicFields } from '../fields/inputReader.ts';
import { connect, type Context } from './context.ts';
import { withErrorBoundary } from './errorBoundary.ts';

/**
 * Input fields that an operation has only for some values of its other fields. `fields` declares the static part of each.
 * `load` returns the ones to show, with choices from the phone system.
 */
export const dynamicFields = <const D extends readonly PlainInputField[]>(
  fields: D,
  load: (fields: D, context: Context) => Promise<PlainInputField[]>,
): DynamicFields<D> =>
  Object.assign(
    withErrorBoundary((z: ZObject, bundle: Bundle) => load(fields, connect(z, bundle))),
    { fields },
  );
