import { dashHost, refusal } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';
import { catalogueIs } from './catalogue.ts';

const listEvents = () => createPlatform().run('triggers.list_webhook_events.operation.perform');

test('hooks and notifications fill the dropdown by the names of Dash, without those that carry secrets', async () => {
  catalogueIs();
  expect(await listEvents()).toEqual([
    { id: 'notifications/brand_new_in_dash', name: 'brand_new_in_dash' },
    { id: 'channel_destroy', name: 'Channel Destroy' },
    { id: 'notifications/register', name: 'Device Registration' },
    { id: 'object', name: 'Object' },
    { id: 'parking', name: 'parking' },
  ]);
});

test('a catalogue that is no list has no choices', async () => {
  catalogueIs({});
  expect(await listEvents()).toEqual([]);
});

test('a phone system without webhooks is a sentence', async () => {
  dashHost().get('/v2/webhooks').reply(404, '');
  await expect(listEvents()).rejects.toMatchObject(
    halts("The Webhooks app isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
  );
});

test('a failed list of events is a sentence', async () => {
  dashHost().get('/v2/webhooks').reply(503, refusal(503, 'datastore_fault'));
  await expect(listEvents()).rejects.toMatchObject(
    fails('Could not list the events: VirtualPBX had a problem. Try again in a few minutes.', 503),
  );
});
