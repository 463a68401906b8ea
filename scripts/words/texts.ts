import { choicesOf, inputFieldsOf, visible } from './definition.ts';
import type { App, InputField, Operation, OutputField } from './definition.ts';

const indent = (lines: string[]): string[] => lines.map((line) => `  ${line}`);

const marksOf = ({ type, required, list, default: initial, dynamic, dependsOn, group }: InputField): string =>
  [
    required && 'required',
    type && type !== 'string' && type,
    list && 'several values',
    dynamic && 'dropdown',
    initial && `default ${initial}`,
    dependsOn && `after ${dependsOn.join(', ')}`,
    group && `group ${group}`,
  ]
    .filter(Boolean)
    .join(', ');

const inputLines = (field: InputField): string[] => {
  const marks = marksOf(field);
  return [
    `${field.label ?? '(no label)'} [${field.key}]${marks && ` (${marks})`}`,
    ...indent([
      ...(field.helpText === undefined ? [] : [field.helpText]),
      ...choicesOf(field).map(([value, label]) => `- ${label} [${value}]`),
      ...(field.children ?? []).flatMap(inputLines),
    ]),
  ];
};

const outputLines = (
  { key, label = '(no label)', children }: OutputField,
  sample: Readonly<Record<string, unknown>>,
): string[] => [
  `${label} [${key}]${children ? '' : ` = ${key in sample ? JSON.stringify(sample[key]) : '(none)'}`}`,
  ...indent((children ?? []).map((child) => `${child.label ?? '(no label)'} [${child.key}]`)),
];

const section = (heading: string, lines: string[]): string[] => (lines.length === 0 ? [] : [heading, ...indent(lines)]);

const operationLines = (kind: string, one: Operation): string[] => {
  const { key, noun, display, operation } = one;
  const { inputFieldGroups = [], outputFields = [], sample = {} } = operation;
  return [
    '',
    `${kind}: ${display.label} [${key}]  noun: ${noun}${operation.type ? `  (${operation.type})` : ''}`,
    ...indent([
      display.description,
      ...section(
        'Groups',
        inputFieldGroups.map((group) => `${group.label} [${group.key}]`),
      ),
      ...section('Fields', inputFieldsOf(one).flatMap(inputLines)),
      ...section(
        'Result',
        outputFields.flatMap((field) => outputLines(field, sample)),
      ),
    ]),
  ];
};

/** Every text of an app's definition in reading order, one line each. */
export const textsOfApp = ({ authentication, triggers, creates, searches }: App): string[] => [
  'Connection',
  ...indent(authentication.fields.flatMap(inputLines)),
  ...visible(triggers).flatMap((one) => operationLines('Trigger', one)),
  ...visible(creates).flatMap((one) => operationLines('Action', one)),
  ...visible(searches).flatMap((one) => operationLines('Search', one)),
];
