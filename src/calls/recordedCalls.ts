import { audioStatus, isFreshSince } from '../recordings/recordingStatus.ts';
import { findStoredAudio } from '../recordings/storedAudio.api.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import type { Call } from './call.ts';

/** The recording that a record has as a file. */
export const firstRecording = ({ recordingIds }: Pick<Call, 'recordingIds'>): string | null => recordingIds[0] ?? null;

const earliest = (calls: readonly Call[], now: Date): Date =>
  new Date(calls.reduce((first, { started }) => Math.min(first, Number(started ?? now)), Infinity));

/**
 * The same calls, each recorded one with the status of its audio: usually 1 request, none if no call was recorded. Without
 * that status if Dash does not list recordings.
 */
export const withAudioStatus = async (context: Context, calls: readonly Call[], now: Date): Promise<Call[]> => {
  const recorded = calls.filter((call) => firstRecording(call) !== null);
  if (recorded.length === 0) return [...calls];
  const ids = recorded.map((call) => String(firstRecording(call)));
  const window = { since: earliest(recorded, now), now };
  const stored = await findStoredAudio(context.dash, ids, window).catch(nullUnlessRetried);
  return calls.map((call) => {
    const id = firstRecording(call);
    if (id === null || stored === null) return call;
    return { ...call, recordingStatus: audioStatus(stored.has(id), call.ended, now) };
  });
};

/** Whether the audio of a recorded call may still be on its way. Half an hour after the call, it no longer counts as such. */
export const isWaitingForAudio = (call: Call, now: Date): boolean =>
  firstRecording(call) !== null && call.recordingStatus !== 'ready' && isFreshSince(call.ended, now);
