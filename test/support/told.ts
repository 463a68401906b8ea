/** The errors of the app as the platform gets them: only the message, without the step's input. */
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
  message: 'Your VirtualPBX session ended. If this keeps happening, reconnect your VirtualPBX account.',
};
