/** Now, in ISO 8601 and whole seconds. */
export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;
