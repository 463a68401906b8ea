import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { DEVICE, devicesAre, jane, knowOwner, onlineAre, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';

const { exclude_from_queues: _onlyInTheDocument, ...frontDesk } = phone;
const surgery = { id: 'surgery', name: 'Surgery 1', mac_address: '000413aabbcc', owner_id: OTHER };
const surgeryTwo = { id: 'surgery-2', name: 'Surgery 2', owner_id: USER };
const cafe = { id: 'cafe', name: 'Café' };
const nameless = { id: 'nameless' };
const withoutId = { name: 'Surgery 0' };
const office = [surgeryTwo, nameless, withoutId, cafe, surgery, frontDesk];

const find = (inputData: object) => createPlatform().run('searches.find_device.operation.perform', { inputData });

/** Finds a phone of the office, where only the front desk's is online. */
const findAt = (inputData: object, online: string[] = [DEVICE]) => {
  devicesAre(...office);
  onlineAre(...online);
  return find(inputData);
};

/** The whole document of the phone found, without an owner. */
const documentIs = ({ id, name }: { id: string; name?: string }) =>
  account().get(`/devices/${id}`).reply(200, success({ id, name }));

test('returns the whole record, with what only the document has', async () => {
  account()
    .get(`/devices/${DEVICE}`)
    .reply(200, success({ ...phone, exclude_from_queues: true }));
  knowOwner();
  expect(await findAt({ name: 'front desk' })).toEqual([
    {
      id: DEVICE,
      summary: 'Front desk phone (Jane Doe) is online.',
      device_name: 'Front desk phone',
      device_type: 'sip_device',
      mac_address: '00:04:13:7a:10:02',
      enabled: true,
      online: true,
      exclude_from_queues: true,
      ...jane,
    },
  ]);
});

test.each([
  ['the whole name', { name: 'Surgery 2' }, surgeryTwo],
  ['the beginning of a name', { name: 'SURG' }, surgery],
  ['no accents', { name: 'cafe' }, cafe],
  ['the MAC address as Dash has it', { mac_address: '000413aabbcc' }, surgery],
  ['the MAC address with colons', { mac_address: '00:04:13:AA:BB:CC' }, surgery],
  ['the MAC address with hyphens', { mac_address: ' 00-04-13-aa-bb-cc ' }, surgery],
  ['the MAC address in three parts', { mac_address: '0004.13aa.bbcc' }, surgery],
  ['the user', { user: OTHER }, surgery],
  ['the user among several fields', { user: [USER], name: 'surgery' }, surgeryTwo],
])('finds by %s', async (_what, inputData, found) => {
  documentIs(found);
  expect(await findAt(inputData)).toMatchObject([{ id: found.id, online: false }]);
});

test.each([
  ["the one of a user's two phones that is online", { user: USER }, [surgeryTwo.id], surgeryTwo],
  ['the alphabetically first of two that are online', { name: 'surgery' }, [surgeryTwo.id, surgery.id], surgery],
  ['the same name, though another is online', { name: 'Surgery 1' }, [surgeryTwo.id], surgery],
  ['the phone that is online, of names that start the same', { name: 'Surgery' }, [surgeryTwo.id], surgeryTwo],
])('prefers %s', async (_what, inputData, online, found) => {
  documentIs(found);
  expect(await findAt(inputData, online)).toMatchObject([{ id: found.id }]);
});

test.each([
  [{ name: 'Lobby' }],
  [{ mac_address: '00:00:00:00:00:00' }],
  [{ user: DEVICE }],
  [{ name: 'Surgery 1', user: USER }],
])('finds nothing for %j', async (inputData) => {
  expect(await findAt(inputData)).toEqual([]);
});

test.each([{}, { name: '', mac_address: null, user: [] }, { name: ' ?!' }])(
  'asks to fill something in, before any request: %j',
  async (inputData) => {
    await expect(find(inputData)).rejects.toMatchObject(halts('Fill in at least one of Name, MAC Address, or User.'));
  },
);

test.each(['00:04:13:aa:bb', 'front desk', '00:04:13:aa:bb:cg', '0004137a10021'])(
  'the MAC address %j is an error before any request',
  async (mac_address) => {
    await expect(find({ mac_address })).rejects.toMatchObject(
      halts("MAC Address isn't valid. Write its 12 letters and digits like 00:04:13:7a:10:01."),
    );
  },
);

test('a device deleted in the meantime is not found', async () => {
  account()
    .get(`/devices/${DEVICE}`)
    .reply(404, refusal(404, 'bad identifier', [DEVICE]));
  expect(await findAt({ name: 'Front desk phone' })).toEqual([]);
});

const statesAreNotKnown = (status: number) => {
  devicesAre(...office);
  account().get('/devices/status').query(true).reply(status, refusal(status, 'fault'));
};

test('is found even if it is unknown whether it is online', async () => {
  statesAreNotKnown(500);
  documentIs(surgery);
  expect(await find({ name: 'surgery' })).toMatchObject([
    { id: surgery.id, online: null, summary: 'Surgery 1 is enabled.' },
  ]);
});

test('fails without the list of devices', async () => {
  onlineAre();
  account().get('/devices').query(true).reply(500, refusal(500, 'fault'));
  await expect(find({ name: 'Surgery 1' })).rejects.toMatchObject(
    fails('Could not list the phones: VirtualPBX had a problem. Try again in a few minutes.', 500),
  );
});
