import { isDeeperThan, isObject, MAX_DEPTH } from '../dash/schema.ts';

/** `apiKey` and `API-Key` as `api_key`. */
const snakeCase = (key: string): string =>
  key
    .normalize('NFKC')
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();

/** Names of values that give access, or belong to one, whether their words are written together or apart. */
const SECRET =
  /token|password|passwd|passphrase|passcode|pincode|pwd|secret(?!ar(?:y|ies|ial))|credential|(api|private|access|session|encryption)key|signature|cookie|authorization|sessionid|textableuser/;

/** Those that are part of harmless ones, too, as in `pinned_number`, and so must stand alone, but for a number behind them. */
const SECRET_WORD = new RegExp(
  [
    String.raw`(^|_)(pins?|otps?|totp|ha1|a1_hash|md5|sha1|jwt|nonce|psk|pw|cvv|cvc|passw\w*)_?\d*($|_)`,
    String.raw`(^|_)(pass|bearer)_?\d*$`,
    String.raw`(^|_)(user|admin|vm|voicemail|mailbox|sip|web|account|member|moderator|conference|queue|agent|caller|owner|access|door|login|auth|default|new|old|my)(pins?|pass)_?\d*($|_)`,
    String.raw`(^|_)(reset|recovery)_?(link|url|id|code)`,
    String.raw`(^|_)(access|auth|login|security|unlock|verification|recovery|backup|mfa|2fa|tfa|sms)_?codes?_?\d*$`,
    String.raw`(^|_)(security|secret|recovery)_?answers?_?\d*$`,
  ].join('|'),
);

/** Whether a value with this name gives access to something. */
const isSecret = (name: string): boolean => {
  const snake = snakeCase(name);
  const together = snake.replaceAll('_', '');
  return SECRET.test(together) || [snake, together].some((words) => SECRET_WORD.test(words));
};

/** A name by itself says little, but a bare key opens something. */
const isSecretKey = (name: string): boolean => isSecret(name) || snakeCase(name) === 'key';

/** What a call's two ends agreed on about sound, with their inner addresses. */
const SOUND = /(^|_)sdp($|_)/;

/** Which machine of the phone company did the work, and in which message it said so; each publication has others. */
const MACHINE =
  /^(node|server_id|cluster_id|app_name|app_version|msg_id|system_log_id|media_server|(free)?switch_\w+|media_(node|hostname|url)|\w+_node(name)?)$/;

/** Data that is private to the phone system or belongs to another app: webhooks keep their secrets in `custom_data`. */
const PRIVATE = /^(pvt_|custom_data$)/;

/** Whether a value leaves with its key. */
type IsTakenOut = (key: string, value: unknown) => boolean;

/** The ID of a caller's stay in Qubicle. In an address or a header, this name is that of a secret. */
const QUBICLE_SESSION = 'session_id';

const isSecretField = (key: string): boolean => key !== QUBICLE_SESSION && isSecretKey(key);

const isNoise: IsTakenOut = (key) => isSecretField(key) || [SOUND, MACHINE].some((names) => names.test(snakeCase(key)));

/** A boolean such as `require_pin` gives no access. */
const isPrivate: IsTakenOut = (key, value) =>
  PRIVATE.test(snakeCase(key)) || (isSecretField(key) && typeof value !== 'boolean');

/** What stands in a text where a secret was. */
const CUT = '…';

