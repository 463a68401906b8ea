import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { read, text } from '../dash/shape.ts';
import { connect, nullUnlessRepeated } from '../zapier/connection.ts';
import { withOwnErrors } from '../zapier/ownErrors.ts';
import { fields } from './fields.ts';
import { exchange } from './session.ts';

const accountShape = { name: text };
const personShape = { first_name: text, last_name: text };

/** The name of the connection: the account's title, and the person who signed in, where there is one. */
const test = async (z: ZObject, { authData }: Bundle): Promise<{ connection_name: string }> => {
  const { dash } = connect(z, { authData });
  const account = read(accountShape, await dash.get([], { purpose: 'read the account' }));
  const title = account.name ?? (authData.account_title || 'Account without a name');
  if (!authData.owner_id) return { connection_name: title };
  const user = await dash.find(['users', authData.owner_id], { purpose: 'read the user' }).catch(nullUnlessRepeated);
  const { first_name, last_name } = read(personShape, user);
  const person = [first_name, last_name].filter(Boolean).join(' ');
  return { connection_name: person ? `${title} (${person})` : title };
};

export const authentication = {
  type: 'session',
  fields: [...fields],
  sessionConfig: { perform: withOwnErrors(exchange) },
  test: withOwnErrors(test),
  connectionLabel: '{{connection_name}}',
} satisfies Authentication;
