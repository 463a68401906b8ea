import { randomBytes } from 'node:crypto';
import type { KazooVersion } from '../settings.ts';
import type { CdrDocument } from './output/cdrDocument.ts';

/** The formats of recordings with their content types. */
const formats = { mp3: 'audio/mpeg', wav: 'audio/x-wav' } as const;

type Format = keyof typeof formats;

/** How a call is recorded: which leg (by default the first), in which format, and Dash's reason. */
export type RecordingOptions = { leg?: string; hasAudio?: boolean; format?: Format; origin?: string };

/** The recording of a leg. Without `audio`, the file does not exist yet. */
export type Recording = ReturnType<typeof recordingDocumentOf> & { audio?: Uint8Array<ArrayBuffer> };

/** Turns `owner_id` into FreeSWITCH's `Owner-ID`. */
const asVariable = (key: string): string =>
  key
    .split('_')
    .map((word) => (word === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('-');

const variablesOf = (cdr: CdrDocument): Record<string, unknown> =>
  Object.fromEntries(Object.entries(cdr.custom_channel_vars).map(([key, value]) => [asVariable(key), value]));

/** Why a leg is recorded by a setting of the account or of a device. */
const originOf = ({ call_direction, custom_channel_vars }: CdrDocument): string => {
  const isFromOutside = custom_channel_vars.authorizing_type === 'resource';
  if (call_direction === 'outbound') return 'inbound from offnet to endpoint';
  return isFromOutside ? 'inbound from offnet to account' : 'outbound to offnet from endpoint';
};

/**
 * The document of a recording. The caller's leg is recorded by `kzc_recording:store_recording_meta`, which stores no
 * channel variables before 4.3; the leg to a phone by `kz_endpoint_recording`, which does.
 */
export const recordingDocumentOf = (
  kazoo: KazooVersion,
  cdr: CdrDocument,
  { format = 'mp3', origin = originOf(cdr) }: RecordingOptions,
) => {
  const key = randomBytes(16).toString('hex');
  const isOfPhone = cdr.call_direction === 'outbound';
  const duration = Number(cdr.billing_seconds);
  return {
    id: `${cdr.id.slice(0, 6)}-${key}`,
    call_id: cdr.call_id,
    cdr_id: cdr.id,
    interaction_id: cdr.interaction_id,
    caller_id_number: cdr.caller_id_number,
    caller_id_name: cdr.caller_id_name,
    callee_id_number: cdr.callee_id_number,
    callee_id_name: cdr.callee_id_name,
    content_type: formats[format],
    from: cdr.from,
    to: cdr.to,
    request: cdr.request,
    direction: cdr.call_direction,
    duration,
    duration_ms: duration * 1000,
    start: cdr.timestamp - duration,
    /** When the recording was stored, which sorts the list and is never shown. */
    timestamp: cdr.timestamp,
    name: `${key}.${format}`,
    description: `recording ${key}.${format}`,
    media_type: format,
    media_source: 'recorded',
    source_type: isOfPhone ? 'kz_endpoint_recording' : 'kzc_recording',
    origin,
    owner_id: cdr.custom_channel_vars.owner_id,
    custom_channel_vars: isOfPhone || kazoo === '4.3' ? variablesOf(cdr) : undefined,
  };
};
