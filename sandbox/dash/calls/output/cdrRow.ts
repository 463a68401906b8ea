import { fromGregorian } from '../../company/gregorian.ts';
import { userPart } from './addresses.ts';
import { recordingsIn } from './cdrDocument.ts';
import type { KazooVersion } from '../../settings.ts';
import type { CdrDocument } from './cdrDocument.ts';

/** `2024-01-31 10:20:30`, in 4.2 `2024-01-31_10-20-30`. */
const dateTime = (moment: Date, version: KazooVersion): string => {
  const [date, time = ''] = moment.toISOString().slice(0, 19).split('T');
  return version === '4.2' ? `${date}_${time.replaceAll(':', '-')}` : `${date} ${time}`;
};

/** The dialed number of a leg, and the caller's; source: KAZOO, `cb_cdrs:dialed_number`, `calling_from`. */
const partiesOf = ({ call_direction, request, to, from_uri = '', caller_id_number }: CdrDocument) =>
  call_direction === 'inbound'
    ? { dialed_number: userPart(request), calling_from: caller_id_number ?? '' }
    : { dialed_number: userPart(to), calling_from: userPart(from_uri) };

/** Whose list the row of a whole call is in, which decides its direction. */
export type InteractionsOf = 'account' | 'user';

/** Source: KAZOO, `cb_cdrs:col_inception_direction`. */
const inceptionOf = ({ custom_channel_vars, call_direction }: CdrDocument, whose: InteractionsOf): string => {
  const isOurs = whose === 'user' ? call_direction === 'inbound' : custom_channel_vars.authorizing_id !== undefined;
  return isOurs ? 'origination' : 'termination';
};

type RowOptions = {
  /** Shifts only `datetime`, in seconds. KAZOO 4.2 has none. */
  utcOffset?: number;
  /** The row represents a whole call. */
  interactionsOf?: InteractionsOf;
};

const wholeRow = (document: CdrDocument, version: KazooVersion, { utcOffset = 0, interactionsOf }: RowOptions) => {
  const { custom_channel_vars: vars } = document;
  const timestamp = document.timestamp - Number(document.duration_seconds);
  const start = fromGregorian(timestamp);
  return {
    id: document.id,
    call_id: document.call_id,
    caller_id_number: document.caller_id_number ?? '',
    caller_id_name: document.caller_id_name ?? '',
    callee_id_number: document.callee_id_number ?? '',
    callee_id_name: document.callee_id_name ?? '',
    duration_seconds: document.duration_seconds,
    billing_seconds: document.billing_seconds,
    timestamp: String(timestamp),
    hangup_cause: document.hangup_cause,
    disposition: document.disposition ?? '',
    other_leg_call_id: document.other_leg_call_id ?? '',
    owner_id: vars.owner_id ?? '',
    to: document.to,
    from: document.from,
    direction: document.call_direction,
    request: document.request,
    authorizing_id: vars.authorizing_id === vars.account_id ? '' : (vars.authorizing_id ?? ''),
    cost: '0',
    ...partiesOf(document),
    datetime: dateTime(new Date(start.getTime() + 1000 * (version === '4.2' ? 0 : utcOffset)), version),
    unix_timestamp: String(start.getTime() / 1000),
    rfc_1036: start.toUTCString(),
    iso_8601: start.toISOString().slice(0, 10),
    iso_8601_combined: `${start.toISOString().slice(0, 19)}Z`,
    call_type: vars.account_billing ?? '',
    rate: '0.0',
    rate_name: '',
    bridge_id: vars.bridge_id ?? '',
    recording_url: '',
    media_recordings: recordingsIn(document),
    media_server: document.media_server,
    call_priority: '',
    interaction_id: document.interaction_id,
    inception_direction: interactionsOf && inceptionOf(document, interactionsOf),
  };
};

type Row = ReturnType<typeof wholeRow>;

type NewColumn = 'disposition' | 'iso_8601_combined' | 'interaction_id' | 'inception_direction';

export type CdrRow = Omit<Row, NewColumn> & Partial<Pick<Row, NewColumn>>;

/** A row with the columns of this version. */
export const shownBy = (version: KazooVersion, row: CdrRow): CdrRow => {
  const { disposition, iso_8601_combined, interaction_id, inception_direction, ...older } = row;
  return version === '4.2' ? older : row;
};

/**
 * A record in a list: unknown values are empty, and its time is the start of the leg, where the document has the end.
 * Source: KAZOO, `cb_cdrs:normalize_cdr`.
 */
export const cdrRowOf = (document: CdrDocument, version: KazooVersion = '4.3', how: RowOptions = {}): CdrRow =>
  shownBy(version, wholeRow(document, version, how));
