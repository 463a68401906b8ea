import nock from 'nock';
import { liveLegOf, platformWith, SUBSCRIPTION, type CallRecord } from '../calls/played.ts';
import { account, refusal, success } from '../support/dash.ts';
import { golden, goldenCall, published, type GoldenCall } from './golden.ts';

const JANE = '2516082ab40a149b2e4ce754df871dfa';
const BOB = '4b667a3ce227207b3cb228a8b40b65c1';
const ANN = '77bc627d93239df6ce72421e06c35abe';
const BOBS_MOBILE_FORWARD = 'a81d35f6c0924be7b3de46f19c5a7082';

const people: Record<string, object> = {
  [JANE]: { id: JANE, first_name: 'Jane', last_name: 'Doe', presence_id: '1002' },
  [BOB]: { id: BOB, first_name: 'Bob', last_name: 'Stone', presence_id: '1001' },
  [ANN]: { id: ANN, first_name: 'Ann', last_name: 'Reyes', presence_id: '1003' },
};

const devices: Record<string, object> = {
  [BOBS_MOBILE_FORWARD]: { id: BOBS_MOBILE_FORWARD, name: "Bob's desk phone", owner_id: BOB },
};

const lastOf = (uri: string): string => decodeURIComponent(uri.split('/').at(-1) ?? '');

type Channel = { request: string; data: { call_id?: string } };

const liveAnswers = (version: string) => (golden(`api_channels_${version}`) as { answers: Channel[] }).answers;

/** A leg in progress, by KAZOO's own answer where there is one, else made of its document in the same manner. */
const channelOf = (version: string, document: GoldenCall['cdr_documents'][number]): unknown => {
  const { call_id } = document;
  const own = liveAnswers(version).find(({ data, request }) => data.call_id === call_id && request.includes('talking'));
  return own ? own.data : liveLegOf(document);
};

/** A Dash that has this call: its people, its phones, its legs while they last, and their records. */
const serve = (version: string, { cdr_documents }: GoldenCall): void => {
  const found = (thing: unknown) => (thing ? [200, success(thing)] : [404, refusal(404, 'bad identifier')]);
  const api = account().persist();
  const onGet = (path: RegExp, answer: (id: string) => unknown) =>
    api
      .get(path)
      .optionally()
      .reply((uri) => found(answer(lastOf(uri))) as [number, nock.ReplyBody]);
  onGet(/\/users\/[^/]+$/, (id) => people[id]);
  onGet(/\/devices\/[^/]+$/, (id) => devices[id]);
  const documentOf = (id: string) => cdr_documents.find(({ call_id }) => call_id === id);
  onGet(/\/channels\/[^/]+$/, (id) => {
    const document = documentOf(id);
    return document && channelOf(version, document);
  });
  onGet(/\/cdrs\/legs\/[^/]+$/, (id) => {
    const asked = cdr_documents.find(({ _id }) => _id === id);
    return asked && cdr_documents.filter((one) => one.interaction_id === asked.interaction_id).map(published);
  });
};

type Encoding = 'json' | 'form';

/** All events of a call, brought to a trigger as KAZOO's code made them; it leaves out the halves of loopbacks. */
const deliver = async (
  trigger: string,
  hooks: readonly string[],
  name: string,
  encoding: Encoding,
  inputData: object = {},
): Promise<CallRecord[]> => {
  nock.cleanAll();
  const platform = platformWith(trigger);
  const call = goldenCall(name);
  serve(name.slice(-3), call);
  const records: CallRecord[] = [];
  for (const event of call.events.filter((one) => hooks.includes(one.hook))) {
    const isInternal = event.form.includes('is_internal_leg=true');
    if (isInternal) continue;
    const content =
      encoding === 'json'
        ? JSON.stringify({ ...event.json, zapier_token: 'secret' })
        : `${event.form}&zapier_token=secret`;
    records.push(
      ...((await platform.run(`triggers.${trigger}.operation.perform`, {
        subscribeData: SUBSCRIPTION,
        inputData,
        rawRequest: { content },
      })) as CallRecord[]),
    );
  }
  return records;
};

const forms = (name: string, versions: readonly string[]) =>
  versions.flatMap((version) =>
    (version === '4.2' ? (['form'] as const) : (['json', 'form'] as const)).map(
      (encoding) => [`${name}_${version}`, encoding] as const,
    ),
  );

const BOTH = ['4.2', '4.3'];

