import type { ZObject } from 'zapier-platform-core';
import { assembleCall, type Call } from '../calls/assemble.ts';
import { finishedCalls } from '../calls/callRecords.ts';
import { legOf } from '../calls/leg.ts';
import type { Dash } from '../dash/client.ts';
import { nullUnlessRetried } from '../zapier/context.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import type { Recording } from './recording.ts';

/** What a recording gets from its call. */
type Behind = Pick<Call, 'direction' | 'from' | 'to' | 'ownerId' | 'userIds'>;

/** A recording with what its call tells beyond it. */
const withBehind = (recording: Recording, call: Behind | null): Recording =>
  call === null
    ? recording
    : {
        ...recording,
        ...(recording.direction === null && { direction: call.direction, from: call.from, to: call.to }),
        ownerId: recording.ownerId ?? call.ownerId,
        userIds: recording.userIds ?? call.userIds,
      };

/** A recording is written when it ends, a little before or after its call. */
const MARGIN_MS = 5 * 60 * 1000;

/**
 * Completes recordings from the calls of a time, newest first: the call history is read once, and only as far back as
 * a recording wants. One whose call is not there (yet), or cannot be read, stays as it is.
 */
export const fromCallHistory = (
  context: Pick<Context, 'z' | 'dash'>,
  { since, now }: { since: Date; now: Date },
): ((recording: Recording) => Promise<Recording>) => {
  const calls = finishedCalls(context, new Date(since.getTime() - MARGIN_MS), now);
  const known = new Map<string, Call>();
  const callOf = ({ id, callId }: Recording) => known.get(id) ?? known.get(String(callId)) ?? null;
  const readOn = async (): Promise<boolean> => {
    const step = await calls.next().catch(nullUnlessRetried);
    if (step === null || step.done === true) return false;
    for (const key of [step.value.id, ...step.value.recordingIds]) known.set(key, step.value);
    return true;
  };
  return async (recording) => {
    while (callOf(recording) === null && (await readOn()));
    return withBehind(recording, callOf(recording));
  };
};

const callOfLegs = (found: unknown): Behind | null =>
  assembleCall(
    (Array.isArray(found) ? found : []).map(legOf).filter((leg) => leg !== null),
    'records',
  );

const lookUp = cachedLookUp('call of the recording', (cdrId) => ['cdrs', 'legs', cdrId], callOfLegs);

/** Completes one recording that does not tell the direction of its call: 1 request, none where it does or while cached. */
export const fromLegs = async (z: ZObject, dash: Dash, recording: Recording): Promise<Recording> => {
  const { cdrId, direction } = recording;
  return direction === null && cdrId !== null ? withBehind(recording, await lookUp(z, dash, cdrId)) : recording;
};
