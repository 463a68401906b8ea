import { field, fileListField } from '../../src/fields/output.ts';

test('a field is declared by key, type and label', () => {
  expect(field('from_number', 'string', 'From Number')).toEqual({
    key: 'from_number',
    type: 'string',
    label: 'From Number',
  });
});

test('a list of files is declared as one', () => {
  expect(fileListField('media', 'Files')).toEqual({ key: 'media', type: 'file', label: 'Files', list: true });
});
