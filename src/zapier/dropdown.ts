import type { Bundle, ZObject } from 'zapier-platform-core';
import { idOfRow } from '../dash/lists.ts';
import { type Path } from '../dash/http.ts';
import { oneLine } from '../dash/schema.ts';
import { inputReader, type FieldList, type InputReader } from '../fields/inputReader.ts';
import { nullIfLate } from './cache.ts';
import { connect, type Context } from './context.ts';
import { withErrorBoundary } from './errorBoundary.ts';
import { withIds } from './nameLookUp.ts';
import { stepFieldsOf } from './stepFields.ts';

export type Choice = { id: string; name: string };

type ChoiceListOptions<N extends FieldList> = {
  key: string;
  noun: string;
  /** Hidden from users; by default made of the noun. */
  label?: string;
  /** The input fields that the choices depend on. */
  inputFields?: N;
  /** The choices, in the order in which they are shown. */
  load: (context: Context, input: InputReader<N>) => Promise<Choice[]>;
  /** Whether Zapier may ask for more pages. */
  canPaginate?: boolean;
};

/** A hidden trigger that fills a dropdown. */
export const choiceList = <const N extends FieldList = readonly []>({
  key,
  noun,
  label = `${noun} List`,
  inputFields,
  load,
  canPaginate = false,
}: ChoiceListOptions<N>) => ({
  key,
  noun,
  display: { label, description: 'Lists the choices of a dropdown.', hidden: true },
  operation: {
    type: 'polling' as const,
    ...(inputFields && { inputFields: [...inputFields] }),
    perform: withErrorBoundary(
      async (z: ZObject, bundle: Bundle) => {
        const context = connect(z, bundle);
        const fields = (inputFields ?? []) as N;
        const raw = await withIds(() => context, fields, bundle.inputData, { mode: 'step' });
        const choices = await load(context, inputReader(fields, raw));
        // Core refuses a list with the same id twice.
        return [...new Map(choices.map(({ id, name }) => [id, { id, name: oneLine(name) }])).values()];
      },
      stepFieldsOf(inputFields ?? []),
    ),
    ...(canPaginate && { canPaginate }),
  },
});

/** The options of a dropdown: a list of the account, and the value and label of each row. */
type DropdownOptions = {
  key: string;
  noun: string;
  path: Path;
  /** Completes "Could not …". */
  purpose: string;
  section?: string;
  /** Null for a row that is not a choice. */
  choice: (row: unknown) => Choice | null;
};

/** The rows at the end of a page that may appear again on the next page, which another run of the app reads. */
const ROWS_TO_REMEMBER = 10;

/** The list and the start of its next page, with the IDs of the rows before it. */
type Position = { list?: string | undefined; start?: string | undefined; known: string[] };

const FROM_THE_TOP: Position = { known: [] };

/** The position after the last page of any list; the beginning if the platform has none. */
const positionOf = async ({ z }: Context): Promise<Position> => {
  const cursor = await nullIfLate(() => z.cursor.get());
  try {
    const [list, start, ...known] = JSON.parse(String(cursor)) as string[];
    return { list, start: start ?? undefined, known };
  } catch {
    return FROM_THE_TOP;
  }
};

/** Sorts choices by what is shown. The collator is created here, because creating one takes as long as loading the whole app. */
export const sortChoices = (choices: Choice[]): Choice[] => {
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return choices.sort((a, b) => collator.compare(a.name, b.name));
};

/**
 * A dropdown of a whole list: in one request, sorted by label, or page by page in Dash's order if the list is too long for
 * one request.
 */
export const dropdown = ({ key, noun, path, purpose, section, choice }: DropdownOptions) => {
  const ask = { purpose, ...(section !== undefined && { section }) };
  const choicesOf = (rows: unknown[]): Choice[] => rows.map(choice).filter((entry) => entry !== null);

  const load = async (context: Context): Promise<Choice[]> => {
    const { z, bundle, dash } = context;
    const isFirstPage = !bundle.meta.page;
    if (isFirstPage) {
      const whole = await dash.all(path, ask);
      if (whole) return sortChoices(choicesOf(whole));
    }
    // Without the platform's cursor the list ends early, which is better than a dropdown that fails.
    const { list, start, known } = isFirstPage ? FROM_THE_TOP : await positionOf(context);
    // A Zap has one cursor for all of its dropdowns.
    if (!isFirstPage && (list !== key || start === undefined)) return [];
    const { rows, next } = await dash.page(path, { ...ask, known }, start);
    const last = rows.slice(-ROWS_TO_REMEMBER).map(idOfRow);
    await nullIfLate(() => z.cursor.set(JSON.stringify([key, next ?? null, ...last])));
    return choicesOf(rows);
  };

  return choiceList({ key, noun, load, canPaginate: true });
};
