import type { Bundle, ZObject } from 'zapier-platform-core';
import { HISTORY_MS } from '../dash/time.ts';
import { connect } from '../zapier/context.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { recordingSummary } from './recording.ts';
import { takeRecordings } from './recordingList.ts';

const MOST_CHOICES = 100;

/** The newest recordings, newest first: nobody looks for one by the alphabet. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const { dash, timeZone } = connect(z, bundle);
  const now = new Date();
  const window = { since: new Date(now.getTime() - HISTORY_MS), now, limit: MOST_CHOICES };
  const recordings = await takeRecordings(dash, window);
  return recordings.map((recording) => ({ id: recording.id, name: recordingSummary(recording, timeZone) }));
};

export const listRecordings = {
  key: 'list_recordings',
  noun: 'Recording',
  display: { label: 'Recording List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
