import { defineInputFields } from 'zapier-platform-core';
import { recordedCallSample } from './call.record.ts';
import type { VerdictOf } from './callChoice.ts';
import { callOfFirstLeg } from './callInProgress.ts';
import {
  allOf,
  callFilterFields,
  finishedCallFilterFields,
  onlyInbound,
  parseCallFilters,
  filterVerdict,
} from './callFilters.ts';
import { endedCallTrigger } from './endedCallTrigger.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';

const { direction, outcomes } = callFilterFields;
const { system_answered, minimum_talk_seconds } = endingFilterFields;

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      'Runs right after the call. Only interested in missed calls? Use New Missed Call. For a log that misses no call, use New Call in Call History.',
  },
  direction,
  outcomes,
  ...finishedCallFilterFields,
  system_answered,
  minimum_talk_seconds,
]);

const verdictOf: VerdictOf = (call, input) =>
  allOf([endingVerdict(call, input), filterVerdict(call, parseCallFilters(input))]);

export const callEnded = endedCallTrigger({
  key: 'call_ended',
  label: 'Call Ended',
  description: 'Triggers when a call ends, answered or not.',
  modifiers: onlyInbound,
  inputFields,
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    // If the event has no duration, the records have it.
    const unknown = event.duration_seconds > 0 ? {} : { talk: null, total: null };
    return call !== null && verdictOf({ ...call, ...unknown }, input);
  },
  verdictOf,
  sample: recordedCallSample,
});
