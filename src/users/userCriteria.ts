import { defineInputFields } from 'zapier-platform-core';
import type { Ask } from '../dash/http.ts';
import type { Dash } from '../dash/client.ts';
import { haltedError } from '../zapier/errors.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import { fullName, parseUser } from './user.record.ts';

/** The input fields of a search for a person. */
export const criteriaFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    helpText:
      "The full name, or how it starts. Upper and lower case don't matter. Fill in at least one of Name, Email, or Extension.",
  },
  {
    key: 'email',
    label: 'Email',
    type: 'string',
    helpText: "Upper and lower case don't matter. Fill in at least one of Name, Email, or Extension.",
  },
  {
    key: 'extension',
    label: 'Extension',
    type: 'string',
    placeholder: '1001',
    helpText: 'Fill in at least one of Name, Email, or Extension.',
  },
]);

export type UserCriteria = { name: string; email: string | null; extension: string | null };

/** What was filled in. If all fields are empty, the step stops; `who`, such as "a user", completes the error. */
export const parseCriteria = (input: InputReader<typeof criteriaFields>, who: string): UserCriteria => {
  const name = normalizeName(input.text('name'));
  const email = input.text('email')?.toLowerCase() ?? null;
  const extension = input.text('extension');
  if (!name && email === null && extension === null)
    throw haltedError(`Fill in at least one of Name, Email, or Extension to find ${who}.`);
  return { name, email, extension };
};

/** The rows of the users with this internal caller ID number; if there are none, of those with this presence ID. */
const usersWithExtension = async (dash: Dash, extension: string, ask: Ask): Promise<unknown[]> => {
  const rowsWhere = (filter: string) => dash.list(['users'], { ...ask, query: { [filter]: extension } });
  const rows = await rowsWhere('filter_caller_id.internal.number');
  return rows.length > 0 ? rows : rowsWhere('filter_presence_id');
};

/** The IDs of the users who match all criteria, closest match first: 1 request, or up to 2 for an extension. */
export const matchingUsers = async (
  dash: Dash,
  { name, email, extension }: UserCriteria,
  ask: Ask,
): Promise<string[]> => {
  const rows = extension === null ? await dash.list(['users'], ask) : await usersWithExtension(dash, extension, ask);
  return rows
    .map(parseUser)
    .filter((user) => email === null || user.email?.toLowerCase() === email)
    .flatMap((user) => (user.id === null ? [] : [{ id: user.id, name: normalizeName(fullName(user)) }]))
    .map((user) => ({ ...user, score: name ? matchScore(name, user.name) : 1 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en'))
    .map(({ id }) => id);
};
