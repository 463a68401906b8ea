import type nock from 'nock';
import { account, success } from '../support/dash.ts';
import { DEVICE, onlineAre, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';

const unowned = { ...phone, owner_id: undefined };

/** A step, the request that a fault meets, and how its errors read. */
export type Step = {
  /** Completes "Could not …". */
  purpose: string;
  request: () => nock.Interceptor;
  /** What Dash sends where nothing is wrong. */
  data: object;
  /** The other requests of the step. */
  others?: () => unknown;
  run: () => Promise<unknown>;
  /** Whether the step has a dropdown. */
  chooses?: true;
  /** The sentence of a step that halts because it may have acted. */
  unclear?: string;
};

const run = (method: string, inputData: object) => createPlatform().run(`${method}.operation.perform`, { inputData });

/** A step that only reads. */
export const search: Step = {
  purpose: 'list the blocklists',
  request: () => account().get('/blacklists').query({ paginate: 'false' }),
  data: [],
  run: () => run('searches.find_blocklist', { name: 'Spam' }),
};

/** A step that changes something and can be repeated. */
export const update: Step = {
  purpose: 'update the phone',
  request: () => account().patch(`/devices/${DEVICE}`, { data: { enabled: true } }),
  data: unowned,
  chooses: true,
  run: () => run('creates.update_device', { device: DEVICE, enabled: true }),
};

export const PERHAPS_RESTARTING =
  "VirtualPBX didn't confirm the request, so the phone may be restarting. Check the phone before you run this step again.";

/** A step that must not be done twice. */
export const restart: Step = {
  purpose: 'restart the phone',
  request: () => account().post(`/devices/${DEVICE}/sync`, { data: {} }),
  data: {},
  chooses: true,
  others: () => {
    account().get(`/devices/${DEVICE}`).reply(200, success(unowned));
    onlineAre(DEVICE);
  },
  run: () => run('creates.restart_device', { device: DEVICE }),
  unclear: PERHAPS_RESTARTING,
};

export const steps: [string, Step][] = [
  ['a search', search],
  ['a change that can be repeated', update],
  ['an action that must not be done twice', restart],
];
