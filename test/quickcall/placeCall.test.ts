import { placedCallFields } from '../../src/quickcall/placedCall.record.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts, throttles } from '../support/told.ts';
import { owner } from '../support/voicemail.ts';

const PHONE = 'c2d3e44f6f8a9b0c1d2e3f4a5bb5a1f0';
const CALL_ID = '5c8e0b1f4a2d7e9036f1b8c4d2a7e5901f3b-quickcall';
const always = { number_filter: false, auto_answer: false };

/** Dash's answer for a call that it has started. */
const begun = {
  application_name: 'transfer',
  endpoints: [
    { outbound_call_id: CALL_ID, to_user: 'user_1002', custom_sip_headers: { secret: 'SIP' } },
    { outbound_call_id: 'other-quickcall' },
  ],
  outbound_caller_id_name: 'Device QuickCall',
};

const place = (inputData: object) =>
  createPlatform().run('creates.place_call.operation.perform', { inputData }) as Promise<Record<string, unknown>>;
const knowJane = (document: object = owner) => account().get(`/users/${USER}`).reply(200, success(document));
const quickcall = (query: object, number = '%2B14155550177', of = `users/${USER}`) =>
  account()
    .get(`/${of}/quickcall/${number}`)
    .query({ ...always, ...query });

const perhaps =
  "VirtualPBX didn't confirm the call, so the phone may be ringing. Check the phone before you run this step again.";

const toCustomer = { user: USER, to_number: '(415) 555-0177' };

describe('a call', () => {
  test("rings a user's phones first, and returns only the ID from the answer", async () => {
    knowJane();
    quickcall({}).reply(202, success(begun, { status: 'accepted' }));
    const record = await place(toCustomer);
    expect(Object.keys(record)).toEqual(placedCallFields.map(({ key }) => key));
    expect(record).toEqual({
      id: CALL_ID,
      summary: 'Rings Jane Doe, then calls 415-555-0177.',
      to_number: '+14155550177',
      to_name: null,
      user_id: USER,
      user_name: 'Jane Doe',
      user_first_name: 'Jane',
      user_last_name: 'Doe',
      user_email: 'jane.doe@example.com',
      user_extension: '1002',
      device_name: null,
      reference: null,
    });
  });

  test('rings one phone, then calls an extension', async () => {
    account()
      .get(`/devices/${PHONE}`)
      .reply(200, success({ id: PHONE, name: 'Front desk phone' }));
    quickcall({}, '1003', `devices/${PHONE}`).reply(200, success(begun));
    expect(await place({ user: '', device: PHONE, to_number: '1003' })).toMatchObject({
      summary: 'Rings Front desk phone, then calls extension 1003.',
      to_number: '1003',
      user_id: null,
      device_name: 'Front desk phone',
    });
  });

  test('sends everything that was filled in', async () => {
    knowJane();
    quickcall({
      auto_answer: true,
      timeout: 20,
      // KAZOO decodes the caller ID one time too many.
      'cid-number': '%2B14154886100',
      'cid-name': 'Brightwater%20%26%20S%C3%B6hne',
      correlation_id: 'deal ~7b~7b1~7d~7d',
    }).reply(200, success(begun));
    const record = await place({
      ...toCustomer,
      ring_seconds: '20',
      auto_answer: 'true',
      caller_id_number: '415-488-6100',
      caller_id_name: ' Brightwater & Söhne ',
      reference: 'deal {{1}}',
    });
    expect(record).toMatchObject({ reference: 'deal {{1}}' });
  });

  test.each([
    ["Grace's Shop", 'Grace’s Shop'],
    ['A=B, "C" ^D', 'A=B, C D'],
    ['100 % {fun} [x] $y \\ `z`', '100 % fun x y  z'],
  ])('shows the name %j without characters that would cut off the command to the switch', async (name, shown) => {
    knowJane();
    quickcall({ 'cid-name': encodeURIComponent(shown) }).reply(202, success(begun));
    expect(await place({ ...toCustomer, caller_id_name: name })).toMatchObject({ id: CALL_ID });
  });

  test('shows the usual name if nothing is left of the given one', async () => {
    knowJane();
    quickcall({}).reply(202, success(begun));
    expect(await place({ ...toCustomer, caller_id_name: '^^' })).toMatchObject({ id: CALL_ID });
  });

  test("is stored under each phone's leg, with what the legs lose later", async () => {
    const platform = createPlatform();
    knowJane();
    quickcall({ correlation_id: 'deal-1' }).reply(202, success(begun));
    await platform.run('creates.place_call.operation.perform', {
      inputData: { ...toCustomer, reference: 'deal-1' },
    });
    const placed = { id: CALL_ID, legIds: [CALL_ID, 'other-quickcall'], reference: 'deal-1' };
    expect(JSON.parse(platform.cache.get(`placed:${CALL_ID}`) ?? '')).toEqual(placed);
    expect(JSON.parse(platform.cache.get('placed:other-quickcall') ?? '')).toEqual(placed);
    expect(platform.lifetimes.get('placed:other-quickcall')).toBe(24 * 60 * 60);
  });

  test('sends nothing for fields that are empty', async () => {
    knowJane();
    quickcall({}).reply(200, success(begun));
    const empty = { ring_seconds: '', auto_answer: null, caller_id_number: [], caller_id_name: '  ' };
    expect(await place({ ...toCustomer, ...empty })).toMatchObject({ id: CALL_ID });
  });

  test.each([null, {}, { endpoints: [] }, { endpoints: [{}] }])(
    'may have been placed if Dash names no ringing phone: %j',
    async (answer) => {
      knowJane();
      quickcall({}).reply(200, success(answer));
      await expect(place(toCustomer)).rejects.toMatchObject(halts(perhaps));
    },
  );

  test.each([
    [{ user: USER }, "Rings the user's phones, then calls 415-555-0177."],
    [{ device: PHONE }, 'Rings the phone, then calls 415-555-0177.'],
  ])('rings %j even if its name is unknown', async (phones, summary) => {
    const [of, id] = 'user' in phones ? ['users', USER] : ['devices', PHONE];
    account().get(`/${of}/${id}`).reply(500, refusal(500, 'unspecified_fault'));
    quickcall({}, undefined, `${of}/${id}`).reply(200, success(begun));
    expect(await place({ ...phones, to_number: '+14155550177' })).toMatchObject({ summary });
  });
});

