import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { unknownPerson, type Person } from '../fields/person.ts';
import { personOf, parseUser } from './user.record.ts';

const lookUp = cachedLookUp(
  'user',
  (id) => ['users', id],
  (found) => personOf(parseUser(found)),
);

/** The user with this ID: 1 request, none while cached. What is unknown is null; without an ID, everything is. */
export const findPerson = async (context: Context, id: string | null): Promise<Person> =>
  (id === null ? null : await lookUp(context, id)) ?? unknownPerson(id);
