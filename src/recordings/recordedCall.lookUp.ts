import { assembleCall } from '../calls/assemble.ts';
import type { Call } from '../calls/call.ts';
import { finishedCalls } from '../calls/finishedCalls.ts';
import { legOf } from '../calls/legs/legOfDocument.ts';
import { isE164 } from '../calls/legs/outside.ts';
import { MINUTE_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import type { Recording } from './recording.record.ts';

/** What a recording takes over from its call. */
type CallDetails = Pick<Call, 'direction' | 'from' | 'to' | 'ownerId' | 'userIds'>;

/** The sides of a recording as its call has them, where those of the leg say less: the leg may not show our number. */
const sidesOf = ({ direction }: Recording, call: CallDetails): Partial<Recording> => {
  if (direction === null) return { direction: call.direction, from: call.from, to: call.to };
  const isShown = direction === 'outbound' && call.direction === 'outbound' && isE164(call.from.number);
  return isShown ? { from: call.from } : {};
};

/** A recording with what its call adds to it. */
const withCallDetails = (recording: Recording, call: CallDetails | null): Recording =>
  call === null
    ? recording
    : {
        ...recording,
        ...sidesOf(recording, call),
        ownerId: recording.ownerId ?? call.ownerId,
        userIds: recording.userIds ?? call.userIds,
      };

/** A recording is written when it ends, a little before or after its call. */
const MARGIN_MS = 5 * MINUTE_MS;

/**
 * Completes recordings from the calls of a time range. Pass them newest first: the call history is read once, and only
 * as far back as a recording needs. A recording whose call is not listed yet, or cannot be read, stays as it is.
 */
export const completeFromHistory = (
  context: Context,
  { since, now }: { since: Date; now: Date },
): ((recording: Recording) => Promise<Recording>) => {
  const calls = finishedCalls(context, new Date(since.getTime() - MARGIN_MS), now);
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

/** Completes a recording without the direction of its call: 1 request, none if it has one or while the call is cached. */
export const completeFromLegs = async (context: Context, recording: Recording): Promise<Recording> => {
  const { cdrId, direction } = recording;
  return direction === null && cdrId !== null ? withCallDetails(recording, await lookUp(context, cdrId)) : recording;
};
