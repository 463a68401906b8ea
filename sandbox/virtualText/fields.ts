/** Whether a field holds text. */
export const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

export const isE164 = (number: string): boolean => /^\+[1-9]\d{6,14}$/.test(number);

/** Now, in ISO 8601 and whole seconds. */
export const isoNow = (): string => `${new Date().toISOString().slice(0, 19)}Z`;
