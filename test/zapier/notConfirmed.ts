/** What is told where the answer to a change does not show it; `what` completes the sentence. */
export const notConfirmed = (what: string) => ({
  name: 'AppError',
  message: expect.stringContaining(
    `VirtualPBX did not confirm ${what}. Look in Dash whether it is changed before you run the step again.`,
  ) as string,
});
