import type { ExpectedCall } from '../../sandbox/dash/cases/expectedCalls.ts';

/** Something that happened at the office, as people see it. Times are ISO 8601 in UTC; callers have names of their own. */
export type Happened =
  | { kind: 'call'; call: ExpectedCall }
  | { kind: 'voicemail'; id: string; mailbox: string; seconds: number; isTranscribed: boolean }
  | { kind: 'full mailbox'; mailbox: string }
  | { kind: 'device'; id: string; isOnline: boolean; at: string }
  | { kind: 'joined'; caller: string; queueId: string }
  | { kind: 'left'; caller: string; queueId: string; reason: 'answered' | 'abandoned' | 'timed_out' }
  | { kind: 'agent'; id: string; status: 'signed_out' | 'away' | 'ready'; at: string };
