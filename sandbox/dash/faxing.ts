import { randomBytes } from 'node:crypto';
import { oneOf } from './answers.ts';
import { notification, publish } from './deliveries.ts';
import { newFaxId } from './faxes.ts';
import { gregorian } from './gregorian.ts';
import { pdf } from './pdf.ts';
import type { Faxbox } from './company.ts';
import type { DashEvent } from './deliveries.ts';
import type { Fax } from './faxes.ts';
import type { State } from './state.ts';

/** A fax that comes in: `faxbox` is the name of the box. With `ok` false it breaks off. */
export type IncomingFax = {
  faxbox: string;
  callerNumber: string;
  callerName?: string;
  pages?: number;
  at?: Date;
  ok?: boolean;
};

/** A fax, and the event that told of it, where one did. */
export type FinishedFax = Fax & { event?: DashEvent };

const BROKEN_OFF = 'The call dropped prematurely';

const resultOf = (ok: boolean, pages: number) => ({
  success: ok,
  result_text: ok ? 'OK' : BROKEN_OFF,
  total_pages: pages,
  transferred_pages: ok ? pages : 0,
});

/** What the notification of a fax tells. Unlike in the document, numbers are texts. */
const detailsOf = (fax: Fax, ok: boolean, pages: number) => ({
  call_id: `${randomBytes(8).toString('hex')}@10.126.0.9`,
  caller_id_name: fax.from_name,
  caller_id_number: fax.from_number,
  callee_id_name: fax.to_name,
  callee_id_number: fax.to_number,
  fax_id: fax.id,
  faxbox_id: fax.faxbox_id,
  owner_id: fax.owner_id,
  fax_timestamp: fax.timestamp,
  fax_info: {
    fax_result_code: ok ? '0' : '49',
    fax_result_text: ok ? 'OK' : BROKEN_OFF,
    fax_success: ok,
    fax_total_pages: String(pages),
    fax_transferred_pages: String(ok ? pages : 0),
    fax_timezone: 'America/Los_Angeles',
  },
  fax_error: ok ? undefined : BROKEN_OFF,
});

const boxCalled = (faxboxes: Faxbox[], name: string): Faxbox => {
  const box = faxboxes.find((one) => one.name === name);
  if (!box) throw new Error(`The company has no fax box ${name}`);
  return box;
};

/**
 * Receives a fax into a box. Webhooks are told, and all deliveries are done when it resolves, only of one that broke
 * off: what VirtualPBX offers has no event for the others.
 */
export const receiveFax = async (
  state: State,
  { faxbox, callerNumber, callerName, pages = 1, at = new Date(), ok = true }: IncomingFax,
): Promise<FinishedFax> => {
  const { company } = state;
  const box = boxCalled(company.faxboxes, faxbox);
  const fax: Fax = {
    id: newFaxId(at),
    folder: 'inbox',
    status: ok ? 'completed' : 'failed',
    timestamp: gregorian(at),
    from_number: callerNumber,
    ...(callerName === undefined ? {} : { from_name: callerName }),
    to_number: box.caller_id,
    faxbox_id: box.id,
    ...(box.owner_id === undefined ? {} : { owner_id: box.owner_id }),
    rx_result: resultOf(ok, pages),
    ...(ok ? { file: pdf(`A fax from ${callerNumber}`) } : {}),
  };
  company.faxes.push(fax);
  if (ok) return fax;
  const event = notification(company, 'inbound_fax_error', detailsOf(fax, ok, pages));
  await publish(state, event);
  return { ...fax, event };
};

/** Sends a fax of the queue, or fails to, and tells every webhook that wants to know; resolves when all deliveries are done. */
export const finishFax = async (state: State, jobId: string, ok: boolean): Promise<FinishedFax> => {
  const { company } = state;
  const fax = oneOf(company.faxes, jobId);
  fax.folder = 'outbox';
  fax.status = ok ? 'completed' : 'failed';
  fax.timestamp = gregorian(new Date());
  fax.tx_result = resultOf(ok, 1);
  fax.file = pdf(`A fax to ${fax.to_number}`);
  const event = notification(company, ok ? 'outbound_fax' : 'outbound_fax_error', {
    ...detailsOf(fax, ok, 1),
    fax_jobid: jobId,
  });
  await publish(state, event);
  return { ...fax, event };
};
