import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';
import { owner } from '../support/voicemail.ts';
import {
  annsLeg,
  annsRingingLeg,
  customersLeg,
  FIRST,
  janesCall,
  janesLeg,
  janesRingingLeg,
  NOW,
  PHONE,
  pickedUp,
  rungPhone,
  SECOND,
} from './channels.ts';

const COLLEAGUE = 'c0ffee00c0ffee00c0ffee00c0ffee00';
const ENDED = 'This call has already ended. Choose a call in progress.';
const NOT_YET = "VirtualPBX can't act on this call yet. Run the step again in a few seconds, or choose another call.";
const MENU = 'f10f10f10f10f10f10f10f10f10f10f1';

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

const live = (...rows: object[]) => account().get('/channels').reply(200, success(rows));
const knowJane = () => {
  account().get(`/users/${USER}`).reply(200, success(owner));
  account()
    .get(`/devices/${PHONE}`)
    .reply(200, success({ id: PHONE, name: "Jane's desk phone" }));
};
const answering = () => {
  live(annsLeg, janesLeg);
  knowJane();
};
const asked = (leg: string, data: Record<string, string>) =>
  account().post(`/channels/${encodeURIComponent(leg)}`, { data });

const act = (key: string, inputData: object) => createPlatform().run(`creates.${key}.operation.perform`, { inputData });

const callFromAnn =
  'Call from Ann Lee (415-488-6134) to Brightwater Dental (415-488-6100), answered by Jane Doe, Tue, Nov 24, 11:57 AM, 2 min 10 sec so far.';

describe('the phone system is asked', () => {
  test('to transfer the other end of the given leg', async () => {
    answering();
    asked(SECOND, { action: 'transfer', target: '1003' }).reply(200, success('transfer initiated'));
    expect(await act('transfer_call', { call: FIRST, to_number: ' 1003 ' })).toMatchObject({
      id: FIRST,
      summary: `Asked the phone system to transfer this call to extension 1003. ${callFromAnn}`,
      from_name: 'Ann Lee',
      user_name: 'Jane Doe',
      device_name: "Jane's desk phone",
      answered: true,
    });
  });

  test('to transfer a person we called, to a number in any format', async () => {
    live(janesCall, customersLeg);
    knowJane();
    asked('mine@192.168.4.21', { action: 'transfer', target: '+14155550133' }).reply(200, success('done'));
    expect(await act('transfer_call', { call: 'mine@192.168.4.21', to_number: '(415) 555-0133' })).toMatchObject({
      direction: 'outbound',
      summary: expect.stringMatching(
        /^Asked the phone system to transfer this call to 415-555-0133. Jane Doe is calling /,
      ) as string,
    });
  });

  test('to hang up on our side, where Konami listens during a conversation, even by the ID of another leg', async () => {
    answering();
    asked(SECOND, { action: 'hangup' }).reply(200, success('hangup initiated'));
    expect(await act('hang_up_call', { call: [FIRST] })).toMatchObject({
      id: FIRST,
      summary: `Asked the phone system to hang up this call. ${callFromAnn}`,
    });
  });

  test("to hang up a ringing call on the caller's leg", async () => {
    live(annsRingingLeg, janesRingingLeg);
    knowJane();
    asked(FIRST, { action: 'hangup' }).reply(202, success('hangup initiated'));
    expect(await act('hang_up_call', { call: SECOND })).toMatchObject({ id: FIRST });
  });

  test('to hang up the chosen one of two phones that ring to place a call', async () => {
    live(rungPhone('a'), rungPhone('b'));
    knowJane();
    asked('b-quickcall', { action: 'hangup' }).reply(202, success('hangup initiated'));
    expect(await act('hang_up_call', { call: 'b-quickcall' })).toMatchObject({ id: 'a-quickcall' });
  });

  test('to hang up a placed call that another phone has picked up', async () => {
    const platform = createPlatform();
    account()
      .get(`/users/${USER}/quickcall/1003`)
      .query(true)
      .reply(202, success({ endpoints: [{ outbound_call_id: 'a-quickcall' }, { outbound_call_id: 'b-quickcall' }] }));
    knowJane();
    const placed = await platform.run('creates.place_call.operation.perform', {
      inputData: { user: USER, to_number: '1003' },
    });
    expect(placed).toMatchObject({ id: 'a-quickcall' });
    live(...pickedUp('b'));
    asked('b-quickcall', { action: 'hangup' }).reply(202, success('hangup initiated'));
    const record = await platform.run('creates.hang_up_call.operation.perform', { inputData: { call: 'a-quickcall' } });
    expect(record).toMatchObject({ id: 'b-quickcall' });
  });

  test('to stop the announcement', async () => {
    live({ ...annsLeg, other_leg: undefined });
    asked(FIRST, { action: 'break' }).reply(200, success('break initiated'));
    expect(await act('stop_call_playback', { call: FIRST })).toMatchObject({
      summary: expect.stringMatching(
        /^Asked the phone system to stop the announcement on this call. Call from Ann Lee /,
      ) as string,
      answered: false,
    });
  });

  test('to ring a user with the call', async () => {
    live(annsRingingLeg, janesRingingLeg);
    account()
      .get(`/users/${COLLEAGUE}`)
      .reply(200, success({ id: COLLEAGUE, first_name: 'Tom', last_name: 'Ray' }));
    knowJane();
    asked(FIRST, { action: 'intercept', target_type: 'user', target_id: COLLEAGUE }).reply(200, success('done'));
    expect(await act('pick_up_call', { call: FIRST, user: COLLEAGUE })).toMatchObject({
      summary: expect.stringMatching(
        /^Asked the phone system to ring Tom Ray with this call. Call from Ann Lee /,
      ) as string,
      user_name: 'Jane Doe',
    });
  });

  test('to ring a phone without a name with the call', async () => {
    live(annsRingingLeg);
    account().get(`/devices/${OTHER}`).reply(404, refusal(404, 'bad identifier'));
    asked(FIRST, { action: 'intercept', target_type: 'device', target_id: OTHER }).reply(200, success('done'));
    expect(await act('pick_up_call', { call: FIRST, device: OTHER })).toMatchObject({
      summary: expect.stringMatching(/^Asked the phone system to ring another phone with this call. /) as string,
    });
  });

  test('to send the caller to a call flow', async () => {
    answering();
    account()
      .get(`/callflows/${MENU}`)
      .reply(200, success({ id: MENU, name: 'Main menu', numbers: ['+14154886100'] }));
    asked(SECOND, { action: 'callflow', id: MENU }).reply(202, success('callflow initiated'));
    expect(await act('send_call_to_callflow', { call: FIRST, callflow: MENU })).toMatchObject({
      summary: `Asked the phone system to send this call to Main menu. ${callFromAnn}`,
    });
  });
});

