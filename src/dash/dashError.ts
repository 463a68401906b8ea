import type { AccountProblem, Answer } from './answer.ts';

/** How the error sentences of a request describe it. */
export type ErrorTexts = {
  /** Completes "Could not …". */
  purpose: string;
  /** The section of the API by its product name, for the accounts that do not have it. */
  section?: string;
  /** The labels of the input fields by Dash's names of the fields. */
  labels?: Record<string, string>;
  /** Whole sentences for statuses that mean something special for this request. */
  sentences?: Partial<Record<number, string>>;
  /** A whole sentence for answers whose body, and not the status alone, means something special for this request. */
  means?: (answer: Answer) => string | undefined;
  /** What to do when it isn't clear whether something that must not be done twice was done: a whole sentence. */
  unclear?: string;
};

/** A request that Dash refused or did not answer. It holds the answer, and so must not reach a log, core or a user. */
export class DashError extends Error {
  readonly answer: Answer;
  readonly ask: ErrorTexts;
  /** What is wrong with the account as a whole; then the request itself doesn't matter. */
  readonly accountProblem: AccountProblem | null;

  constructor(answer: Answer, ask: ErrorTexts, accountProblem: AccountProblem | null = null) {
    super(`Dash refused a request with status ${answer.status}.`);
    this.answer = answer;
    this.ask = ask;
    this.accountProblem = accountProblem;
  }
}
