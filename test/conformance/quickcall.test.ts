import { openCompany } from '../../sandbox/dash/company/office.ts';
import { quickcallOfUser } from '../../sandbox/dash/sections/quickcall.ts';
import { account, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden } from './golden.ts';
import { sent, shapeOf } from './shapes.ts';
import { startedState } from './state.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';

/** KAZOO's functions were run one by one: the request to the switch, what Dash answers, and the switch's command. */
type Recorded = { quickcall_http_answer: [unknown, string[]] };
type Answer = { endpoints: { outbound_call_id: string }[] };

const answers = (['4.2', '4.3'] as const).map((kazoo): [KazooVersion, Answer] => {
  const [, chunks] = (golden(`h_quickcall_two_devices_${kazoo}`) as Recorded).quickcall_http_answer;
  return [kazoo, JSON.parse(chunks.join('')) as Answer];
});

const place = (kazoo: KazooVersion) => {
  const state = startedState(kazoo, openCompany());
  const zoe = state.company.users.find(({ presence_id }) => presence_id === '1002')?.id ?? '';
  const call = { params: { user: zoe, number: '+14155550177' }, query: {}, data: {}, accept: '' };
  const answer = quickcallOfUser(call, state);
  return 'data' in answer ? sent(answer.data) : null;
};

test.each(answers)('the sandbox of KAZOO %s answers a quickcall in the same shape', (kazoo, expected) => {
  expect(shapeOf(place(kazoo))).toEqual(shapeOf(expected));
});

test.each(answers)('the app takes the id of the call from what KAZOO %s answers', async (_kazoo, { ...answer }) => {
  account()
    .get(`/users/${USER}`)
    .reply(200, success({ id: USER }));
  account()
    .get(/\/users\/\w{32}\/quickcall\/1003/)
    .query(true)
    .reply(202, success(answer, { status: 'accepted' }));
  const record = await createPlatform().run('creates.place_call.operation.perform', {
    inputData: { user: USER, to_number: '1003' },
  });
  const [first] = answer.endpoints;
  expect(record).toMatchObject({ id: first?.outbound_call_id });
});
