import { account, success, USER } from './dash.ts';
import { owner } from './voicemail.ts';

export const DEVICE = 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0';

/** Jane's phone, as Dash returns the whole document. */
export const phone = {
  id: DEVICE,
  name: 'Front desk phone',
  owner_id: USER,
  device_type: 'sip_device',
  mac_address: '00:04:13:7a:10:02',
  enabled: true,
  exclude_from_queues: false,
  sip: { username: 'user_zDc455', method: 'password' },
};

/** Jane's fields in her own record, beside her id. */
export const janesDetails = {
  user_name: 'Jane Doe',
  user_first_name: 'Jane',
  user_last_name: 'Doe',
  user_email: 'jane.doe@example.com',
  user_extension: '1002',
};

/** Jane's fields in other records. */
export const jane = { user_id: USER, ...janesDetails };

export const knowOwner = () => account().get(`/users/${USER}`).reply(200, success(owner));

export const devicesAre = (...rows: unknown[]) =>
  account().get('/devices').query({ paginate: 'false' }).reply(200, success(rows));

/** Dash lists only devices that are online. */
export const onlineAre = (...ids: string[]) =>
  account()
    .get('/devices/status')
    .query({ paginate: 'false' })
    .reply(200, success(ids.map((device_id) => ({ device_id, registered: true }))));
