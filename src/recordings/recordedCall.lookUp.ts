import { assembleCall } from '../calls/assemble.ts';
import type { Call } from '../calls/call.ts';
import { finishedCalls } from '../calls/finishedCalls.ts';
import { legOf } from '../calls/legs/legOfDocument.ts';
import { isE164 } from '../calls/legs/outside.ts';
import { MINUTE_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import type { PollWindow } from '../zapier/pollCheckpoint.ts';
import type { Recording } from './recording.record.ts';

/** What a call adds to its recording. */
type CallDetails = Pick<Call, 'direction' | 'from' | 'to' | 'ownerId' | 'userIds'>;

/** The parties from the call, where the leg has less: the leg of an outgoing call may not show the company's number. */
const sidesOf = ({ direction }: Recording, call: CallDetails): Partial<Recording> => {
  if (direction === null) return { direction: call.direction, from: call.from, to: call.to };
  const isShown = direction === 'outbound' && call.direction === 'outbound' && isE164(call.from.number);
  return isShown ? { from: call.from } : {};
};

/** A recording with the details of its call. */
const withCallDetails = (recording: Recording, call: CallDetails | null): Recording =>
  call === null
    ? recording
    : {
        ...recording,
        ...sidesOf(recording, call),
        ownerId: recording.ownerId ?? call.ownerId,
        userIds: recording.userIds ?? call.userIds,
      };

/** A recording is written when it ends, shortly before or after its call ends. */
const MARGIN_MS = 5 * MINUTE_MS;

/**
 * Returns a function that completes recordings from the calls of a time range. Pass recordings newest first: the call
 * history is read once, and only as far back as needed. A recording whose call isn't listed yet, or can't be read, is
 * returned unchanged.
 */
export const completeFromHistory = (
  context: Context,
  { since, now, mostPages }: Pick<PollWindow, 'since' | 'now' | 'mostPages'>,
): ((recording: Recording) => Promise<Recording>) => {
  const calls = finishedCalls(context, new Date(since.getTime() - MARGIN_MS), now, mostPages);
  const known = new Map<string, Call>();
  const callOf = ({ id, callId }: Recording) => known.get(id) ?? known.get(String(callId)) ?? null;
  const readNext = async (): Promise<boolean> => {
    const step = await calls.next().catch(nullUnlessRetried);
    if (step === null || step.done === true) return false;
    for (const key of [step.value.id, ...step.value.recordingIds]) known.set(key, step.value);
    return true;
  };
  return async (recording) => {
    while (callOf(recording) === null && (await readNext()));
    return withCallDetails(recording, callOf(recording));
  };
};

const callOfLegs = (found: unknown): CallDetails | null =>
  assembleCall(
    (Array.isArray(found) ? found : []).map(legOf).filter((leg) => leg !== null),
    'records',
  );

const lookUp = cachedLookUp('call of the recording', (cdrId) => ['cdrs', 'legs', cdrId], callOfLegs);

/** Completes a recording that lacks the direction of its call: 1 request, or none while the call is cached. */
export const completeFromLegs = async (context: Context, recording: Recording): Promise<Recording> => {
  const { cdrId, direction } = recording;
  return direction === null && cdrId !== null ? withCallDetails(recording, await lookUp(context, cdrId)) : recording;
};
