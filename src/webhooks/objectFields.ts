import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { inputText } from '../fields/inputs.ts';
import { hooksOfDash } from './catalogue.ts';
import { OBJECT } from './chosenEvent.ts';

/** Where people call something by another name than Dash does. */
const NAMES: Partial<Record<string, string>> = {
  call_recording: 'Recording',
  faxbox: 'Fax Box',
  mailbox_message: 'Voicemail',
  vmbox: 'Mailbox',
  doc_created: 'Created',
  doc_edited: 'Changed',
  doc_deleted: 'Deleted',
};

/** `temporal_rule` as "Temporal Rule". */
const inWords = (value: string): string =>
  value.replace(/(^|_)([a-z])/g, (_all, gap: string, letter: string) => `${gap && ' '}${letter.toUpperCase()}`);

/** Where the phone system names no choices, anything may be filled in. */
const choicesOf = (values: string[]) =>
  values.length === 0
    ? {}
    : { choices: values.map((value) => ({ value, sample: value, label: NAMES[value] ?? inWords(value) })) };

/** The fields that the hook `object` needs, with the choices that this phone system has; none for any other event. */
export const objectFields = async (z: ZObject, bundle: Bundle) => {
  if (inputText(bundle.inputData.event) !== OBJECT) return [];
  const hooks = await hooksOfDash(connect(z, bundle).dash);
  const { types, actions } = hooks.find(({ id }) => id === OBJECT) ?? { types: [], actions: [] };
  return [
    {
      key: 'event_type',
      label: 'Kind of Item',
      type: 'string' as const,
      required: true,
      ...choicesOf(types),
      helpText: 'What is created, changed or deleted.',
    },
    {
      key: 'event_action',
      label: 'Change',
      type: 'string' as const,
      required: true,
      ...choicesOf(actions),
    },
  ];
};
