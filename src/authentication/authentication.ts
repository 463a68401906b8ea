import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { read, text } from '../dash/shape.ts';
import { findVirtualText } from '../messaging/virtualText.ts';
import { connect, nullUnlessRepeated } from '../zapier/connection.ts';
import { withOwnErrors } from '../zapier/ownErrors.ts';
import { fields } from './fields.ts';
import { exchange } from './session.ts';

const accountShape = { name: text };
const personShape = { first_name: text, last_name: text };

/** The account's title, and the person who signed in, where there is one. */
const nameOf = async (z: ZObject, { authData }: Bundle): Promise<string> => {
  const { dash } = connect(z, { authData });
  const account = read(accountShape, await dash.get([], { purpose: 'read the account' }));
  const title = account.name ?? (authData.account_title || 'Account without a name');
  if (!authData.owner_id) return title;
  const user = await dash.find(['users', authData.owner_id], { purpose: 'read the user' }).catch(nullUnlessRepeated);
  const { first_name, last_name } = read(personShape, user);
  const person = [first_name, last_name].filter(Boolean).join(' ');
  return person ? `${title} (${person})` : title;
};

/** Checks both credentials, that for text messages where it was filled in, and names the connection. */
const test = async (z: ZObject, bundle: Bundle): Promise<{ connection_name: string }> => {
  const connection_name = await nameOf(z, bundle);
  await findVirtualText(z, bundle)?.check();
  return { connection_name };
};

export const authentication = {
  type: 'session',
  fields: [...fields],
  sessionConfig: { perform: withOwnErrors(exchange) },
  test: withOwnErrors(test),
  connectionLabel: '{{connection_name}}',
} satisfies Authentication;
