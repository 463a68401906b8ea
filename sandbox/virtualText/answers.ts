import { randomBytes } from 'node:crypto';

/** A failed answer, thrown. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(`VirtualText answers ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** A failure in the older envelope of the Textable-based API. */
export const refuse = (status: number, errors: string[]): Refusal => new Refusal(status, { errors });

/** A failure in the newer envelope of the Textable-based API; `reason` is for people. */
export const refuseNewly = (status: number, type: string, message: string, reason: string): Refusal =>
  new Refusal(status, { _errType: type, message, referenceCode: randomBytes(4).toString('hex'), reason });

/** A failure of the newer API; `details` say by field what is wrong. */
export const refuseV1 = (
  status: number,
  code: string,
  message: string,
  details: Record<string, string> = {},
): Refusal => new Refusal(status, { error: { code, message, details } });
