import { randomBytes } from 'node:crypto';

/** The response to a failed request, thrown by its handler. */
export class TextRefusal extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(`VirtualText answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** An error of the Textable-based API in its older form. */
export const refuseTextable = (status: number, errors: string[]): TextRefusal => new TextRefusal(status, { errors });

/** An error of the Textable-based API in its newer form; `reason` is for people. */
export const refuseTextableWithReason = (status: number, type: string, message: string, reason: string): TextRefusal =>
  new TextRefusal(status, { _errType: type, message, referenceCode: randomBytes(4).toString('hex'), reason });

/** An error of the newer API; `details` says by field what is wrong. */
export const refuseV1 = (
  status: number,
  code: string,
  message: string,
  details: Record<string, string> = {},
): TextRefusal => new TextRefusal(status, { error: { code, message, details } });
