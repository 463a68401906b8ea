import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { connect } from '../zapier/connection.ts';
import { halted } from '../zapier/errors.ts';
import { single } from '../zapier/inputs.ts';
import { likeness, plain } from '../zapier/names.ts';
import type { RecordOf } from '../zapier/output.ts';
import { fullName, readUser, userFields, userRecord, userSample } from './user.ts';

const inputFields = defineInputFields([
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    helpText: 'The whole name or the beginning of it, as `Ann Lee` or `ann`. Accents and capitals make no difference.',
  },
  { key: 'email', label: 'Email', type: 'string', helpText: 'Capitals make no difference.' },
  { key: 'extension', label: 'Extension', type: 'string', placeholder: '1001' },
]);

/** The rows of those with the extension: their caller id's, else the presence id that Dash shows for it. */
const usersWithExtension = async (dash: Dash, extension: string): Promise<unknown[]> => {
  const rowsWhere = (filter: string) =>
    dash.list(['users'], { purpose: 'find the user', query: { [filter]: extension } });
  const rows = await rowsWhere('filter_caller_id.internal.number');
  return rows.length > 0 ? rows : rowsWhere('filter_presence_id');
};

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordOf<typeof userFields>[]> => {
  const name = plain(single(bundle.inputData.name));
  const email = single(bundle.inputData.email)?.toLowerCase();
  const extension = single(bundle.inputData.extension);
  if (!name && !email && !extension) throw halted('Fill in Name, Email or Extension to find a user.');

  const { dash } = connect(z, bundle);
  const rows = extension
    ? await usersWithExtension(dash, extension)
    : await dash.list(['users'], { purpose: 'find the user' });
  const [best] = rows
    .map(readUser)
    .filter((user) => user.id !== null && (!email || user.email?.toLowerCase() === email))
    .map((user) => ({ id: String(user.id), name: plain(fullName(user)) }))
    .map((user) => ({ ...user, like: name ? likeness(name, user.name) : 1 }))
    .filter(({ like }) => like > 0)
    .sort((a, b) => b.like - a.like || a.name.localeCompare(b.name, 'en'));
  if (!best) return [];
  const found = await dash.find(['users', best.id], { purpose: 'read the user' });
  return found === null ? [] : [userRecord(best.id, readUser(found))];
};

export const findUser = {
  key: 'find_user',
  noun: 'User',
  display: {
    label: 'Find User',
    description: 'Finds a user of the phone system by name, email or extension. Of several, the closest match.',
  },
  operation: { inputFields, perform, outputFields: [...userFields], sample: userSample },
};
