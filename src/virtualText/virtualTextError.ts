import type { ErrorTexts } from '../dash/dashError.ts';

/** How an operation describes its request to VirtualText. */
export type VirtualTextAsk = Pick<ErrorTexts, 'purpose' | 'sentences' | 'unclear'> & {
  /** The statuses of refusals that count as a success here. */
  enough?: readonly number[];
};

/** A request that VirtualText refused or did not answer. */
export class VirtualTextError extends Error {
  readonly status: number;
  readonly isJson: boolean;
  /** The reason in VirtualText's answer, without secrets. */
  readonly reason: string | null;
  readonly ask: VirtualTextAsk;

  constructor(answer: { status: number; isJson: boolean; reason: string | null }, ask: VirtualTextAsk) {
    super(`VirtualText refused a request with status ${answer.status}.`);
    this.status = answer.status;
    this.isJson = answer.isJson;
    this.reason = answer.reason;
    this.ask = ask;
  }
}
