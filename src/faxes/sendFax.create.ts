import { defineInputFields } from 'zapier-platform-core';
import { parse, text } from '../dash/schema.ts';
import { customerValues } from '../fields/customer.ts';
import { calledValues, callerValues } from '../fields/parties.ts';
import { haltedError } from '../zapier/errors.ts';
import { create } from '../zapier/operation.ts';
import { checkDocument, documentAddress } from './documentToSend.ts';
import { faxJobFields, formatReceiver, jobIdOf, sentPartiesSample, sentSample } from './fax.record.ts';

const inputFields = defineInputFields([
  {
    key: 'document',
    label: 'Document',
    type: 'file',
    required: true,
    helpText: 'A PDF or TIFF file from an earlier step, or a public link to one. Up to 8 MB.',
  },
  {
    key: 'to_number',
    label: 'To Number',
    type: 'string',
    required: true,
    helpText: 'The fax number to send to, in any format.',
  },
  {
    key: 'from_number',
    label: 'From Number',
    type: 'string',
    required: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'The company number to send from.',
  },
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      'This step ends before the fax is delivered. The triggers Fax Sent and Fax Failed report the result, with the same Fax Job ID.',
  },
]);

/** The labels of the fields by Dash's names for them, for Dash's validation errors. */
const LABELS = {
  document: 'Document',
  'document.url': 'Document',
  from_number: 'From Number',
  to_number: 'To Number',
  // The field's name in the error about a number that can't be faxed to (KAZOO, `cb_faxes:verify_number`).
  'document.to_number': 'To Number',
};

/** Stops the step rather than failing it, because Zapier may run a failed step again by itself. */
const PERHAPS_SENT =
  "VirtualPBX didn't confirm the fax. Check in Dash whether it was sent before you run this step again.";

/** Dash returns the document as it is stored, with `_id` instead of `id` (KAZOO, `cb_faxes:put`). */
const jobSchema = { _id: text, id: text };

export const sendFax = create({
  key: 'send_fax',
  noun: 'Fax',
  label: 'Send Fax',
  description: 'Sends a PDF or TIFF file as a fax.',
  inputFields,
  perform: async (input, context) => {
    const url = documentAddress(input.required('document'));
    const to_number = input.requiredPhoneNumber('to_number', 'outside');
    const from_number = input.requiredPhoneNumber('from_number', 'outside');
    await checkDocument(context, url);
    const fax = { document: { url, method: 'get' }, from_number, to_number };
    const ask = { purpose: 'send the fax', section: 'Fax', labels: LABELS, unclear: PERHAPS_SENT };
    const job = parse(jobSchema, await context.dash.put(['faxes'], fax, ask));
    const id = jobIdOf(job._id ?? job.id);
    if (id === null) throw haltedError(PERHAPS_SENT);
    const parties = { ...callerValues(from_number, null), ...calledValues(to_number, null) };
    return {
      id,
      summary: `Fax to ${formatReceiver(parties.to_number)} is on its way.`,
      ...parties,
      ...customerValues('outbound', parties),
    };
  },
  outputFields: faxJobFields,
  sample: {
    id: sentSample.job_id,
    summary: 'Fax to 415-555-0134 is on its way.',
    ...sentPartiesSample,
    from_name: null,
  },
});
