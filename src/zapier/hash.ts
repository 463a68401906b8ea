import { createHash } from 'node:crypto';

/** A text that identifies a value without revealing it: SHA-256, in hexadecimal digits. */
export const hash = (value: string): string => createHash('sha256').update(value).digest('hex');
