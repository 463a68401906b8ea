import { field, type RecordOf } from './output.ts';

/** The labels of these fields begin with the user's role in the record; `name` is the label of the name. */
const detailFields = (role: string, name = `${role} Name`) =>
  [
    field('user_name', 'string', name),
    field('user_first_name', 'string', `${role} First Name`),
    field('user_last_name', 'string', `${role} Last Name`),
    field('user_email', 'string', `${role} Email`),
    field('user_extension', 'string', `${role} Extension`),
  ] as const;

/** The fields of a phone system user in a record that is about that user, whose ID is the record's. */
export const personDetailFields = detailFields('User');

/** The fields of a phone system user who has this role in a record, such as `Voicemail Box Owner`. */
export const personFieldsOf = (role: string, name?: string) =>
  [field('user_id', 'string', `${role} ID`), ...detailFields(role, name)] as const;

/** The fields of a phone system user in any other record. */
export const personFields = personFieldsOf('User');

export type PersonDetails = RecordOf<typeof personDetailFields>;
export type Person = RecordOf<typeof personFields>;

/** First and last name; the sign-in name of a user without both. */
export const fullName = ({
  first_name,
  last_name,
  username,
}: Readonly<Record<'first_name' | 'last_name' | 'username', string | null>>): string | null =>
  [first_name, last_name].filter(Boolean).join(' ') || username;

/** The details of a person for a record that is about that user. */
export const detailsOf = ({ user_id: _id, ...details }: Person): PersonDetails => details;

/** No user, or one of whom only the ID is known. */
export const unknownPerson = (id: string | null = null): Person => ({
  user_id: id,
  user_name: null,
  user_first_name: null,
  user_last_name: null,
  user_email: null,
  user_extension: null,
});

export const personDetailSample: PersonDetails = {
  user_name: 'Jane Doe',
  user_first_name: 'Jane',
  user_last_name: 'Doe',
  user_email: 'jane.doe@example.com',
  user_extension: '1002',
};

export const personSample: Person = { user_id: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b', ...personDetailSample };
