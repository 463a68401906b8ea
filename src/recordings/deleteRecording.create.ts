import { defineInputFields } from 'zapier-platform-core';
import { create } from '../zapier/operation.ts';
import { completeFromLegs } from './recordedCall.lookUp.ts';
import { recordingFields, recordingRecord, recordingSample } from './recording.record.ts';
import { recordingToDelete, removeRecording } from './recordings.api.ts';

const inputFields = defineInputFields([
  {
    key: 'recording',
    label: 'Recording',
    type: 'string',
    required: true,
    dynamic: 'list_recordings.id.name',
    search: 'find_recording.id',
    helpText: 'Choose a recording, or map Recording ID from an earlier step such as New Recording or Find Recording.',
  },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText: 'This permanently deletes the recording and its audio.',
  },
]);

export const deleteRecording = create({
  key: 'delete_recording',
  noun: 'Recording',
  label: 'Delete Recording',
  description: 'Deletes a call recording permanently.',
  inputFields,
  perform: async (input, context) => {
    const { dash } = context;
    const [id = ''] = input.list('recording');
    const recording = await completeFromLegs(context, await recordingToDelete(dash, id));
    const record = await recordingRecord(recording, 'deleted', context);
    // Last, so that after an error the recording still exists when the step runs again.
    await removeRecording(dash, id);
    return record;
  },
  outputFields: recordingFields,
  sample: { ...recordingSample, recording: null, recording_status: 'deleted' },
});
