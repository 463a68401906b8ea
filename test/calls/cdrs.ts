import { fromGregorian, toGregorian } from '../../src/dash/time.ts';
import { account, success } from '../support/dash.ts';
import { ago } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';

export type Row = Record<string, unknown> & { call_id: string; timestamp: string; duration_seconds: number };

/** How long ago a leg ended, and how long it lasted, in seconds. */
type Times = { ended: number; lasts?: number };

/** The row of a leg. */
const row = (call_id: string, { ended, lasts = 30 }: Times, said: object): Row => ({
  id: `202611-${call_id}`,
  call_id,
  duration_seconds: lasts,
  billing_seconds: 0,
  timestamp: String(toGregorian(ago(ended + lasts))),
  hangup_cause: 'ORIGINATOR_CANCEL',
  other_leg_call_id: '',
  owner_id: '',
  authorizing_id: '',
  caller_id_name: '',
  callee_id_number: '',
  callee_id_name: '',
  bridge_id: call_id,
  interaction_id: `63962764325-${call_id}`,
  media_recordings: [],
  ...said,
});

/** The row of the leg of someone outside who calls and gives up. */
export const inboundRow = (call_id: string, times: Times, said: object = {}): Row =>
  row(call_id, times, { direction: 'inbound', calling_from: CALLER, dialed_number: OUR_NUMBER, ...said });

/** The row of the leg of Bob, who calls a customer in vain. */
export const outboundRow = (call_id: string, times: Times, said: object = {}): Row =>
  row(call_id, times, {
    direction: 'inbound',
    owner_id: 'bob',
    authorizing_id: 'phone-of-bob',
    calling_from: '1003',
    caller_id_name: 'Bob Smith',
    dialed_number: CUSTOMER,
    ...said,
  });

/** The row of a phone that rings for the call with that first leg. */
export const phoneRow = (call_id: string, of: string, times: Times, said: object = {}): Row =>
  row(call_id, times, {
    direction: 'outbound',
    owner_id: 'jane',
    authorizing_id: 'phone-of-jane',
    calling_from: CALLER,
    dialed_number: 'user_jane',
    bridge_id: of,
    interaction_id: `63962764325-${of}`,
    ...said,
  });

/** The rows of a call from outside that Jane answers. */
export const answeredRows = (call_id: string, times: Times, said: object = {}): [Row, Row] => {
  const talk = { billing_seconds: (times.lasts ?? 30) - 5, hangup_cause: 'NORMAL_CLEARING' };
  const phone = `${call_id}-phone`;
  return [
    inboundRow(call_id, times, { ...talk, other_leg_call_id: phone, ...said }),
    phoneRow(phone, call_id, times, { ...talk, other_leg_call_id: call_id }),
  ];
};

/** As Dash lists rows: by the time when they were written. */
export const writtenAt = ({ timestamp, duration_seconds }: Row): number => Number(timestamp) + duration_seconds;

type Query = Record<string, string>;

const query = (uri: string): Query => Object.fromEntries(new URL(uri, 'https://dash.test').searchParams);

/** A page as Dash streams it: newest first, and all that follows the rows is text. */
const pageOf = (rows: readonly Row[], { created_from, created_to, page_size, start_key = '0' }: Query) => {
  const listed = rows
    .filter((one) => writtenAt(one) >= Number(created_from) && writtenAt(one) <= Number(created_to))
    .toSorted((a, b) => writtenAt(b) - writtenAt(a));
  const [start, end] = [Number(start_key), Number(start_key) + Number(page_size)];
  const page = listed.slice(start, end);
  return success(page, {
    page_size: String(page.length),
    ...(end < listed.length && { next_start_key: String(end) }),
  });
};

/** A Dash with these rows, or those that `rows` gives then. What it was asked is kept. */
export const archiveOf = (rows: readonly Row[] | (() => readonly Row[])): Query[] => {
  const asked: Query[] = [];
  account()
    .persist()
    .get('/cdrs')
    .query(true)
    .reply(200, (uri) => {
      const asking = query(uri);
      asked.push(asking);
      return pageOf(typeof rows === 'function' ? rows() : rows, asking);
    });
  return asked;
};

/** From when to when a query asks, in ISO 8601. */
export const windowOf = ({ created_from, created_to }: Query = {}): (string | undefined)[] =>
  [created_from, created_to].map((time) => fromGregorian(Number(time))?.toISOString());
