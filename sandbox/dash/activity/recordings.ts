import { addRecording } from '../calls/output/cdrDocument.ts';
import { recordingDocumentOf } from '../calls/recording.ts';
import { silence } from '../files/mp3.ts';
import { beep } from '../files/wav.ts';
import type { Recording, RecordingOptions } from '../calls/recording.ts';
import type { PlayedCall } from '../calls/timeline/playedCall.ts';
import type { State } from '../state.ts';

/** Adds a recording to one leg of a call that has ended. Without audio, the file does not exist yet. */
export const keepRecording = (
  { cdrs, recordings, settings }: State,
  { legs, script }: PlayedCall,
  { leg = script.legs[0]?.leg ?? 'A', hasAudio = true, ...what }: RecordingOptions = {},
): Recording => {
  const cdr = [...cdrs.byId.values()].find(({ call_id }) => call_id === legs[leg]);
  if (!cdr) throw new Error(`There is no record of leg ${leg} (yet)`);
  const recording: Recording = recordingDocumentOf(settings.kazoo, cdr, what);
  const seconds = Math.min(recording.duration, 5);
  if (hasAudio) recording.audio = recording.media_type === 'wav' ? beep(seconds) : silence(seconds);
  recordings.push(recording);
  addRecording(cdr, recording.id, settings.kazoo);
  return recording;
};
