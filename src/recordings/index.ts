import { deleteRecording } from './deleteRecording.create.ts';
import { findRecording } from './findRecording.search.ts';
import { newRecording } from './newRecording.trigger.ts';
import { recordingAudio } from './recordingAudio.hydrator.ts';
import { listRecordings } from './recordings.dropdown.ts';

export const recordings = {
  triggers: [newRecording, listRecordings],
  searches: [findRecording],
  creates: [deleteRecording],
  hydrators: { recordingAudio },
};
