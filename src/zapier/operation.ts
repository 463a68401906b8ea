import type { Bundle, Create, Search, ZObject } from 'zapier-platform-core';
import { inputReader, type FieldList, type InputReader } from '../fields/inputReader.ts';
import type { Field, RecordOf } from '../fields/output.ts';
import { connect, type Context } from './context.ts';
import { withErrorBoundary } from './errorBoundary.ts';
import type { CallCenterLists } from './namedThings.ts';
import { withIds } from './nameLookUp.ts';
import { inputsWithHeadings } from './inputGroups.ts';
import { stepFieldsOf } from './stepFields.ts';

/** The options of an action or a search with the input fields `N`, whose result has the output fields `F`. */
type OperationOptions<N extends FieldList, F extends readonly Field[], Result> = {
  key: string;
  noun: string;
  label: string;
  description: string;
  inputFields: N;
  /** Where names of agents and queues are found; their fields hold ids without it. */
  callCenterLists?: CallCenterLists;
  /** Does the work. Names in the input are IDs already. Checks the input before any request. */
  perform: (input: InputReader<N>, context: Context) => Promise<Result>;
  outputFields: F;
  sample: RecordOf<F>;
};

type ActionOptions<N extends FieldList, F extends readonly Field[]> = OperationOptions<N, F, RecordOf<F>> & {
  /** Makes Zapier run steps with the same key one after the other. */
  lock?: NonNullable<Create['operation']['lock']>;
};

const display = ({ label, description }: { label: string; description: string }) => ({ label, description });

/** The platform's `perform` for the `perform` of an operation. */
const performOf =
  <N extends FieldList, F extends readonly Field[], Result>({
    inputFields,
    callCenterLists,
    perform,
  }: OperationOptions<N, F, Result>) =>
  async (z: ZObject, bundle: Bundle): Promise<Result> => {
    const context = connect(z, bundle);
    const raw = await withIds(() => context, inputFields, bundle.inputData, { mode: 'step', callCenterLists });
    return perform(inputReader(inputFields, raw), context);
  };

/** An action. */
export const create = <const N extends FieldList, const F extends readonly Field[]>(options: ActionOptions<N, F>) => {
  const { key, noun, inputFields, outputFields, sample, lock } = options;
  return {
    key,
    noun,
    display: display(options),
    operation: {
      ...inputsWithHeadings(inputFields),
      perform: withErrorBoundary(performOf(options), stepFieldsOf(inputFields)),
      ...(lock && { lock }),
      outputFields: [...outputFields],
      sample,
    },
  } satisfies Create;
};

/** A search. It returns the records that it finds, best match first. */
export const search = <const N extends FieldList, const F extends readonly Field[]>(
  options: OperationOptions<N, F, RecordOf<F>[]>,
) => {
  const { key, noun, inputFields, outputFields, sample } = options;
  return {
    key,
    noun,
    display: display(options),
    operation: {
      ...inputsWithHeadings(inputFields),
      perform: withErrorBoundary(performOf(options), stepFieldsOf(inputFields)),
      outputFields: [...outputFields],
      sample,
    },
  } satisfies Search;
};

/** A hydrator: fetches a file when a later step of the Zap uses the pointer to it, `P`, and returns its URL. */
export const hydrator = <P extends Record<string, string>>(
  fetchFile: (pointer: P, context: Context) => Promise<string>,
) =>
  withErrorBoundary((z: ZObject, bundle: Bundle<Partial<P>>) => fetchFile(bundle.inputData as P, connect(z, bundle)));
