import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { parse, text } from '../dash/schema.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { dialableNumber, requiredText } from '../fields/inputs.ts';
import type { RecordOf } from '../fields/output.ts';
import { called, caller } from '../fields/parties.ts';
import { checkDocument } from './documentToSend.ts';
import { faxHeadFields, jobField, jobIdOf, sentSample, formatReceiver } from './fax.ts';
import { section } from './faxbox.ts';

const DOCUMENT = 'Document';
const TO_NUMBER = 'To Number';
const FROM_NUMBER = 'From Number';

const inputFields = defineInputFields([
  {
    key: 'document',
    label: DOCUMENT,
    type: 'file',
    required: true,
    helpText: 'A PDF or TIFF file of up to 8 MB.',
  },
  {
    key: 'to_number',
    label: TO_NUMBER,
    type: 'string',
    required: true,
    helpText: 'The number to fax to, written in any way.',
  },
  {
    key: 'from_number',
    label: FROM_NUMBER,
    type: 'string',
    required: true,
    dynamic: 'list_phone_numbers.id.name',
    helpText: 'The number of yours that the fax is sent from.',
  },
]);

const outputFields = [...faxHeadFields, jobField] as const;

type SendingRecord = RecordOf<typeof outputFields>;

/** Not an error, because Zapier may repeat a step after one by itself. */
const PERHAPS_SENT =
  'VirtualPBX did not say whether it takes the fax. Look in Dash whether it was sent before you run this step again.';

/** Dash returns the document as it is stored, with `_id` instead of `id` (KAZOO, `cb_faxes:put`). */
const jobSchema = { _id: text, id: text };

const perform = async (z: ZObject, bundle: Bundle): Promise<SendingRecord> => {
  const { inputData } = bundle;
  const url = requiredText(DOCUMENT, inputData.document);
  const to_number = dialableNumber(TO_NUMBER, requiredText(TO_NUMBER, inputData.to_number));
  const from_number = dialableNumber(FROM_NUMBER, requiredText(FROM_NUMBER, inputData.from_number));
  const { dash } = connect(z, bundle);
  await checkDocument(z, url);
  const fax = { document: { url, method: 'get' }, from_number, to_number };
  const answer = await dash.put(['faxes'], fax, {
    purpose: 'send the fax',
    section,
    labels: {
      document: DOCUMENT,
      'document.url': DOCUMENT,
      from_number: FROM_NUMBER,
      to_number: TO_NUMBER,
      // The name of the field in the error about a number that cannot be faxed to (KAZOO, `cb_faxes:verify_number`).
      'document.to_number': TO_NUMBER,
    },
    unclear: PERHAPS_SENT,
  });
  const job = parse(jobSchema, answer);
  const id = jobIdOf(job._id ?? job.id);
  if (id === null) throw haltedError(PERHAPS_SENT);
  const to = called(to_number, null);
  return {
    id,
    summary: `The fax to ${formatReceiver(to.to_number)} is on its way.`,
    ...caller(from_number, null),
    ...to,
    job_id: id,
  };
};

const { from_number, from_number_national, from_country, from_tel_link, job_id } = sentSample;

export const sendFax = {
  key: 'send_fax',
  noun: 'Fax',
  display: {
    label: 'Send Fax',
    description: 'Sends a PDF or TIFF file as a fax. The triggers Fax Sent and Fax Failed tell later how it went.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...outputFields],
    sample: {
      id: job_id,
      summary: 'The fax to +1 415-488-6134 is on its way.',
      from_number,
      from_number_national,
      from_country,
      from_name: null,
      from_tel_link,
      to_number: sentSample.to_number,
      to_number_national: sentSample.to_number_national,
      to_country: sentSample.to_country,
      to_name: null,
      job_id,
    } satisfies SendingRecord,
  },
};
