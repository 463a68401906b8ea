import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import type { Dash, Query } from '../dash/client.ts';
import { parse, text } from '../dash/schema.ts';
import { createdBetween, HISTORY_MS } from '../dash/time.ts';
import { connect } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputList } from '../fields/inputValues.ts';
import { withSearchTimeout } from '../fields/searchWindow.ts';
import { fromLegs } from './recordedCall.ts';
import {
  recordingFields,
  recordingRecord,
  recordingSample,
  recordingStatus,
  type Recording,
  type RecordingRecord,
} from './recording.ts';
import { takeRecordings } from './recordingList.ts';

const inputFields = defineInputFields([
  {
    key: 'call',
    label: 'Call',
    type: 'string',
    required: true,
    dynamic: 'list_recent_calls.id.name',
    search: 'find_call.id',
    helpText: 'The call of an earlier step, or one of the last 24 hours. Calls of the last 31 days are found.',
  },
]);

const rowSchema = { id: text, call_id: text, interaction_id: text };

/**
 * The interaction of a call, for the recordings that were made of another leg than its first; rows of KAZOO 4.2 do not
 * tell it, their documents do.
 */
const interactionOf = async (dash: Dash, call: string, range: Query): Promise<string | null> => {
  const ask = { purpose: 'read the call', section: 'The call history' };
  // Dash filters each page by itself, so that the first ones may be empty.
  for await (const rows of dash.pages(['cdrs'], { ...ask, query: { ...range, filter_call_id: call } })) {
    const row = rows.map((one) => parse(rowSchema, one)).find(({ call_id }) => call_id === call);
    if (!row) continue;
    if (row.interaction_id !== null || row.id === null) return row.interaction_id;
    return parse(rowSchema, await dash.find(['cdrs', row.id], ask)).interaction_id;
  }
  return null;
};

const findRecordings = async (dash: Dash, call: string, now: Date): Promise<Recording[]> => {
  const window = { since: new Date(now.getTime() - HISTORY_MS), now, limit: 1 };
  const where = (filters: Query) => takeRecordings(dash, window, undefined, filters);
  const own = await where({ filter_call_id: call });
  if (own.length > 0) return own;
  const interaction = await interactionOf(dash, call, createdBetween(window.since, now));
  return interaction === null ? [] : where({ filter_interaction_id: interaction });
};

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordingRecord[]> => {
  const [call] = inputList(bundle.inputData.call);
  if (call === undefined) throw haltedError('Fill in Call: the call whose recording you want.');
  const connection = connect(z, bundle);
  const now = new Date();
  const found = await withSearchTimeout(findRecordings(connection.dash, call, now));
  return Promise.all(
    found.map(async (recording) => {
      const whole = await fromLegs(z, connection.dash, recording);
      return recordingRecord(whole, recordingStatus(whole, now), { z, ...connection });
    }),
  );
};

export const findRecording = {
  key: 'find_recording',
  noun: 'Recording',
  display: { label: 'Find Recording', description: 'Finds the recording of a call. Of several, the newest.' },
  operation: { inputFields, perform, outputFields: [...recordingFields], sample: recordingSample },
};
