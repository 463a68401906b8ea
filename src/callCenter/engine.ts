import type { Party } from '../fields/parties.ts';
import type { Context } from '../zapier/context.ts';
import type { QueueCallStatus } from './queueCallStatus.ts';
import type { WantedStatus } from './setStatus.ts';
import type { Status } from './status.ts';
import type { StatusChange } from './statusChange.ts';

/** An agent or a queue in a list. */
export type Entry = { id: string; name: string | null };

/** A queue right now. Waits in seconds; what the engine doesn't report is null. */
export type QueueState = {
  callsWaiting: number | null;
  longestWait: number | null;
  estimatedWait: number | null;
  agentsReady: number | null;
  agentsSignedIn: number | null;
};

/** A call in a queue at one of its statuses. Durations in seconds; what the engine doesn't report is null. */
export type QueueCall = {
  /** The dedupe key. */
  key: string;
  status: QueueCallStatus;
  queueId: string;
  callId: string | null;
  caller: Party;
  /** The agent who took the call. */
  agentId: string | null;
  enteredAt: Date | null;
  wait: number | null;
  talk: number | null;
};

/** What a step requests: a status, and for a pause its length in seconds and its reason. `pause` is null for anything else. */
export type StatusRequest = {
  status: WantedStatus;
  pause: { timeout: number; alias?: string } | null;
  /** The labels of the step's fields, by the engine's names for them, for error messages. */
  labels: Readonly<Record<string, string>>;
};

/** A request to log an agent in to a queue or out of it. */
export type QueueLogin = {
  agentId: string;
  queueId: string;
  action: string;
  purpose: string;
  labels: Readonly<Record<string, string>>;
};

/** What every engine offers to the operations. `purpose` completes "Could not …". */
export type Engine = {
  listAgents: (context: Context) => Promise<Entry[]>;
  listAgentIds: (context: Context, purpose: string) => Promise<ReadonlySet<string>>;
  listQueues: (context: Context, purpose: string) => Promise<Entry[]>;
  /** None or 1 request. Null when it can't be found. */
  findQueueName: (context: Context, queueId: string) => Promise<string | null>;
  loadQueueState: (context: Context, queueId: string) => Promise<QueueState>;
  /** The status of a listed agent; null when the engine doesn't report it. */
  findStatus: (context: Context, agentId: string) => Promise<Status | null>;
  /** Sets a status; returns the status before and the actual status afterwards. Null for a user who isn't an agent. */
  setStatus: (
    context: Context,
    agentId: string,
    request: StatusRequest,
  ) => Promise<{ previous: Status; status: Status } | null>;
  /** Whether a pause has a length and a reason. */
  hasPauses: boolean;
  /** Null where agents sign in to all queues at once. */
  queueLogin: {
    /** Null when there is no such queue. */
    findQueue: (context: Context, queueId: string, purpose: string) => Promise<{ name: string | null } | null>;
    request: (context: Context, login: QueueLogin) => Promise<void>;
  } | null;
  /** The changes of the last day that are known at `now` (milliseconds since 1970), newest first. */
  listStatusChanges: (context: Context, now: number) => Promise<StatusChange[]>;
  /** The calls of the last day at each of their statuses that are known at `now`, newest first. */
  listQueueCalls: (context: Context, now: number) => Promise<QueueCall[]>;
};
