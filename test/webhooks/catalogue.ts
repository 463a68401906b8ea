import type { Body } from 'nock';
import { dashHost, success } from '../support/dash.ts';

/** The events that the phone system can send, some of them with secrets. */
export const rows = [
  { id: 'all', name: 'Everything' },
  { id: 'channel_destroy', name: 'Channel Destroy' },
  { id: 'parking' },
  { name: 'without an id' },
  {
    id: 'notifications',
    name: 'Notifications Webhook',
    modifiers: {
      type: {
        type: 'object',
        items: {
          all: { friendly_name: 'All Notifications' },
          register: { friendly_name: 'Device Registration' },
          new_user: { friendly_name: 'New User' },
          new_account: { friendly_name: 'New Account' },
          password_recovery: { friendly_name: 'Password Recovery' },
          brand_new_in_dash: {},
        },
      },
    },
  },
  {
    id: 'object',
    name: 'Object',
    modifiers: {
      type: { type: 'array', items: ['vmbox', 'temporal_rule'] },
      action: { type: 'array', items: ['doc_created', 'doc_edited'] },
    },
  },
];

export const catalogueIs = (data: unknown = rows, status = 200) =>
  dashHost()
    .get('/v2/webhooks')
    .reply(status, success(data) as unknown as Body);
