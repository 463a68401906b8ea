import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication/authentication.ts';
import { addToken } from './authentication/token.ts';
import { blockNumber } from './blocklists/blockNumber.create.ts';
import { listBlocklists } from './blocklists/blocklists.dropdown.ts';
import { createBlocklist } from './blocklists/createBlocklist.create.ts';
import { deleteBlocklist } from './blocklists/deleteBlocklist.create.ts';
import { findBlockedNumber } from './blocklists/findBlockedNumber.search.ts';
import { findBlocklist, findOrCreateBlocklist } from './blocklists/findBlocklist.search.ts';
import { unblockNumber } from './blocklists/unblockNumber.create.ts';
import { updateBlocklist } from './blocklists/updateBlocklist.create.ts';
import { listAgents } from './callCenter/agents.dropdown.ts';
import { agentStatusChanged } from './callCenter/agentStatusChanged.trigger.ts';
import { findAgent } from './callCenter/findAgent.search.ts';
import { findQueue } from './callCenter/findQueue.search.ts';
import { newQueueCall } from './callCenter/newQueueCall.trigger.ts';
import { listQueues } from './callCenter/queues.dropdown.ts';
import { setAgentStatus } from './callCenter/setAgentStatus.create.ts';
import { setQueueLogin } from './callCenter/setQueueLogin.create.ts';
import { listCallflows } from './callflows/callflows.dropdown.ts';
import { callAnswered } from './calls/callAnswered.trigger.ts';
import { callEnded } from './calls/callEnded.trigger.ts';
import { callStarted } from './calls/callStarted.trigger.ts';
import { findCall } from './calls/findCall.search.ts';
import { findUnreturnedCall } from './calls/findUnreturnedCall.search.ts';
import { missedCall } from './calls/missedCall.trigger.ts';
import { newCallRecord } from './calls/newCallRecord.trigger.ts';
import { listRecentCalls } from './calls/recentCalls.dropdown.ts';
import { listActiveCalls } from './channels/activeCalls.dropdown.ts';
import { channelActions } from './channels/channelActions.create.ts';
import { findActiveCall } from './channels/findActiveCall.search.ts';
import { deviceOffline } from './devices/deviceOffline.trigger.ts';
import { deviceOnline } from './devices/deviceOnline.trigger.ts';
import { listDevices } from './devices/devices.dropdown.ts';
import { findDevice } from './devices/findDevice.search.ts';
import { restartDevice } from './devices/restartDevice.create.ts';
import { updateDevice } from './devices/updateDevice.create.ts';
import { listFaxboxes } from './faxes/faxboxes.dropdown.ts';
import { faxDocument } from './faxes/faxDocument.hydrator.ts';
import { faxFailed } from './faxes/faxFailed.trigger.ts';
import { faxSent } from './faxes/faxSent.trigger.ts';
import { newFax } from './faxes/newFax.trigger.ts';
import { sendFax } from './faxes/sendFax.create.ts';
import { listContacts } from './messaging/contacts.dropdown.ts';
import { createContact } from './messaging/createContact.create.ts';
import { findContact, findOrCreateContact } from './messaging/findContact.search.ts';
import { messageFile } from './messaging/messageFile.hydrator.ts';
import { newMessage } from './messaging/newMessage.trigger.ts';
import { sendMessage } from './messaging/sendMessage.create.ts';
import { listSchedules } from './officeHours/schedules.dropdown.ts';
import { setOfficeHours } from './officeHours/setOfficeHours.create.ts';
import { callParked } from './parking/callParked.trigger.ts';
import { listPhoneNumbers } from './phoneNumbers/phoneNumbers.dropdown.ts';
import { findPivotRequest } from './pivot/findPivotRequest.search.ts';
import { newPivotRequest } from './pivot/newPivotRequest.trigger.ts';
import { placeCall } from './quickcall/placeCall.create.ts';
import { deleteRecording } from './recordings/deleteRecording.create.ts';
import { findRecording } from './recordings/findRecording.search.ts';
import { newRecording } from './recordings/newRecording.trigger.ts';
import { recordingAudio } from './recordings/recordingAudio.hydrator.ts';
import { listRecordings } from './recordings/recordings.dropdown.ts';
import { findUser } from './users/findUser.search.ts';
import { updateCallHandling } from './users/updateCallHandling.create.ts';
import { listUsers } from './users/users.dropdown.ts';
import { findVoicemail } from './voicemail/findVoicemail.search.ts';
import { listMailboxes } from './voicemail/mailboxes.dropdown.ts';
import { newVoicemail } from './voicemail/newVoicemail.trigger.ts';
import { updateVoicemail } from './voicemail/updateVoicemail.create.ts';
import { voicemailAudio } from './voicemail/voicemailAudio.hydrator.ts';
import { dashEvent } from './webhooks/dashEvent.trigger.ts';
import { findDisabledWebhook } from './webhooks/findDisabledWebhook.search.ts';
import { reenableWebhooks } from './webhooks/reenableWebhooks.create.ts';
import { listWebhookEvents } from './webhooks/webhookEvents.dropdown.ts';
import { operationsWithOwnErrors } from './zapier/errorBoundary.ts';
import { voicemailBoxFull } from './voicemail/voicemailBoxFull.trigger.ts';
import { listVoicemails } from './voicemail/voicemails.dropdown.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion,
  flags: { cleanInputData: false },
  authentication,
  beforeRequest: [addToken],
  triggers: operationsWithOwnErrors({
    [newVoicemail.key]: newVoicemail,
    [voicemailBoxFull.key]: voicemailBoxFull,
    [missedCall.key]: missedCall,
    [callEnded.key]: callEnded,
    [callAnswered.key]: callAnswered,
    [callStarted.key]: callStarted,
    [callParked.key]: callParked,
    [newCallRecord.key]: newCallRecord,
    [newRecording.key]: newRecording,
    [newFax.key]: newFax,
    [faxSent.key]: faxSent,
    [faxFailed.key]: faxFailed,
    [deviceOffline.key]: deviceOffline,
    [deviceOnline.key]: deviceOnline,
    [agentStatusChanged.key]: agentStatusChanged,
    [newQueueCall.key]: newQueueCall,
    [newMessage.key]: newMessage,
    [dashEvent.key]: dashEvent,
    [newPivotRequest.key]: newPivotRequest,
    [listActiveCalls.key]: listActiveCalls,
    [listAgents.key]: listAgents,
    [listBlocklists.key]: listBlocklists,
    [listCallflows.key]: listCallflows,
    [listContacts.key]: listContacts,
    [listDevices.key]: listDevices,
    [listFaxboxes.key]: listFaxboxes,
    [listMailboxes.key]: listMailboxes,
    [listPhoneNumbers.key]: listPhoneNumbers,
    [listQueues.key]: listQueues,
    [listRecentCalls.key]: listRecentCalls,
    [listRecordings.key]: listRecordings,
    [listSchedules.key]: listSchedules,
    [listUsers.key]: listUsers,
    [listVoicemails.key]: listVoicemails,
    [listWebhookEvents.key]: listWebhookEvents,
  }),
  searches: operationsWithOwnErrors({
    [findActiveCall.key]: findActiveCall,
    [findAgent.key]: findAgent,
    [findBlockedNumber.key]: findBlockedNumber,
    [findBlocklist.key]: findBlocklist,
    [findCall.key]: findCall,
    [findContact.key]: findContact,
    [findDevice.key]: findDevice,
    [findDisabledWebhook.key]: findDisabledWebhook,
    [findQueue.key]: findQueue,
    [findPivotRequest.key]: findPivotRequest,
    [findRecording.key]: findRecording,
    [findUnreturnedCall.key]: findUnreturnedCall,
    [findUser.key]: findUser,
    [findVoicemail.key]: findVoicemail,
  }),
  creates: operationsWithOwnErrors({
    [blockNumber.key]: blockNumber,
    [createBlocklist.key]: createBlocklist,
    [createContact.key]: createContact,
    [deleteBlocklist.key]: deleteBlocklist,
    [deleteRecording.key]: deleteRecording,
    [placeCall.key]: placeCall,
    [reenableWebhooks.key]: reenableWebhooks,
    [restartDevice.key]: restartDevice,
    [setAgentStatus.key]: setAgentStatus,
    [sendFax.key]: sendFax,
    [sendMessage.key]: sendMessage,
    [setOfficeHours.key]: setOfficeHours,
    [setQueueLogin.key]: setQueueLogin,
    [unblockNumber.key]: unblockNumber,
    [updateBlocklist.key]: updateBlocklist,
    [updateCallHandling.key]: updateCallHandling,
    [updateDevice.key]: updateDevice,
    [updateVoicemail.key]: updateVoicemail,
    ...channelActions,
  }),
  searchOrCreates: {
    [findOrCreateBlocklist.key]: findOrCreateBlocklist,
    [findOrCreateContact.key]: findOrCreateContact,
  },
  hydrators: { faxDocument, messageFile, recordingAudio, voicemailAudio },
});
