import { field } from '../../src/zapier/output.ts';

test('a field is declared by key, type and label', () => {
  expect(field('from_number', 'string', 'From Number')).toEqual({
    key: 'from_number',
    type: 'string',
    label: 'From Number',
  });
});
