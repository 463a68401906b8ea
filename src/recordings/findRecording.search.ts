import { defineInputFields } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import type { Query } from '../dash/http.ts';
import { collect } from '../dash/collect.ts';
import { parse, text } from '../dash/schema.ts';
import { createdBetween, RETENTION_MS } from '../dash/time.ts';
import { CHOOSE_RECENT_CALL, withSearchTimeout } from '../fields/searchWindow.ts';
import { haltedError } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import { completeFromLegs } from './recordedCall.lookUp.ts';
import {
  recordingFields,
  recordingRecord,
  recordingSample,
  recordingStatus,
  type Recording,
} from './recording.record.ts';
import { newestRecordings } from './recordings.api.ts';

const inputFields = defineInputFields([
  {
    key: 'call',
    label: 'Call',
    type: 'string',
    required: true,
    dynamic: 'list_recent_calls.id.name',
    search: 'find_call.id',
    helpText: 'Choose a call from the last 24 hours, or map Call ID from an earlier step (up to 31 days old).',
  },
]);

const rowSchema = { id: text, call_id: text, interaction_id: text };

/**
 * The interaction ID of a call, which finds recordings of legs other than the first. In KAZOO 4.2, rows lack it and
 * documents have it. Null if it is unknown.
 */
const interactionOf = async (dash: Dash, call: string, range: Query): Promise<string | null> => {
  const ask = { purpose: 'read the call', section: 'The call history' };
  // Dash filters each page on its own, so the first pages may be empty.
  const pages = dash.pages(['cdrs'], { ...ask, query: { ...range, filter_call_id: call } });
  const [row] = await collect(pages, 1, (value) => {
    const leg = parse(rowSchema, value);
    return leg.call_id === call ? [leg] : [];
  });
  if (row === undefined) return null;
  if (row.interaction_id !== null || row.id === null) return row.interaction_id;
  return parse(rowSchema, await dash.find(['cdrs', row.id], ask)).interaction_id;
};

const recordingsOfCall = async (dash: Dash, call: string, now: Date): Promise<Recording[]> => {
  const window = { since: new Date(now.getTime() - RETENTION_MS), now, limit: 1 };
  const newestWith = (filters: Query) => newestRecordings(dash, window, undefined, filters);
  const ofFirstLeg = await newestWith({ filter_call_id: call });
  if (ofFirstLeg.length > 0) return ofFirstLeg;
  const interaction = await interactionOf(dash, call, createdBetween(window.since, now));
  return interaction === null ? [] : newestWith({ filter_interaction_id: interaction });
};

export const findRecording = search({
  key: 'find_recording',
  noun: 'Recording',
  label: 'Find Recording',
  description: 'Finds the recording of a call.',
  inputFields,
  perform: async (input, context) => {
    const [call] = input.list('call');
    if (call === undefined) throw haltedError('Call is empty. Choose a call, or map Call ID from an earlier step.');
    const now = new Date();
    const found = await withSearchTimeout(recordingsOfCall(context.dash, call, now), CHOOSE_RECENT_CALL);
    return Promise.all(
      found.map(async (recording) => {
        const complete = await completeFromLegs(context, recording);
        return recordingRecord(complete, recordingStatus(complete, now), context);
      }),
    );
  },
  outputFields: recordingFields,
  sample: recordingSample,
});
