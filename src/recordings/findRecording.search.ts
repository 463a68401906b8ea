import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { legOfRow, type Leg } from '../calls/leg.ts';
import type { Dash, Page, Query } from '../dash/client.ts';
import { createdBetween } from '../dash/time.ts';
import { connect } from '../zapier/connection.ts';
import { halted } from '../zapier/errors.ts';
import { chosen } from '../zapier/filters.ts';
import { withinSearchTime } from '../zapier/searchWindow.ts';
import {
  recordingFields,
  recordingRecord,
  recordingSample,
  recordingStatus,
  type Recording,
  type RecordingRecord,
} from './recording.ts';
import { takeRecordings } from './recordingList.ts';

const DAYS_31_MS = 31 * 24 * 3600 * 1000;

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

/** The interaction of a call, for the recordings that were made of another leg than its first. */
const interactionOf = async (dash: Dash, call: string, range: Query): Promise<string | null> => {
  const ask = { purpose: 'read the call', query: { ...range, filter_call_id: call } };
  // Dash filters each page by itself, so that the first ones may be empty.
  let page: Page = { rows: [] };
  let leg: Leg | null | undefined;
  do {
    page = await dash.page(['cdrs'], ask, page.next);
    leg = page.rows.map(legOfRow).find((one) => one?.callId === call);
  } while (!leg && page.next !== undefined);
  return leg?.interactionId ?? null;
};

const findRecordings = async (dash: Dash, call: string, now: Date): Promise<Recording[]> => {
  const window = { since: new Date(now.getTime() - DAYS_31_MS), now, most: 1 };
  const where = (filters: Query) => takeRecordings(dash, window, () => true, filters);
  const own = await where({ filter_call_id: call });
  if (own.length > 0) return own;
  const interaction = await interactionOf(dash, call, createdBetween(window.since, now));
  return interaction === null ? [] : where({ filter_interaction_id: interaction });
};

const perform = async (z: ZObject, bundle: Bundle): Promise<RecordingRecord[]> => {
  const [call] = chosen(bundle.inputData.call);
  if (call === undefined) throw halted('Fill in Call: the call whose recording you want.');
  const connection = connect(z, bundle);
  const now = new Date();
  const found = await withinSearchTime(findRecordings(connection.dash, call, now));
  return Promise.all(
    found.map((recording) => recordingRecord(recording, recordingStatus(recording, now), { z, ...connection })),
  );
};

export const findRecording = {
  key: 'find_recording',
  noun: 'Recording',
  display: { label: 'Find Recording', description: 'Finds the recording of a call. Of several, the newest.' },
  operation: { inputFields, perform, outputFields: [...recordingFields], sample: recordingSample },
};
