import { ok } from './answers.ts';
import { getCdr, listCdrs, listCdrsOfUser, listInteractions, listLegs } from './cdrs.ts';
import { getDevice, listDevices, listDevicesOfUser, listRegisteredDevices } from './devices.ts';
import { deleteRecording, getRecording, listRecordings } from './recordings.ts';
import { listPhoneNumbers } from './phoneNumbers.ts';
import { loginWithApiKey, loginWithPassword } from './sessions.ts';
import { getUser, listUsers } from './users.ts';
import { getAudio, getMailbox, getMessage, listAllMessages, listMailboxes, listMessages } from './vmboxes.ts';
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

const getAccount: Handler = (_call, { company }) => {
  const { status, ...account } = company.account;
  return ok({ ...account, enabled: status !== 'disabled' });
};

/** Endpoints that need no session, below `/v2`. */
export const loginRoutes: Record<string, Handler> = {
  'PUT /user_auth': loginWithPassword,
  'PUT /api_auth': loginWithApiKey,
};

/** Endpoints that belong to an account, below `/v2/accounts/{id}`. The first that fits answers. */
export const accountRoutes: Record<string, Handler> = {
  'GET /': getAccount,

  'GET /users': listUsers,
  'GET /users/:user': getUser,
  'GET /users/:user/cdrs': listCdrsOfUser,
  'GET /users/:user/devices': listDevicesOfUser,

  'GET /cdrs': listCdrs,
  'GET /cdrs/interaction': listInteractions,
  'GET /cdrs/legs/:call': listLegs,
  'GET /cdrs/:cdr': getCdr,

  'GET /devices': listDevices,
  'GET /devices/status': listRegisteredDevices,
  'GET /devices/:device': getDevice,

  'GET /recordings': listRecordings,
  'GET /recordings/:recording': getRecording,
  'DELETE /recordings/:recording': deleteRecording,

  'GET /phone_numbers': listPhoneNumbers,

  'GET /vmboxes': listMailboxes,
  'GET /vmboxes/messages': listAllMessages,
  'GET /vmboxes/:box': getMailbox,
  'GET /vmboxes/:box/messages': listMessages,
  'GET /vmboxes/:box/messages/:message': getMessage,
  'GET /vmboxes/:box/messages/:message/raw': getAudio,

  'GET /webhooks': listWebhooks,
  'PUT /webhooks': createWebhook,
  'PATCH /webhooks': reEnableWebhooks,
  'GET /webhooks/:webhook': getWebhook,
  'POST /webhooks/:webhook': replaceWebhook,
  'PATCH /webhooks/:webhook': changeWebhook,
  'DELETE /webhooks/:webhook': deleteWebhook,
};
