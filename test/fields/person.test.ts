import { personFields, unknownPerson } from '../../src/fields/person.ts';

test('nobody has every declared field, as unknown', () => {
  expect(unknownPerson()).toEqual(Object.fromEntries(personFields.map(({ key }) => [key, null])));
});

test('someone of whom only the ID is known has that', () => {
  expect(unknownPerson('u1')).toEqual({ ...unknownPerson(), user_id: 'u1' });
});
