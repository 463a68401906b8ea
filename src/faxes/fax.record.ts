import { fromGregorian } from '../dash/time.ts';
import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  calledFields,
  calledValues,
  callerFields,
  callerSample,
  callerValues,
  formatCaller,
  type Party,
} from '../fields/parties.ts';
import { personFieldsOf, personSample } from '../fields/person.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { calendarValues, formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { fileName, filePointer } from '../zapier/files.ts';
import { findFaxbox } from './faxbox.lookUp.ts';
import { faxDocument, type FaxPointer } from './faxDocument.hydrator.ts';

export type FaxDirection = 'inbound' | 'outbound';

/** The folder in which Dash stores the faxes of a direction. */
export const FAX_FOLDERS = { inbound: 'inbox', outbound: 'outbox' } as const satisfies Record<FaxDirection, string>;

/**
 * A fax, sent, received, or failed. `at` is in Gregorian seconds; `jobId` is the ID of the job that sends it; `folder` is
 * where its pages are stored, or null if they aren't stored.
 */
export type Fax = {
  id: string | null;
  jobId: string | null;
  callId: string | null;
  direction: FaxDirection;
  folder: (typeof FAX_FOLDERS)[FaxDirection] | null;
  from: Party;
  to: Party;
  at: number | null;
  pages: number | null;
  reason: string | null;
  faxboxId: string | null;
  ownerId: string | null;
};

const MONTH = /^\d{6}-/;

/** Whether a fax is in a month's database. The pages of other faxes can't be fetched. */
export const isFiled = (id: string | null): boolean => MONTH.test(id ?? '');

/**
 * The ID of the job that sends a fax, as Dash returns it to the request that creates the job. When the job is done, Dash
 * moves it to the month's database, where its ID is `202611-<id>` (KAZOO, `fax_worker:move_doc`).
 */
export const jobIdOf = (id: string | null): string | null => id?.replace(MONTH, '') ?? null;

/** The first known one of these page counts; 0 means that Dash didn't count. */
export const pageCount = (...counts: (number | null)[]): number | null =>
  counts.find((count) => count !== null && count > 0) ?? null;

/** The ID of a fax, of its job, or of its call: a fax that couldn't be received may have only a call. */
export const faxId = ({ id, jobId, callId }: Fax): string | null => id ?? jobId ?? callId;

const partiesFields = [
  field('summary', 'string', 'Summary'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
] as const;

/** The fields before the time of a fax. */
export const faxHeadFields = [field('id', 'string', 'Fax ID'), ...partiesFields] as const;

/** The fields of a fax that Dash is about to send. Its ID is `job_id` in later records. */
export const faxJobFields = [field('id', 'string', 'Fax Job ID'), ...partiesFields] as const;

/** The fields after the time of a fax. */
export const faxTailFields = [
  field('pages', 'number', 'Number of Pages'),
  field('document', 'file', 'Document'),
  field('faxbox_id', 'string', 'Fax Box ID'),
  field('faxbox_name', 'string', 'Fax Box Name'),
  ...personFieldsOf('Fax Owner', 'Fax Owner'),
] as const;

type FaxRecord = RecordOf<typeof faxHeadFields> & RecordOf<typeof faxTailFields>;

export const jobField = field('job_id', 'string', 'Fax Job ID');

/** The names in a summary. */
type Names = { from: string; to: string; owner: string | null };

/** The beginning of the summary, by outcome. */
const beginnings = {
  received: ({ from, owner }: Names) => `Fax from ${from}${owner === null ? '' : ` for ${owner}`}`,
  sent: ({ to }: Names) => `Fax to ${to} was sent`,
  'not received': ({ from }: Names) => `Fax from ${from} couldn't be received`,
  'not sent': ({ to }: Names) => `Fax to ${to} couldn't be sent`,
};

type FaxOutcome = keyof typeof beginnings;

const formatPages = (pages: number | null): string | null =>
  pages === null ? null : `${String(pages)} ${pages === 1 ? 'page' : 'pages'}`;

export const formatReceiver = (number: string | null): string =>
  number === null ? 'an unknown number' : formatNumber(number);

/**
 * The record of a fax without its time fields, with a summary such as `Fax from Ann Lee (415-555-0134) for Jane Doe,
 * 2 pages, Tue, Nov 24, 10:32 AM.` At most 2 requests, for the fax box and its owner, and none while both are cached.
 */
export const faxRecord = async (fax: Fax, id: string, outcome: FaxOutcome, context: Context): Promise<FaxRecord> => {
  const faxbox = await findFaxbox(context, fax.faxboxId);
  const person = await findPerson(context, fax.ownerId ?? faxbox.owner_id);
  const from = callerValues(fax.from.number, fax.from.name);
  const to = calledValues(fax.to.number, fax.to.name);
  const parties = { ...from, ...to };
  const at = fromGregorian(fax.at);
  const { local_date, local_time } = calendarValues(at, context.timeZone);
  const other = fax.direction === 'inbound' ? (from.from_name ?? from.from_number) : to.to_number;
  const pointer = (folder: string, fax_id: string): FaxPointer => ({
    folder,
    fax_id,
    name: fileName('Fax', other, local_date, local_time),
  });
  const parts = [
    beginnings[outcome]({
      from: formatCaller(from),
      to: formatReceiver(to.to_number),
      owner: person.user_name ?? faxbox.name,
    }),
    formatPages(fax.pages),
    at && formatTime(at, context.timeZone),
  ];
  return {
    id,
    summary: `${parts.filter((part) => part !== null).join(', ')}.`,
    ...parties,
    ...customerValues(fax.direction, parties),
    pages: fax.pages,
    document:
      fax.id === null || fax.folder === null ? null : filePointer(context, faxDocument, pointer(fax.folder, fax.id)),
    faxbox_id: faxbox.id,
    faxbox_name: faxbox.name,
    ...person,
  };
};

const sampleTail = {
  pages: 2,
  faxbox_id: '5f60b1a2c3d4e7c1d9a3b2f4e6d8c0a1',
  faxbox_name: 'Front Desk Fax',
  ...personSample,
};

const OUR_FAX_NUMBER = '+14155550109';

/** The sample of a received fax without its time fields. */
export const receivedSample = {
  id: '202611-7a0c2a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'Fax from Ann Lee (415-555-0134) for Jane Doe, 2 pages, Tue, Nov 24, 1:15 PM.',
  ...callerSample,
  to_number: OUR_FAX_NUMBER,
  to_name: null,
  ...customerSample,
  our_number: OUR_FAX_NUMBER,
  document: 'https://example.com/Fax-Ann-Lee-2026-11-24-13-15.pdf',
  ...sampleTail,
};

/** The parties in the sample of a sent fax. */
export const sentPartiesSample = {
  from_number: OUR_FAX_NUMBER,
  from_name: 'Brightwater Dental',
  to_number: callerSample.from_number,
  to_name: null,
  ...customerSample,
  customer: '415-555-0134',
  customer_name: null,
  our_number: OUR_FAX_NUMBER,
};

/** The sample of a sent fax without its time fields. */
export const sentSample = {
  id: '202611-8b1d3a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'Fax to 415-555-0134 was sent, 2 pages, Tue, Nov 24, 1:40 PM.',
  ...sentPartiesSample,
  document: 'https://example.com/Fax-14155550134-2026-11-24-13-40.pdf',
  job_id: '8b1d3a9be1d34c7f8a6b9c0d1e2f3a4b',
  ...sampleTail,
};
