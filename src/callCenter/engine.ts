import type { Party } from '../fields/parties.ts';
import type { Context } from '../zapier/context.ts';
import type { QueueCallStatus } from './queueCallStatus.ts';
import type { WantedStatus } from './setStatus.ts';
import type { Status } from './status.ts';
import type { StatusChange } from './statusChange.ts';

/** An agent or a queue in a list. */
export type Entry = { id: string; name: string | null };

/** A queue now. Waits in seconds; what the engine doesn't say is null. */
export type QueueState = {
  callsWaiting: number | null;
  longestWait: number | null;
  estimatedWait: number | null;
  agentsReady: number | null;
  agentsSignedIn: number | null;
};

/** A call in a queue at one of its statuses. Durations in seconds; what the engine doesn't say is null. */
export type QueueCall = {
  /** The dedupe key. */
  key: string;
  status: QueueCallStatus;
  queueId: string;
  callId: string | null;
  caller: Party;
  /** Who took the call. */
  agentId: string | null;
  enteredAt: Date | null;
  wait: number | null;
  talk: number | null;
};

/** What a step asks for: a status, and for a pause its length in seconds and its reason; null when it is none. */
export type StatusRequest = {
  status: WantedStatus;
  pause: { timeout: number; alias?: string } | null;
  /** The labels of the step's fields by the engine's names, for complaints. */
  labels: Readonly<Record<string, string>>;
};

/** Which agent an action logs in to which queue, or out of it. */
export type QueueLogin = {
  agentId: string;
  queueId: string;
  action: string;
  purpose: string;
  labels: Readonly<Record<string, string>>;
};

/** The software that runs a call center, as the operations see it. `purpose` completes "Could not …". */
export type Engine = {
  listAgents: (context: Context) => Promise<Entry[]>;
  listAgentIds: (context: Context, purpose: string) => Promise<ReadonlySet<string>>;
  listQueues: (context: Context, purpose: string) => Promise<Entry[]>;
  /** None or 1 request. Null when it can't be found out. */
  findQueueName: (context: Context, queueId: string) => Promise<string | null>;
  loadQueueState: (context: Context, queueId: string) => Promise<QueueState>;
  /** The status of an agent of the list; null when the engine doesn't say. */
  findStatus: (context: Context, agentId: string) => Promise<Status | null>;
  /** Sets a status and returns the one before and the one that is true afterwards; null for a user who is no agent. */
  setStatus: (
    context: Context,
    agentId: string,
    request: StatusRequest,
  ) => Promise<{ previous: Status; status: Status } | null>;
  /** Whether a pause has a length and a reason. */
  hasPauses: boolean;
  /** Null where an agent signs in to all queues at once. */
  queueLogin: {
    /** Null when there is no such queue. */
    findQueue: (context: Context, queueId: string, purpose: string) => Promise<{ name: string | null } | null>;
    request: (context: Context, login: QueueLogin) => Promise<void>;
  } | null;
  /** The changes of the last day as far as they are known at `now`, newest first. */
  listStatusChanges: (context: Context, now: number) => Promise<StatusChange[]>;
  /** The calls of the last day at each of their statuses, as far as they are known at `now`, newest first. */
  listQueueCalls: (context: Context, now: number) => Promise<QueueCall[]>;
};