/** Who signs in at an address: `ann:pw@` of `https://ann:pw@example.com`. */
const USER_INFO = /(?<=:\/\/)[^\s/?#"'<>]*@/g;
/** The password of a SIP address; its user is a number. */
const SIP_PASSWORD = /\b(sips?:[^\s:@;]+):[^\s@,<>"']{0,200}@/gi;
/** `a=1&b=2` of an address, or by itself. */
const PARAMETERS = /(^|[\s?#])([^\s?#"'<>]+)/g;
/** `X-Auth-Token: abc`, a line of its own. */
const HEADER = /^([ \t]*([\w-]+)[ \t]*:)[^\r\n]+/gm;
/** A signed token, such as a session's, whatever its name, with what is written up to it. Each word is read once. */
const JSON_WEB_TOKEN = /(?<![\w-])[\w-]*\.eyJ[\w-]{5,}\.[\w-]*/g;
/** `"auth_token": "abc"` of JSON that is cut off, or has other text around it. */
const MEMBER = /("([^"\\]{1,100})"\s*:\s*)(?:"(?:[^"\\]|\\.)*"?|[^\s"{}[\],]+)/g;
/** `"pins": ["12", "34"]`, the same. */
const LIST_MEMBER = /("([^"\\]{1,100})"\s*:\s*)\[[^[\]{}]*\]?/g;
/** `password="abc"` of XML. */
const ATTRIBUTE = /(?<![\w.:-])(([\w.:-]+)\s*=\s*)(?:"[^"]*"?|'[^']*'?)/g;
/** `<password>abc</password>`. */
const ELEMENT = /(<([\w.:-]+)(?:\s[^<>]*)?>)[^<>]+/g;

/** The name as it reads where an address has it encoded. */
const decoded = (name: string): string => [...new URLSearchParams(`${name}=`).keys()].join('');

const isSecretParameter = (parameter: string): boolean => {
  const [, name] = /^[&;]?([\w%.+[\]~-]+)=./.exec(parameter) ?? [];
  return name !== undefined && isSecretKey(decoded(name));
};

const withoutSecretParameters = (whole: string, before: string, parameters: string): string => {
  const all = parameters.split(/(?=[&;])/);
  const kept = all.filter((parameter) => !isSecretParameter(parameter));
  if (kept.length === all.length) return whole;
  const rest = kept.join('').replace(/^[&;]/, '');
  return rest === '' ? before.replace(/[?#]/, '') : `${before}${rest}`;
};

/** A secret member with a cut text for its value, which is right in JSON; any other as it was. */
const withoutSecretMember = (member: string, start: string, name: string): string =>
  isSecretKey(name) ? `${start}"${CUT}"` : member;

/**
 * A text without secrets that are part of it: who signs in at an address, parameters, headers, members of JSON, attributes
 * and elements of XML.
 */
export const scrubText = (value: string): string =>
  value
    .replace(JSON_WEB_TOKEN, (words) => words.replace(/eyJ.*/, CUT))
    .replace(USER_INFO, '')
    .replace(SIP_PASSWORD, '$1@')
    .replace(PARAMETERS, withoutSecretParameters)
    .replace(HEADER, (line, start: string, name: string) => (isSecret(name) ? `${start} ${CUT}` : line))
    .replace(MEMBER, withoutSecretMember)
    .replace(LIST_MEMBER, withoutSecretMember)
    .replace(ATTRIBUTE, (attribute, start: string, name: string) => (isSecret(name) ? `${start}"${CUT}"` : attribute))
    .replace(ELEMENT, (element, start: string, name: string) => (isSecret(name) ? `${start}${CUT}` : element));

/** What a text holds that is JSON as a whole; undefined where it is none, or nested more than `levels` deep. */
const jsonIn = (text: string, levels: number): unknown => {
  if (!/^\s*["{[]/.test(text)) return undefined;
  try {
    const held = JSON.parse(text) as unknown;
    return isDeeperThan(held, levels) ? undefined : held;
  } catch {
    return undefined;
  }
};

const isSecretName = (name: unknown): boolean =>
  typeof name === 'string' && /^[\w.-]+$/.test(name) && isSecretKey(name);

const NAMES_OF_PAIRS = ['name', 'key', 'header', 'field'];

/** Whether a value stands in an object beside a name that is that of a secret: `{name: 'X-Auth-Token', value: …}`. */
const isValueOfSecret = (key: string, event: Readonly<Record<string, unknown>>): boolean =>
  snakeCase(key) === 'value' &&
  Object.entries(event).some(([other, name]) => NAMES_OF_PAIRS.includes(snakeCase(other)) && isSecretName(name));

/** A list without what follows the name of a secret where it is a pair: `['X-Auth-Token', …]`. */
const withoutSecretPair = (list: unknown[]): unknown[] =>
  list.length === 2 && isSecretName(list[0]) ? list.slice(0, 1) : list;

/** Takes out of a value, however deep, what `isTakenOut` says, and the secrets in its texts. It cuts off at `MAX_DEPTH`. */
const scrubber = (isTakenOut: IsTakenOut) => {
  /** A text that is JSON without the secrets in it, and as it was where there are none. */
  const scrubbedJson = (text: string, held: unknown, levels: number): string => {
    const scrubbedOne = JSON.stringify(scrubbedValue(held, levels));
    return scrubbedOne === JSON.stringify(held) ? text : scrubbedOne;
  };

  const scrubbedString = (value: string, levels: number): string => {
    const text = value.toWellFormed();
    const held = jsonIn(text, levels);
    return held === undefined ? scrubText(text) : scrubbedJson(text, held, levels);
  };

  const scrubbedObject = (object: Readonly<Record<string, unknown>>, levels = MAX_DEPTH): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([key, value]) => !isTakenOut(key, value) && !isValueOfSecret(key, object))
        .map(([key, value]) => [key, scrubbedValue(value, levels - 1)]),
    );

  const scrubbedValue = (value: unknown, levels = MAX_DEPTH): unknown => {
    if (typeof value === 'string') return scrubbedString(value, levels);
    if (levels === 0) return isDeeperThan(value, 0) ? CUT : value;
    if (Array.isArray(value)) return withoutSecretPair(value).map((part) => scrubbedValue(part, levels - 1));
    return isObject(value) ? scrubbedObject(value, levels) : value;
  };

  return { scrubbedObject, scrubbedValue };
};

/**
 * An event without secrets, sound descriptions and names of machines, however deep, and also where they are part of a
 * text: an address, a header, JSON. All else stays as Dash sent it.
 */
export const scrubEvent = scrubber(isNoise).scrubbedObject;

/**
 * What Dash has stored, without passwords, PINs, keys and tokens, however deep, and also where they are part of a text; and
 * without what is private to the phone system, and the custom data of webhooks. All else stays as Dash sent it.
 */
export const scrubSecrets = scrubber(isPrivate).scrubbedValue;
