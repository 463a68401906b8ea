import { changeAccount, getAccount, replaceAccount } from './account.ts';
import {
  changeBlacklist,
  createBlacklist,
  deleteBlacklist,
  getBlacklist,
  listBlacklists,
  replaceBlacklist,
} from './blacklists.ts';
import {
  changeAgentStatus,
  changeQueuesOfAgent,
  getAgentStatus,
  getQueue,
  getQueuesOfAgent,
  getQueueStatistics,
  listAgents,
  listAgentStatuses,
  listQueues,
} from './callCenter.ts';
import { getCallflow, listCallflows } from './callflows.ts';
import { actOnChannel, getChannel, listChannels, listChannelsOfDevice, listChannelsOfUser } from './channels.ts';
import { getCdr, listCdrs, listCdrsOfUser, listInteractions, listInteractionsOfUser, listLegs } from './cdrs.ts';
import {
  changeDevice,
  getDevice,
  listDevices,
  listDevicesOfUser,
  listRegisteredDevices,
  replaceDevice,
  syncDevice,
} from './devices.ts';
import { quickcallOfDevice, quickcallOfUser } from './quickcall.ts';
import { getFaxbox, listFaxboxes } from './faxboxes.ts';
import {
  getFaxToSend,
  getReceivedFax,
  getReceivedPages,
  getSentFax,
  getSentPages,
  listInbox,
  listOutbox,
  orderFax,
} from './faxes.ts';
import { listParkedCalls } from './parking.ts';
import { getPivotRequest, listPivotRequests } from './pivot.ts';
import { deleteRecording, getRecording, listRecordings } from './recordings.ts';
import { listPhoneNumbers } from './phoneNumbers.ts';
import { loginWithApiKey, loginWithPassword } from './sessions.ts';
import { changeTemporalRule, getTemporalRule, listTemporalRules } from './temporalRules.ts';
import { changeUser, getUser, listUsers, replaceUser } from './users.ts';
import {
  getAudio,
  getMailbox,
  getMessage,
  listAllMessages,
  listMailboxes,
  listMessages,
  moveMessage,
  moveMessages,
} from './vmboxes.ts';
import { getSamples, listHooks, listSamples } from './webhookCatalogue.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhooks,
  reEnableWebhooks,
  replaceWebhook,
} from './webhooks.ts';
import type { Handler } from './answers.ts';

/** Endpoints that need no session, below `/v2`. */
export const openRoutes: Record<string, Handler> = {
  'PUT /user_auth': loginWithPassword,
  'PUT /api_auth': loginWithApiKey,

  'GET /webhooks': listHooks,
  'GET /webhooks/samples': listSamples,
  'GET /webhooks/samples/:collection': getSamples,
};

/** Endpoints that belong to an account, below `/v2/accounts/{id}`. The first that fits answers. */
export const accountRoutes: Record<string, Handler> = {
  'GET /': getAccount,
  'POST /': replaceAccount,
  'PATCH /': changeAccount,

  'GET /agents': listAgents,
  'GET /agents/status': listAgentStatuses,
  'GET /agents/:agent/status': getAgentStatus,
  'POST /agents/:agent/status': changeAgentStatus,
  'GET /agents/:agent/queue_status': getQueuesOfAgent,
  'POST /agents/:agent/queue_status': changeQueuesOfAgent,

  'GET /blacklists': listBlacklists,
  'PUT /blacklists': createBlacklist,
  'GET /blacklists/:blacklist': getBlacklist,
  'POST /blacklists/:blacklist': replaceBlacklist,
  'PATCH /blacklists/:blacklist': changeBlacklist,
  'DELETE /blacklists/:blacklist': deleteBlacklist,

  'GET /users': listUsers,
  'GET /users/:user': getUser,
  'POST /users/:user': replaceUser,
  'PATCH /users/:user': changeUser,
  'GET /users/:user/cdrs': listCdrsOfUser,
  'GET /users/:user/cdrs/interaction': listInteractionsOfUser,
  'GET /users/:user/devices': listDevicesOfUser,
  'GET /users/:user/channels': listChannelsOfUser,
  'GET /users/:user/quickcall/:number': quickcallOfUser,

  'GET /callflows': listCallflows,
  'GET /callflows/:callflow': getCallflow,

  'GET /cdrs': listCdrs,
  'GET /cdrs/interaction': listInteractions,
  'GET /cdrs/legs/:call': listLegs,
  'GET /cdrs/:cdr': getCdr,

  'GET /devices': listDevices,
  'GET /devices/status': listRegisteredDevices,
  'GET /devices/:device': getDevice,
  'GET /devices/:device/channels': listChannelsOfDevice,
  'GET /devices/:device/quickcall/:number': quickcallOfDevice,
  'POST /devices/:device': replaceDevice,
  'PATCH /devices/:device': changeDevice,
  'POST /devices/:device/sync': syncDevice,

  'GET /channels': listChannels,
  'GET /channels/:channel': getChannel,
  'POST /channels/:channel': actOnChannel,

  'GET /queues': listQueues,
  'GET /queues/stats': getQueueStatistics,
  'GET /queues/:queue': getQueue,

  'GET /recordings': listRecordings,
  'GET /recordings/:recording': getRecording,
  'DELETE /recordings/:recording': deleteRecording,

  'GET /faxboxes': listFaxboxes,
  'GET /faxboxes/:faxbox': getFaxbox,

  'PUT /faxes': orderFax,
  'PUT /faxes/outgoing': orderFax,
  'GET /faxes/incoming': listInbox,
  'GET /faxes/inbox': listInbox,
  'GET /faxes/inbox/:fax': getReceivedFax,
  'GET /faxes/inbox/:fax/attachment': getReceivedPages,
  'GET /faxes/outbox': listOutbox,
  'GET /faxes/outbox/:fax': getSentFax,
  'GET /faxes/outbox/:fax/attachment': getSentPages,
  'GET /faxes/outgoing/:fax': getFaxToSend,

  'GET /parked_calls': listParkedCalls,

  'GET /pivot/debug': listPivotRequests,
  'GET /pivot/debug/:request': getPivotRequest,

  'GET /phone_numbers': listPhoneNumbers,

  'GET /temporal_rules': listTemporalRules,
  'GET /temporal_rules/:rule': getTemporalRule,
  'PATCH /temporal_rules/:rule': changeTemporalRule,

  'GET /vmboxes': listMailboxes,
  'GET /vmboxes/messages': listAllMessages,
  'GET /vmboxes/:box': getMailbox,
  'GET /vmboxes/:box/messages': listMessages,
  'POST /vmboxes/:box/messages': moveMessages,
  'GET /vmboxes/:box/messages/:message': getMessage,
  'POST /vmboxes/:box/messages/:message': moveMessage,
  'GET /vmboxes/:box/messages/:message/raw': getAudio,

  'GET /webhooks': listWebhooks,
  'PUT /webhooks': createWebhook,
  'PATCH /webhooks': reEnableWebhooks,
  'GET /webhooks/:webhook': getWebhook,
  'POST /webhooks/:webhook': replaceWebhook,
  'PATCH /webhooks/:webhook': changeWebhook,
  'DELETE /webhooks/:webhook': deleteWebhook,
};
