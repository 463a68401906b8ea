import { defineInputFields } from 'zapier-platform-core';
import { inputsWithHeadings } from '../../src/zapier/inputGroups.ts';
import { dynamicFields } from '../../src/zapier/dynamicFields.ts';

const plain = (key: string, group?: string) => ({
  key,
  label: 'Name',
  type: 'string' as const,
  ...(group && { group }),
});
const few = ['aa', 'bb', 'cc', 'dd', 'ee'].map((key) => plain(key));

test('few fields have no headings', () => {
  expect(inputsWithHeadings([...few, plain('ff', 'more')])).toEqual({ inputFields: [...few, plain('ff')] });
});

test('when there are few fields, those that a function makes stay', () => {
  const made = dynamicFields(defineInputFields([plain('ff')]), () => Promise.resolve([]));
  expect(inputsWithHeadings([...few, made]).inputFields.at(-1)).toBe(made);
});

test('a field that only shows a text does not count', () => {
  const about = { key: 'about', label: 'About', type: 'copy' as const, helpText: 'Checks every few minutes.' };
  const fields = [about, ...few, plain('ff')];
  expect(inputsWithHeadings([...fields])).toEqual({ inputFields: fields });
});

test('many fields have the headings that they name, in one order everywhere', () => {
  const fields = [...few, plain('ff', 'more'), plain('gg', 'time_of_day')];
  expect(inputsWithHeadings(fields)).toEqual({
    inputFields: fields,
    inputFieldGroups: [
      { key: 'time_of_day', label: 'Time of Day' },
      { key: 'more', label: 'More Options' },
    ],
  });
});
