import {
  cold,
  create,
  hook,
  idOf,
  list,
  listening,
  search,
  turnOnAnew,
  type Office,
  type Operation,
} from '../office.ts';
import { userIdOf } from './calls.ts';

const SPAMMER = '+14155550142';

const phoneIdOf = ({ dash }: Office): string => String(dash.company.devices[0]?.id);

const turnPhone =
  (isOnline: boolean) =>
  async ({ dash }: Office) => {
    const id = String(dash.company.devices[0]?.id);
    await dash.setRegistered(id, isOnline);
  };

const ofPhone = (office: Office) => ({ device: phoneIdOf(office) });

/** The list that Create Blocklist created. */
const ofBlocklist = ({ dash }: Office) => ({ blocklist: idOf(dash.company.blacklists, 'Spam') });

/** Dash disables the webhook of a Zap. */
const disableWebhook = async (office: Office) => {
  await turnOnAnew(listening('call_ended'))(office);
  for (const webhook of office.dash.company.webhooks)
    Object.assign(webhook, { enabled: false, disable_message: 'too many failed attempts' });
};

export const people: readonly Operation[] = [
  { name: 'list_users', run: list('list_users') },
  { name: 'list_phone_numbers', run: list('list_phone_numbers') },
  { name: 'api_request', run: create('api_request', { path: 'users' }) },
  { name: 'find_user by name', run: search('find_user', { name: 'Zoë' }) },
  {
    name: 'find_user by name, with availability',
    run: search('find_user', { name: 'Zoë', include_availability: true }),
  },
  { name: 'find_user by extension', run: search('find_user', { extension: '1002' }) },
  cold(create, 'update_call_handling', (office) => ({ user: userIdOf(office), do_not_disturb: false })),
  cold(list, 'list_schedules'),
  cold(create, 'set_office_hours', ({ dash }) => ({
    schedule: idOf(dash.company.temporalRules, 'Holidays'),
    state: 'off',
  })),

  cold(list, 'list_devices'),
  cold(search, 'find_device', (office) => ({ user: userIdOf(office) })),
  cold(create, 'update_device', (office) => ({ ...ofPhone(office), enabled: true })),
  cold(create, 'restart_device', ofPhone),
  ...hook('device_offline', turnPhone(false)),
  ...hook('device_online', turnPhone(true)),

  cold(create, 'block_number', { numbers: [SPAMMER] }),
  { ...cold(create, 'block_number', { numbers: [SPAMMER] }), name: 'block_number, blocked already' },
  cold(search, 'find_blocked_number', { number: SPAMMER }),
  cold(create, 'unblock_number', { numbers: [SPAMMER] }),
  cold(create, 'create_blocklist', { name: 'Spam', numbers: [SPAMMER] }),
  cold(search, 'find_blocklist', { name: 'Spam' }),
  cold(list, 'list_blocklists'),
  cold(create, 'update_blocklist', (office) => ({ ...ofBlocklist(office), remove_numbers: [SPAMMER] })),
  cold(create, 'delete_blocklist', ofBlocklist),

  cold(list, 'list_webhook_events'),
  ...hook('dash_event', turnPhone(true), { input: { event: 'notifications/register' } }),
  { name: 'find_disabled_webhook', prepare: disableWebhook, run: search('find_disabled_webhook') },
  { name: 'reenable_webhooks', run: create('reenable_webhooks') },
];
