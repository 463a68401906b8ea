import nock from 'nock';
import { cases, type CallCase } from '../../sandbox/dash/cases/cases.ts';
import { stage, type StagedCall } from '../../sandbox/dash/calls/stage.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { throttles } from '../support/told.ts';
import app from '../../src/index.ts';

export type Platform = ReturnType<typeof createPlatform>;
export type CallRecord = Record<string, unknown> & { id: string };

/** The platform with one trigger of the app, which core then reads sooner. */
export const platformWith = (trigger: string): Platform =>
  createPlatform({ ...app, triggers: { [trigger]: app.triggers[trigger] }, searches: {}, creates: {} });

const company = openCompany();

/** Every case with its name, for a table of tests. */
export const everyCase = cases.map((one) => [one.script().name, one] as const);

/** The case with that name. */
export const theCase = (name: string): CallCase => {
  const found = cases.find((one) => one.script().name === name);
  if (!found) throw new Error(`There is no case "${name}"`);
  return found;
};

/** A case as KAZOO reports it, in the format of the case's version. */
export const played = ({ script, kazoo }: CallCase): StagedCall => stage(company, script(), kazoo);

/** The user id of an extension of the company. */
export const userOf = (extension: string | null | undefined): string | null =>
  company.users.find(({ presence_id }) => presence_id === extension)?.id ?? null;

const lastOf = (uri: string): string => decodeURIComponent(uri.split('/').at(-1) ?? '');

/** Dash knows the people and the phones of the company. */
export const knowCompany = (): void => {
  const kinds = { users: company.users, devices: company.devices };
  for (const [kind, entries] of Object.entries(kinds)) {
    account()
      .persist()
      .get(new RegExp(`/${kind}/[^/]+$`))
      .optionally()
      .reply((uri) => {
        const found = entries.find(({ id }) => id === lastOf(uri));
        return found ? [200, success(found)] : [404, refusal(404, 'bad identifier')];
      });
  }
};

/** Dash has the records of the legs that ended until then, and answers for each all those of its interaction. */
const knowLegs = ({ documents }: StagedCall, until: () => number): void => {
  account()
    .persist()
    .get(/\/cdrs\/legs\/[^/]+$/)
    .optionally()
    .reply((uri) => {
      const written = Object.values(documents).filter(({ timestamp }) => timestamp <= until());
      const asked = written.find(({ id }) => id === lastOf(uri));
      const legs = written.filter(({ interaction_id }) => interaction_id === asked?.interaction_id);
      return asked ? [200, success(legs)] : [404, refusal(404, 'could not find legs for supplied id')];
    });
};

type Document = Record<string, unknown> & { custom_channel_vars: object };

/**
 * A leg in progress as `GET /channels/{call id}` of KAZOO 4.3 returns it, made from the record that it will have: who calls
 * stands on the caller's leg alone.
 */
export const liveLegOf = ({ custom_channel_vars, ...document }: Document): object => {
  const vars: Record<string, unknown> = { ...custom_channel_vars };
  const { call_direction, caller_id_number, caller_id_name } = document;
  return {
    call_id: document.call_id,
    call_direction,
    ...(call_direction === 'inbound' && { caller_id_number, caller_id_name }),
    destination: String(document.request).split('@')[0],
    authorizing_id: vars.authorizing_id,
    authorizing_type: vars.authorizing_type,
    owner_id: vars.owner_id,
    resource_id: vars.resource_id,
    is_loopback: document.channel_is_loopback ?? false,
    other_leg_call_id: document.other_leg_call_id,
    timestamp: Number(document.timestamp) - Number(document.duration_seconds),
    custom_channel_vars: { bridge_id: vars.bridge_id, member_call_id: vars.member_call_id },
    custom_application_vars: {},
  };
};

/** Dash has the legs of a call that are in progress then; of one that has ended it has no answer. */
const knowChannels = ({ documents }: StagedCall, now: () => number): void => {
  account()
    .persist()
    .get(/\/channels\/[^/]+$/)
    .optionally()
    .reply((uri) => {
      const asked = Object.values(documents).find(({ call_id }) => call_id === lastOf(uri));
      const isThere = asked !== undefined && asked.timestamp >= now();
      return isThere ? [200, success(liveLegOf(asked))] : [503, refusal(503, 'datastore timeout')];
    });
};

export const SUBSCRIPTION = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' };

/** Brings an event to a trigger, as its webhook does. */
export const deliver = (
  platform: Platform,
  trigger: string,
  event: object,
  inputData: object = {},
): Promise<CallRecord[]> =>
  platform.run(`triggers.${trigger}.operation.perform`, {
    subscribeData: SUBSCRIPTION,
    inputData,
    rawRequest: { content: JSON.stringify({ ...event, zapier_token: 'secret' }) },
  }) as Promise<CallRecord[]>;

type Played = { hooks: readonly string[]; inputData?: object; isSent?: (payload: Record<string, unknown>) => boolean };

/**
 * Brings all events of a call to a trigger, in their order, in a world of its own. The records of legs are there a moment
 * after their end.
 */
export const recordsOf = async (
  trigger: string,
  call: StagedCall,
  { hooks, inputData = {}, isSent = () => true }: Played,
): Promise<CallRecord[]> => {
  nock.cleanAll();
  const platform = platformWith(trigger);
  let now = 0;
  knowCompany();
  knowLegs(call, () => now + 1);
  knowChannels(call, () => now);
  const records: CallRecord[] = [];
  // A webhook leaves out the halves of loopback channels.
  const events = call.timeline.filter(
    ({ payload, ...event }) => hooks.includes(event.hook) && !payload.is_internal_leg,
  );
  for (const { payload } of events) {
    now = Number(payload.timestamp);
    if (isSent(payload)) records.push(...(await deliver(platform, trigger, payload, inputData)));
  }
  return records;
};

/** What a subscription asks Dash for, a body for each webhook. */
export const subscriptionBodies = async (trigger: string, inputData: object = {}): Promise<unknown[]> => {
  const bodies: { data: unknown }[] = [];
  account().get('/webhooks').query({ paginate: 'false' }).reply(200, success([]));
  account()
    .persist()
    .put('/webhooks', (body) => Boolean(bodies.push(body as { data: unknown })))
    .reply(201, success({ id: 'w1' }));
  await createPlatform().run(`triggers.${trigger}.operation.performSubscribe`, {
    targetUrl: 'https://hooks.zapier.com/hooks/standard/1/target/',
    inputData,
  });
  return bodies.map(({ data }) => data);
};

/** The error with which a step that cannot decide yet is run once more. */
export const looksAgain = throttles(
  "VirtualPBX hasn't stored everything that this step's filters need. Zapier tries again in two minutes.",
  120,
);

/** What a subscription to one event asks Dash for. */
export const subscriptionBody = async (trigger: string, inputData: object = {}): Promise<unknown> =>
  (await subscriptionBodies(trigger, inputData))[0];

/** What every subscription to channels asks for. */
export const usualBody = {
  uri: 'https://hooks.zapier.com/hooks/standard/1/target/',
  http_verb: 'post',
  format: 'json',
  retries: 4,
  enabled: true,
  include_subaccounts: false,
  include_internal_legs: true,
  custom_data: { zapier_token: expect.stringMatching(/^[0-9a-f]{48}$/) as string },
};