/** Who answered, and what the record of it says. */
const answered: [string, string[], object][] = [
  [
    'a_outside_two_devices_answered',
    BOTH,
    { id: '8c80b057bc0b599b@198.51.100.7', direction: 'inbound', user_name: 'Jane Doe', to_number: '+14155550102' },
  ],
  [
    'c_extension_to_extension',
    BOTH,
    { direction: 'internal', user_name: 'Bob Stone', from_number: '1002', to_number: '1001', to_name: 'Bob Stone' },
  ],
  [
    'd_outbound_pstn',
    BOTH,
    { direction: 'outbound', user_name: 'Jane Doe', from_number: '+14155550100', to_number: '+14155550199' },
  ],
  [
    'f_forwarded_to_mobile_outside_caller',
    BOTH,
    { id: '04c2ad2044193117@198.51.100.7', direction: 'inbound', user_name: 'Bob Stone' },
  ],
  [
    'g_queue_two_agents',
    ['4.3'],
    { id: '6aa167a02dc99813@198.51.100.7', direction: 'inbound', user_name: 'Ann Reyes', to_number: '+14155550100' },
  ],
  [
    'h_quickcall_two_devices',
    BOTH,
    {
      id: '2f1c9d0a4b7e63815c0d9e2fa1b3c4d5e6f7-quickcall',
      direction: 'outbound',
      user_name: 'Jane Doe',
      from_number: '+14155550100',
      from_name: 'Maple Dental',
      to_number: '+14155550199',
    },
  ],
];

describe.each(answered)('call_answered of %s', (name, versions, expected) => {
  test.each(forms(name, versions))('%s as %s is given once, with the right person', async (file, encoding) => {
    expect(await deliver('call_answered', ['channel_bridge', 'channel_answer'], file, encoding)).toMatchObject([
      { ...expected, answered_at: expect.stringMatching(/^2026-11-25T/) as string },
    ]);
  });
});

test('call_answered says nothing of a call that the mailbox took', async () => {
  expect(
    await deliver('call_answered', ['channel_bridge', 'channel_answer'], 'b_outside_unanswered_voicemail_4.3', 'json'),
  ).toEqual([]);
});

const ANN_LEE = 'Ann Lee (415-555-0134)';

const ended: [string, string[], object][] = [
  [
    'a_outside_two_devices_answered',
    BOTH,
    { user_name: 'Jane Doe', talk_seconds: 61, customer: ANN_LEE, our_number: '+14155550102' },
  ],
  ['b_outside_unanswered_voicemail', ['4.3'], { user_name: 'Jane Doe', talk_seconds: 0, outcome: 'missed' }],
  [
    'c_extension_to_extension',
    BOTH,
    { user_name: 'Bob Stone', direction: 'internal', from_name: 'Jane Doe', customer: null },
  ],
  ['d_outbound_pstn', BOTH, { user_name: 'Jane Doe', customer_number: '+14155550199', our_number: '+14155550100' }],
  ['f_forwarded_to_mobile_outside_caller', BOTH, { user_name: 'Bob Stone', forwarded: true, customer: ANN_LEE }],
  ['g_queue_two_agents', ['4.3'], { user_name: 'Ann Reyes', customer: ANN_LEE, wait_seconds: 41 }],
  [
    'h_quickcall_two_devices',
    BOTH,
    { user_name: 'Jane Doe', customer_number: '+14155550199', our_number: '+14155550100' },
  ],
  [
    'l_recorded',
    BOTH,
    { has_recording: true, recording_ids: '202611-9d1b6c0a4f7e28355c0d9e2fa1b3c4d5', talk_seconds: 61 },
  ],
];

describe.each(ended)('call_ended of %s', (name, versions, expected) => {
  test.each(forms(name, versions))('%s as %s is given once, with all legs', async (file, encoding) => {
    expect(await deliver('call_ended', ['channel_destroy'], file, encoding)).toMatchObject([
      { ...expected, complete: true },
    ]);
  });

  test.each(forms(name, versions))('%s as %s is known by the same id as its beginning', async (file, encoding) => {
    const [end] = await deliver('call_ended', ['channel_destroy'], file, encoding);
    expect(await deliver('call_started', ['channel_create'], file, encoding)).toMatchObject([
      { id: end?.id, direction: end?.direction, to_number: end?.to_number },
    ]);
  });

  test.each(forms(name, versions))('%s as %s is a missed call only if it was', async (file, encoding) => {
    const missed = await deliver('missed_call', ['channel_destroy'], file, encoding);
    expect(missed).toHaveLength(name.startsWith('b_') ? 1 : 0);
  });
});