describe('no call is placed', () => {
  test.each([
    [{ user: USER }, 'To Number is empty. Fill it in.'],
    [
      { user: USER, to_number: 'Ann' },
      "To Number isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
    ],
    [{ to_number: '1003' }, 'Fill in either User or Device.'],
    [{ to_number: '1003', user: USER, device: PHONE }, 'Fill in either User or Device, not both.'],
    [{ ...toCustomer, ring_seconds: 3 }, 'Ring Time (in Seconds) must be a whole number, 4 or more.'],
    [{ ...toCustomer, ring_seconds: '20.5' }, 'Ring Time (in Seconds) must be a whole number, 4 or more.'],
    [{ ...toCustomer, ring_seconds: 'long' }, 'Ring Time (in Seconds) must be a whole number, 4 or more.'],
    [{ ...toCustomer, auto_answer: 'maybe' }, 'Answer Automatically must be true or false.'],
    [
      { ...toCustomer, caller_id_number: 'Ann' },
      "Caller ID Number isn't a phone number. Write it like +1 415 555 0100.",
    ],
  ])('for %j, and Dash gets no request', async (input, sentence) => {
    await expect(place(input)).rejects.toMatchObject(halts(sentence));
  });

  test.each([
    [
      owner,
      "None of Jane's phones can ring. Check that a phone is set up and that Do Not Disturb is off, or choose another user or device.",
    ],
    [
      { id: USER, username: 'frontdesk' },
      "None of frontdesk's phones can ring. Check that a phone is set up and that Do Not Disturb is off, or choose another user or device.",
    ],
    [
      { id: USER },
      "None of this user's phones can ring. Check that a phone is set up and that Do Not Disturb is off, or choose another user or device.",
    ],
  ])("when none of the user's phones can ring", async (document, sentence) => {
    knowJane(document);
    quickcall({}).reply(500, refusal(500, 'unspecified_fault'));
    await expect(place(toCustomer)).rejects.toMatchObject(halts(sentence));
  });

  test.each([
    [
      200,
      success({ id: PHONE, name: 'Front desk phone' }),
      "Front desk phone can't ring. Check that it is set up and that Do Not Disturb is off, or choose another user or device.",
    ],
    [
      404,
      refusal(404, 'bad identifier'),
      "The phone can't ring. Check that it is set up and that Do Not Disturb is off, or choose another user or device.",
    ],
  ])('when the phone cannot ring', async (status, body, sentence) => {
    account().get(`/devices/${PHONE}`).reply(status, body);
    quickcall({}, '1003', `devices/${PHONE}`).reply(500, refusal(500, 'unspecified_fault'));
    await expect(place({ device: PHONE, to_number: '1003' })).rejects.toMatchObject(halts(sentence));
  });

  test.each([
    ['user', "VirtualPBX can't find this user, who may have been deleted. Choose a user again in User."],
    ['device', "VirtualPBX can't find this phone; it may have been deleted. Choose it again in Device."],
  ])("for a %s that doesn't exist", async (of, sentence) => {
    account().get(`/${of}s/${OTHER}`).reply(404, refusal(404, 'bad identifier'));
    quickcall({}, '1003', `${of}s/${OTHER}`).reply(404, refusal(404, 'bad identifier', [OTHER]));
    await expect(place({ [of]: OTHER, to_number: '1003' })).rejects.toMatchObject(halts(sentence));
  });

  test.each([
    [404, '', halts("Quickcall isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.")],
    [
      429,
      refusal(429, 'too_many_requests'),
      throttles(
        'Could not place the call: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
    [
      409,
      refusal(409, 'datastore_conflict'),
      fails('Could not place the call: someone else was changing it at the same time. Try again.', 409),
    ],
    [502, refusal(502, 'bad_gateway'), halts(perhaps)],
    [503, refusal(503, 'datastore_unreachable'), halts(perhaps)],
    [504, '', halts(perhaps)],
    [520, '', halts(perhaps)],
    [408, '', halts(perhaps)],
    [200, '', halts(perhaps)],
    [200, '<html>', halts(perhaps)],
    [200, '{"status":"success","data":{"endpoin', halts(perhaps)],
  ])('a second time after %i', async (status, body, told) => {
    knowJane();
    quickcall({}).reply(status, body);
    await expect(place(toCustomer)).rejects.toMatchObject(told);
  });

  test('a second time without an answer', async () => {
    knowJane();
    quickcall({}).replyWithError('socket hang up');
    await expect(place(toCustomer)).rejects.toMatchObject(halts(perhaps));
  });
});
