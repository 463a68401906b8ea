import { openCompany } from '../../sandbox/dash/company/office.ts';
import { sampleNotification } from '../../sandbox/dash/events/deliveries.ts';
import { secretsInNotifications } from '../../sandbox/dash/events/notificationSamples.ts';
import { notificationTypes } from '../../sandbox/dash/sections/webhookCatalog.ts';
import { scrubEvent } from '../../src/fields/scrub.ts';
import { createPlatform } from '../support/platform.ts';

/** Every notification of Dash, by `kapi_notifications.erl`. */
const types = `voicemail_new voicemail_saved voicemail_full missed_call inbound_fax inbound_fax_error outbound_fax
  outbound_fax_error outbound_smtp_fax_error register deregister first_occurrence denied_emergency_bridge
  emergency_bridge low_balance topup transaction service_added account_zone_change bill_reminder cnam_request
  customer_update new_account new_user password_recovery port_cancel port_comment port_pending port_rejected
  port_request port_scheduled port_unconfirmed ported number_feature_manual_action webhook system_alert
  webhook_disabled`.split(/\s+/);

const neverGiven = ['new_account', 'new_user', 'password_recovery'];

const SECRET = 'webhook-secret-of-this-test';
const forbidden = [SECRET, ...Object.values(secretsInNotifications), 'v=0', 'kazoo_apps@', 'fs01', 'ms01'];
const leaksIn = (value: unknown): string[] => forbidden.filter((secret) => JSON.stringify(value).includes(secret));

const payloadOf = (type: string) => sampleNotification(openCompany(), type, {}).payload;

const deliver = (type: string) =>
  createPlatform().run('triggers.dash_event.operation.perform', {
    subscribeData: { webhook_ids: ['w1'], zapier_token: SECRET, target_hash: 'hash' },
    inputData: { event: `notifications/${type}` },
    rawRequest: { content: JSON.stringify({ ...payloadOf(type), type, zapier_token: SECRET }) },
  }) as Promise<Record<string, unknown>[]>;

test('the sandbox has a sample of every notification', () => {
  expect(notificationTypes.filter((type) => type !== 'all')).toEqual([...types].sort());
});

test.each(types.filter((type) => !neverGiven.includes(type)))(
  '%s becomes a record with an id and a readable time, and without secrets, sound and machines',
  async (type) => {
    const records = await deliver(type);
    expect(records).toMatchObject([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        event_name: type,
        occurred_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      },
    ]);
    expect(leaksIn(records)).toEqual([]);
  },
);

test.each(neverGiven)('%s is given to no Zap', async (type) => {
  expect(await deliver(type)).toEqual([]);
});

test.each(types)('even by itself, the scrubbed %s holds no secret', (type) => {
  expect(leaksIn(scrubEvent(payloadOf(type)))).toEqual([]);
});
