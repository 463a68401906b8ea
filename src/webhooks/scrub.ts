import { isObject } from '../dash/shape.ts';

/** `apiKey` and `API-Key` as `api_key`. */
const snakeCase = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** Whatever lets somebody in, or belongs to what does. */
const SECRET =
  /token|passw|pwd|secret|credential|api_?key|private_?key|signature|cookie|authorization|textable_user|(^|_)(pin|md5|sha1|jwt|nonce)($|_)|(reset|recovery)_?(link|url|id|code)/;

/** What a call's two ends agreed on about sound, with their inner addresses. */
const SOUND = /(^|_)sdp($|_)/;

/** Which machine of the phone company did the work, and in which message it said so; each publication has others. */
const MACHINE =
  /^(node|server_id|cluster_id|app_name|app_version|msg_id|system_log_id|media_server|(free)?switch_\w+|media_(node|hostname|url)|\w+_node(name)?)$/;

const isTakenOut = (key: string): boolean => [SECRET, SOUND, MACHINE].some((names) => names.test(snakeCase(key)));

const scrubbedValue = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(scrubbedValue);
  return isObject(value) ? scrubbed(value) : value;
};

/** An event without secrets, sound descriptions and names of machines, however deep; all else stays as Dash sent it. */
export const scrubbed = (event: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(event)
      .filter(([key]) => !isTakenOut(key))
      .map(([key, value]) => [key, scrubbedValue(value)]),
  );
