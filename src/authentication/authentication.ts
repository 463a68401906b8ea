import { nullUnlessRetried } from '../zapier/errors.ts';
import type { Authentication, Bundle, ZObject } from 'zapier-platform-core';
import { parse, text } from '../dash/schema.ts';
import { findVirtualText } from '../messaging/virtualText.ts';
import { connect, type Context } from '../zapier/context.ts';
import { withErrorBoundary } from '../zapier/errorBoundary.ts';
import { fields } from './fields.ts';
import { exchange } from './session.ts';

const accountSchema = { name: text };
const personSchema = { first_name: text, last_name: text };

/** The account's title, and the person who signed in, where there is one. */
const nameOf = async ({ dash, bundle: { authData } }: Context): Promise<string> => {
  const account = parse(accountSchema, await dash.get([], { purpose: 'read the account' }));
  const title = account.name ?? (authData.account_title || 'Unnamed account');
  if (!authData.owner_id) return title;
  const user = await dash.find(['users', authData.owner_id], { purpose: 'read the user' }).catch(nullUnlessRetried);
  const { first_name, last_name } = parse(personSchema, user);
  const person = [first_name, last_name].filter(Boolean).join(' ');
  return person ? `${title} (${person})` : title;
};

/** Checks the credential, and the one for text messages if it was filled in, and names the connection. */
const test = async (z: ZObject, bundle: Bundle): Promise<{ connection_name: string }> => {
  const context = connect(z, bundle);
  const connection_name = await nameOf(context);
  await findVirtualText(context)?.check();
  return { connection_name };
};

export const authentication = {
  type: 'session',
  fields: [...fields],
  sessionConfig: { perform: withErrorBoundary(exchange) },
  test: withErrorBoundary(test),
  connectionLabel: '{{connection_name}}',
} satisfies Authentication;
