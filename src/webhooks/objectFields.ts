import { inputText } from '../fields/inputs.ts';
import { dynamicFields } from '../zapier/dynamicFields.ts';
import { listHooks } from './eventCatalog.api.ts';
import { OBJECT_HOOK } from './eventKey.ts';

/** Labels that differ from Dash's own names. */
const NAMES: Partial<Record<string, string>> = {
  call_recording: 'Recording',
  callflow: 'Call Flow',
  faxbox: 'Fax Box',
  mailbox_message: 'Voicemail',
  vmbox: 'Voicemail Box',
  doc_created: 'Created',
  doc_edited: 'Changed',
  doc_deleted: 'Deleted',
};

/** `temporal_rule` as "Temporal Rule". */
const titleCase = (value: string): string =>
  value.replace(/(^|_)([a-z])/g, (_all, gap: string, letter: string) => `${gap && ' '}${letter.toUpperCase()}`);

/** Without choices from the phone system, any value may be filled in. */
const choicesOf = (values: string[]) =>
  values.length === 0
    ? {}
    : { choices: values.map((value) => ({ value, sample: value, label: NAMES[value] ?? titleCase(value) })) };

/** The fields that the hook `object` needs, with the choices of this phone system; none for any other event. */
export const objectFields = dynamicFields(
  [
    {
      key: 'event_type',
      label: 'Kind of Item',
      type: 'string',
      required: true,
      helpText: 'The kind of item that is created, changed, or deleted.',
    },
    { key: 'event_action', label: 'Change', type: 'string', required: true, helpText: 'What happens to the item.' },
  ],
  async ([typeField, actionField], { bundle, dash }) => {
    if (inputText(bundle.inputData.event) !== OBJECT_HOOK) return [];
    const hooks = await listHooks(dash);
    const { types, actions } = hooks.find(({ id }) => id === OBJECT_HOOK) ?? { types: [], actions: [] };
    return [
      { ...typeField, ...choicesOf(types) },
      { ...actionField, ...choicesOf(actions) },
    ];
  },
);
