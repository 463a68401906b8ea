import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputList } from '../fields/inputValues.ts';
import { fromLegs } from './recordedCall.ts';
import {
  parseRecording,
  recordingFields,
  recordingRecord,
  recordingSample,
  type RecordingRecord,
} from './recording.ts';
import { wording } from './recordingList.ts';

const UNKNOWN = 'There is no such recording, or it is deleted already. Choose it again in Recording.';

const inputFields = defineInputFields([
  {
    key: 'recording',
    label: 'Recording',
    type: 'string',
    required: true,
    dynamic: 'list_recordings.id.name',
    search: 'find_recording.id',
  },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText: 'This deletes the recording and its audio for good. It cannot be undone.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordingRecord> => {
  const [id = ''] = inputList(bundle.inputData.recording);
  const { dash, timeZone } = connect(z, bundle);
  const ask = { ...wording, purpose: 'delete the recording' };
  const recording = parseRecording(await dash.find(['recordings', id], ask));
  if (!recording) throw haltedError(UNKNOWN);
  const record = await recordingRecord(await fromLegs(z, dash, recording), 'deleted', { z, dash, timeZone });
  // Last, so that nothing which goes wrong on the way makes Zapier ask for what is gone.
  if (!(await dash.delete(['recordings', id], ask))) throw haltedError(UNKNOWN);
  return record;
};

export const deleteRecording = {
  key: 'delete_recording',
  noun: 'Recording',
  display: { label: 'Delete Recording', description: 'Deletes the recording of a call for good.' },
  operation: {
    inputFields,
    perform,
    outputFields: [...recordingFields],
    sample: { ...recordingSample, recording: null, recording_status: 'deleted' },
  },
};
