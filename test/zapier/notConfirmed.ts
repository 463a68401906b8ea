/** The error when the answer to a change doesn't confirm it; `what` completes the sentence. */
export const notConfirmed = (what: string) => ({
  name: 'AppError',
  message: expect.stringContaining(
    `VirtualPBX didn't confirm ${what}. Check Dash before you run this step again.`,
  ) as string,
});
