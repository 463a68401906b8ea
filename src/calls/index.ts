import { callAnswered } from './callAnswered.trigger.ts';
import { callEnded } from './callEnded.trigger.ts';
import { callNotReturned } from './callNotReturned.trigger.ts';
import { callStarted } from './callStarted.trigger.ts';
import { emergencyCall } from './emergencyCall.trigger.ts';
import { findCall } from './findCall.search.ts';
import { findUnreturnedCall } from './findUnreturnedCall.search.ts';
import { getCallReport } from './getCallReport.search.ts';
import { missedCall } from './missedCall.trigger.ts';
import { newCallRecord } from './newCallRecord.trigger.ts';
import { listRecentCalls } from './recentCalls.dropdown.ts';

export const calls = {
  triggers: [
    missedCall,
    callEnded,
    callAnswered,
    callStarted,
    emergencyCall,
    newCallRecord,
    callNotReturned,
    listRecentCalls,
  ],
  searches: [findCall, findUnreturnedCall, getCallReport],
};
