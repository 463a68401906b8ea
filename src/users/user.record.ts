import { object, parse, text, type Parsed } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { fullName, personDetailFields, personDetailSample, type Person, type PersonDetails } from '../fields/person.ts';

export { fullName };

/** A user in Dash. Rows of the list lack `caller_id`. */
const userSchema = {
  id: text,
  first_name: text,
  last_name: text,
  username: text,
  email: text,
  presence_id: text,
  caller_id: object({ internal: object({ number: text }) }),
};

export type User = Parsed<typeof userSchema>;

export const parseUser = (value: unknown): User => parse(userSchema, value);

/** The details of a user; the extension is the internal caller ID number, or else the presence ID. */
export const personDetailsOf = (user: User): PersonDetails => ({
  user_name: fullName(user),
  user_first_name: user.first_name,
  user_last_name: user.last_name,
  user_email: user.email,
  user_extension: user.caller_id.internal.number ?? user.presence_id,
});

export const personOf = (user: User): Person => ({ user_id: user.id, ...personDetailsOf(user) });

export const userFields = [field('id', 'string', 'User ID'), ...personDetailFields] as const;

export const userRecord = (id: string, user: User): RecordOf<typeof userFields> => ({ id, ...personDetailsOf(user) });

export const userSample: RecordOf<typeof userFields> = {
  id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b',
  ...personDetailSample,
};