test('a call that starts during the search for it is acted on', async () => {
  live();
  account()
    .get(`/channels/${encodeURIComponent(FIRST)}`)
    .reply(200, success({ call_id: FIRST }));
  live(annsRingingLeg, janesRingingLeg);
  knowJane();
  asked(FIRST, { action: 'hangup' }).reply(202, success('hangup initiated'));
  expect(await act('hang_up_call', { call: FIRST })).toMatchObject({ id: FIRST });
});

describe('nothing is asked of the phone system', () => {
  test.each(['transfer_call', 'hang_up_call', 'pick_up_call', 'send_call_to_callflow', 'stop_call_playback'])(
    'by %s without a call',
    async (key) => {
      await expect(act(key, { call: '' })).rejects.toMatchObject(halts('Active Call is empty. Fill it in.'));
    },
  );

  test.each([
    ['transfer_call', {}, 'To Number is empty. Fill it in.'],
    [
      'transfer_call',
      { to_number: 'Jane' },
      "To Number isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
    ],
    ['pick_up_call', {}, 'Fill in either User or Device.'],
    ['pick_up_call', { user: USER, device: PHONE }, 'Fill in either User or Device, not both.'],
    ['send_call_to_callflow', { callflow: null }, 'Call Flow is empty. Fill it in.'],
  ])('by %s with %j', async (key, input, sentence) => {
    await expect(act(key, { call: FIRST, ...input })).rejects.toMatchObject(halts(sentence));
  });

  const single = (id: string) => account().get(`/channels/${id}`);

  test('when the call has ended, which Dash reports as a timeout', async () => {
    live(annsLeg, janesLeg);
    single('gone').reply(503, refusal(503, 'datastore timeout'));
    await expect(act('hang_up_call', { call: 'gone' })).rejects.toMatchObject(halts(ENDED));
  });

  test('when a placed call has ended on all of its phones', async () => {
    live(annsLeg);
    single('a-quickcall').reply(503, refusal(503, 'datastore timeout'));
    await expect(act('hang_up_call', { call: 'a-quickcall' })).rejects.toMatchObject(halts(ENDED));
  });

  test.each([
    [503, refusal(503, 'datastore unreachable')],
    [503, ''],
    [502, ''],
    [500, refusal(500, 'unspecified_fault')],
  ])('when it is unknown whether the call has ended (%i %j), which is an outage', async (status, body) => {
    live(annsLeg);
    single('gone').reply(status, body);
    await expect(act('hang_up_call', { call: 'gone' })).rejects.toMatchObject(
      fails('Could not find the call: VirtualPBX had a problem. Try again in a few minutes.', status),
    );
  });

  test("when a carrier's leg is not routed yet or belongs to another account", async () => {
    live(annsLeg);
    single('new').reply(404, refusal(404, 'bad identifier', ['new']));
    await expect(act('pick_up_call', { call: 'new', user: USER })).rejects.toMatchObject(halts(NOT_YET));
  });

  test('when a leg exists but is not listed', async () => {
    live(annsLeg);
    single('new').reply(200, success({ call_id: 'new' }));
    live(annsLeg);
    await expect(act('pick_up_call', { call: 'new', user: USER })).rejects.toMatchObject(halts(NOT_YET));
  });

  test('when the call flow does not exist', async () => {
    live(annsLeg);
    account()
      .get(`/callflows/${MENU}`)
      .reply(404, refusal(404, 'bad identifier', [MENU]));
    await expect(act('send_call_to_callflow', { call: FIRST, callflow: MENU })).rejects.toMatchObject(
      halts("VirtualPBX can't find this call flow; it may have been deleted. Choose it again in Call Flow."),
    );
  });
});

