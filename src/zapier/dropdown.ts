import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Path } from '../dash/client.ts';
import { connect } from './connection.ts';

export type Choice = { id: string; name: string };

/** The facts of a dropdown: a list of the account, and what of a row is stored and shown. */
export type DropdownFacts = {
  key: string;
  noun: string;
  path: Path;
  /** Completes "Could not …". */
  purpose: string;
  section?: string;
  /** Null for a row that is no choice. */
  choice: (row: unknown) => Choice | null;
};

/** Sorts choices by what is shown. The collator is made with the list: making one takes as long as loading the whole app. */
export const sorted = (choices: Choice[]): Choice[] => {
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  return choices.sort((a, b) => collator.compare(a.name, b.name));
};

/**
 * A hidden trigger that fills a dropdown: the whole list in one request, sorted by what is shown; where Dash says that
 * this is too long, page by page in Dash's order.
 */
export const dropdown = ({ key, noun, path, purpose, section, choice }: DropdownFacts) => {
  const ask = { purpose, ...(section !== undefined && { section }) };
  const choicesOf = (rows: unknown[]): Choice[] => rows.map(choice).filter((entry) => entry !== null);

  const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
    const { dash } = connect(z, bundle);
    const isFirstPage = !bundle.meta.page;
    if (isFirstPage) {
      const whole = await dash.all(path, ask);
      if (whole) return sorted(choicesOf(whole));
    }
    // Without the platform's cursor the list ends early, which beats a dropdown that fails.
    const [list, start] = isFirstPage ? [] : ((await z.cursor.get().catch(() => null)) ?? '').split(' ');
    // A Zap has one cursor for all of its dropdowns.
    if (!isFirstPage && (list !== key || !start)) return [];
    const { rows, next } = await dash.page(path, ask, start);
    await z.cursor.set(`${key} ${next ?? ''}`).catch(() => null);
    return choicesOf(rows);
  };

  return {
    key,
    noun,
    display: { label: `${noun} List`, description: 'Lists the choices of a dropdown.', hidden: true },
    operation: { type: 'polling' as const, perform, canPaginate: true },
  };
};
