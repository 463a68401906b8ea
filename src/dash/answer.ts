import { anyFields, isObject } from './schema.ts';

/** An HTTP answer with its body as text. `isTooLong`: the body was longer than the limit of its request, and is left out. */
export type HttpResponse = { status: number; text: string; isTooLong?: true };

/**
 * An answer of Dash. Without an `envelope`, its body is not a JSON object; `empty` when there is no body. `isTooLong`: the
 * body was longer than the limit of its request. Status 0: no answer came.
 */
export type Answer = { status: number; empty: boolean; envelope?: Record<string, unknown>; isTooLong?: true };

/** Parses an HTTP answer. Null stands for no answer. */
export const parseAnswer = (received: HttpResponse | null): Answer => {
  const { status, text, isTooLong } = received ?? { status: 0, text: '' };
  if (isTooLong) return { status, empty: true, isTooLong };
  const empty = text.trim() === '';
  try {
    const envelope: unknown = JSON.parse(text);
    return isObject(envelope) ? { status, empty, envelope } : { status, empty };
  } catch {
    return { status, empty };
  }
};

/** Whether an answer has the data that was requested; `isBare`: the data may come without an envelope around it. */
export const isSuccess = ({ status, envelope }: Answer, isBare = false): boolean =>
  status >= 200 &&
  status < 300 &&
  envelope !== undefined &&
  ('data' in envelope || isBare) &&
  envelope.status !== 'error' &&
  envelope.status !== 'fatal';

/**
 * Whether a 404 is for a part of the API that the phone system doesn't have, and not for an ID. Its message is `not_found`
 * (`api_resource:maybe_allow_method`, when no module has the method), or its body is empty when not even the beginning of
 * the path is known. The message for an unknown ID is `bad_identifier` or `bad identifier`.
 */
export const isMissingSection = ({ status, empty, envelope }: Answer): boolean =>
  status === 404 && (empty || envelope?.message === 'not_found');

/** Whether Dash doesn't know what was requested, or (410) no longer. */
export const isUnknown = (answer: Answer): boolean =>
  answer.status === 410 || (answer.status === 404 && !isMissingSection(answer));

/** What is wrong with the whole account, so that every request fails. */
export type AccountProblem = 'expired' | 'unknown';

/**
 * The problem of the account that an answer reports; null when there is none. For an expired account every answer is a 400,
 * even with a valid token (`cb_token_auth:is_account_expired`). For an account that is gone it is a 404 with the account's
 * ID as the cause, or with a message for a malformed ID (`api_resource:malformed_request`).
 */
export const accountProblem = ({ status, envelope }: Answer, accountId: string): AccountProblem | null => {
  const { account, cause, message } = anyFields(envelope?.data);
  if (status === 400 && isObject(account) && 'expired' in account) return 'expired';
  const isUnknown = cause === accountId || String(message).startsWith('invalid account_id');
  return status === 404 && isUnknown ? 'unknown' : null;
};

/** What Dash's validation says about one field of the document, by Dash's name of the field. */
export type FieldComplaint = { field: string; message: string };

/** The complaints of a 400: `{"uri": {"required": {"message": "…"}}}`, or `{"uri": {"forbidden": "…"}}`. */
export const fieldComplaints = ({ status, envelope }: Answer): FieldComplaint[] =>
  status !== 400
    ? []
    : Object.entries(anyFields(envelope?.data)).flatMap(([field, rules]) =>
        Object.values(anyFields(rules)).flatMap((rule) => {
          const message = isObject(rule) ? rule.message : rule;
          return typeof message === 'string' ? [{ field, message }] : [];
        }),
      );