describe('what Dash may already be doing is not requested again', () => {
  const waysToSayNothing: [string, (leg: ReturnType<typeof asked>) => unknown][] = [
    ['silence', (leg) => leg.replyWithError('socket hang up')],
    ['a 500', (leg) => leg.reply(500, refusal(500, 'unspecified_fault'))],
    ['a page', (leg) => leg.reply(200, '<html>')],
  ];

  describe.each(waysToSayNothing)('after %s', (_what, say) => {
    beforeEach(() => {
      live(annsLeg, janesLeg);
      account().get(`/users/${USER}`).times(2).optionally().reply(200, success(owner));
      account()
        .get(`/devices/${PHONE}`)
        .reply(200, success({ id: PHONE, name: "Jane's desk phone" }));
      account()
        .get(`/callflows/${MENU}`)
        .optionally()
        .reply(200, success({ id: MENU, name: 'Main menu' }));
    });

    test.each([
      [
        'transfer_call',
        { to_number: '1003' },
        SECOND,
        { action: 'transfer', target: '1003' },
        "VirtualPBX didn't confirm the transfer, so it may have happened. Check the call before you run this step again.",
      ],
      [
        'pick_up_call',
        { user: USER },
        FIRST,
        { action: 'intercept', target_type: 'user', target_id: USER },
        "VirtualPBX didn't confirm the request, so the phones may be ringing. Check the phones before you run this step again.",
      ],
      [
        'send_call_to_callflow',
        { callflow: MENU },
        SECOND,
        { action: 'callflow', id: MENU },
        "VirtualPBX didn't confirm the request, so the caller may be in the call flow. Check the call before you run this step again.",
      ],
    ] as const)('%s halts', async (key, input, leg, data, sentence) => {
      say(asked(leg, data));
      await expect(act(key, { call: FIRST, ...input })).rejects.toMatchObject(halts(sentence));
    });
  });

  test('but hanging up can be repeated', async () => {
    answering();
    asked(SECOND, { action: 'hangup' }).replyWithError('socket hang up');
    await expect(act('hang_up_call', { call: FIRST })).rejects.toMatchObject(
      fails("Could not hang up the call: VirtualPBX didn't answer. Try again in a few minutes.", 0),
    );
  });
});

describe('a refusal is an error', () => {
  const notBridged = { other_leg_call_id: { required: { message: 'Channel is not bridged' } } };

  test('for a transfer of a call that nobody has answered', async () => {
    live(annsRingingLeg);
    asked(FIRST, { action: 'transfer', target: '1003' }).reply(400, refusal(400, 'validation error', notBridged));
    await expect(act('transfer_call', { call: FIRST, to_number: '1003' })).rejects.toMatchObject(
      halts(
        "Nobody has answered this call yet, so it can't be transferred. For a caller who is still waiting, use Send Call to Call Flow.",
      ),
    );
  });

  test.each([
    [404, refusal(404, 'bad identifier', [SECOND]), halts(NOT_YET)],
    [503, refusal(503, 'datastore timeout'), halts(ENDED)],
    [
      503,
      refusal(503, 'datastore unreachable'),
      fails('Could not hang up the call: VirtualPBX had a problem. Try again in a few minutes.', 503),
    ],
    [
      400,
      refusal(400, 'invalid data'),
      halts("Could not hang up the call: VirtualPBX didn't accept the request. Check the fields of this step."),
    ],
    [
      500,
      refusal(500, 'unspecified_fault'),
      fails('Could not hang up the call: VirtualPBX had a problem. Try again in a few minutes.', 500),
    ],
  ])('with %i', async (status, body, told) => {
    answering();
    asked(SECOND, { action: 'hangup' }).reply(status, body);
    await expect(act('hang_up_call', { call: FIRST })).rejects.toMatchObject(told);
  });
});
