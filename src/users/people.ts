import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { unknownPerson, type Person } from '../fields/person.ts';
import { personOf, parseUser } from './user.ts';

const lookUp = cachedLookUp(
  'user',
  (id) => ['users', id],
  (found) => personOf(parseUser(found)),
);

/** The user with this id: 1 request, none while cached. What cannot be found out is null; without an id all is. */
export const findPerson = async (z: ZObject, dash: Dash, id: string | null): Promise<Person> =>
  (id === null ? null : await lookUp(z, dash, id)) ?? unknownPerson(id);
