import type { Failure } from '../../src/dash/failures.ts';

/** The errors of the app as the platform gets them: the sentence alone, nothing of the step's input. */
const alone = { doNotContextify: true };

export const halts = (sentence: string) => ({ ...alone, name: 'HaltedError', message: sentence });

export const expires = (sentence: string) => ({ ...alone, name: 'ExpiredAuthError', message: sentence });

export const fails = (sentence: string, status: number, code = 'VirtualPBX') => ({
  ...alone,
  name: 'AppError',
  message: JSON.stringify({ message: sentence, code, status }),
});

/** `delay` is in seconds. */
export const throttles = (sentence: string, delay = 10) => ({
  ...alone,
  name: 'ThrottledError',
  message: JSON.stringify({ message: sentence, delay }),
});

export const refreshes = {
  ...alone,
  name: 'RefreshAuthError',
  message: 'The VirtualPBX session has ended. Reconnect the account if this goes on.',
};

/** What follows from each kind of failure of a request to Dash. */
export const tells = ({ kind, status, sentence }: Failure): object =>
  ({
    stale: refreshes,
    halt: halts(sentence),
    throttle: throttles(sentence),
    fail: fails(sentence, status),
    account: halts(sentence),
  })[kind];
