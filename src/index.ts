import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication/authentication.ts';
import { addToken } from './authentication/token.ts';
import { callAnswered } from './calls/callAnswered.trigger.ts';
import { callEnded } from './calls/callEnded.trigger.ts';
import { callStarted } from './calls/callStarted.trigger.ts';
import { findCall } from './calls/findCall.search.ts';
import { findUnreturnedCall } from './calls/findUnreturnedCall.search.ts';
import { missedCall } from './calls/missedCall.trigger.ts';
import { newCallRecord } from './calls/newCallRecord.trigger.ts';
import { listRecentCalls } from './calls/recentCalls.dropdown.ts';
import { listPhoneNumbers } from './phoneNumbers/phoneNumbers.dropdown.ts';
import { deleteRecording } from './recordings/deleteRecording.create.ts';
import { findRecording } from './recordings/findRecording.search.ts';
import { newRecording } from './recordings/newRecording.trigger.ts';
import { recordingAudio } from './recordings/recordingAudio.hydrator.ts';
import { listRecordings } from './recordings/recordings.dropdown.ts';
import { findUser } from './users/findUser.search.ts';
import { listUsers } from './users/users.dropdown.ts';
import { listMailboxes } from './voicemail/mailboxes.dropdown.ts';
import { newVoicemail } from './voicemail/newVoicemail.trigger.ts';
import { voicemailAudio } from './voicemail/voicemailAudio.hydrator.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion,
  flags: { cleanInputData: false },
  authentication,
  beforeRequest: [addToken],
  triggers: {
    [newVoicemail.key]: newVoicemail,
    [missedCall.key]: missedCall,
    [callEnded.key]: callEnded,
    [callAnswered.key]: callAnswered,
    [callStarted.key]: callStarted,
    [newCallRecord.key]: newCallRecord,
    [newRecording.key]: newRecording,
    [listMailboxes.key]: listMailboxes,
    [listPhoneNumbers.key]: listPhoneNumbers,
    [listRecentCalls.key]: listRecentCalls,
    [listRecordings.key]: listRecordings,
    [listUsers.key]: listUsers,
  },
  searches: {
    [findCall.key]: findCall,
    [findRecording.key]: findRecording,
    [findUnreturnedCall.key]: findUnreturnedCall,
    [findUser.key]: findUser,
  },
  creates: {
    [deleteRecording.key]: deleteRecording,
  },
  hydrators: { recordingAudio, voicemailAudio },
});
