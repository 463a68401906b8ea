import type { DataMatcherMap } from 'nock';
import { callHandlingRecord } from '../../src/users/callHandling.record.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { janesDetails } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';
import { notAllowed, refused } from '../support/refusals.ts';
import { halts } from '../support/told.ts';
import { owner } from '../support/voicemail.ts';
import { notConfirmed } from '../zapier/notConfirmed.ts';

const NUMBER = '+14154886177';

const forwarding = { enabled: true, number: NUMBER };

const update = (inputData: object) =>
  createPlatform().run('creates.update_call_handling.operation.perform', { inputData: { user: USER, ...inputData } });

/** Dash accepts exactly this change and returns the whole document. */
const takes = (change: DataMatcherMap, document: object = change) =>
  account()
    .patch(`/users/${USER}`, { data: change })
    .reply(200, success({ ...owner, ...document }));

const storedIs = (call_forward?: object) =>
  account()
    .get(`/users/${USER}`)
    .reply(200, success({ ...owner, call_forward }));

test('returns the user with the new call settings', async () => {
  takes(
    { do_not_disturb: { enabled: false }, call_forward: { enabled: true, number: NUMBER } },
    {
      do_not_disturb: { enabled: false },
      call_forward: {
        ...forwarding,
        substitute: false,
        require_keypress: false,
        keep_caller_id: false,
        direct_calls_only: true,
      },
      vm_to_email_enabled: false,
    },
  );
  expect(await update({ do_not_disturb: false, call_forwarding: true, forward_number: '(415) 488-6177' })).toEqual({
    id: USER,
    summary: 'Jane Doe: do not disturb is off, calls are forwarded to 415-488-6177, and voicemails are not emailed.',
    ...janesDetails,
    do_not_disturb: false,
    call_forwarding: true,
    forward_number: NUMBER,
    forward_when_offline: false,
    ring_forward_number_only: false,
    require_keypress: false,
    keep_caller_number: false,
    direct_calls_only: true,
    voicemail_to_email: false,
  });
});

test.each<[string, object, DataMatcherMap]>([
  ['do not disturb', { do_not_disturb: 'true' }, { do_not_disturb: { enabled: true } }],
  ['forwarding off', { call_forwarding: 'no', forward_number: '' }, { call_forward: { enabled: false } }],
  ['the number', { forward_number: ['+1 (415) 488-6177'] }, { call_forward: { number: NUMBER } }],
  [
    'an extension',
    { forward_number: '10-03', call_forwarding: true },
    { call_forward: { enabled: true, number: '1003' } },
  ],
  [
    'every option',
    {
      forward_when_offline: false,
      ring_forward_number_only: true,
      require_keypress: 'yes',
      keep_caller_number: 'false',
      direct_calls_only: true,
    },
    {
      call_forward: {
        failover: false,
        substitute: true,
        require_keypress: true,
        keep_caller_id: false,
        direct_calls_only: true,
      },
    },
  ],
  ['voicemail to email', { voicemail_to_email: false, do_not_disturb: null }, { vm_to_email_enabled: false }],
])('changes what was filled in and nothing else: %s', async (_what, inputData, change) => {
  takes(change);
  expect(await update(inputData)).toMatchObject({ id: USER, user_name: 'Jane Doe' });
});

describe('forwarding without a number', () => {
  const NO_NUMBER = 'This user has no saved number to forward calls to. Fill in Forwarding Number.';

  test.each<[string, object, DataMatcherMap]>([
    ['that is turned on', { call_forwarding: true }, { enabled: true }],
    ['for phones that are offline', { forward_when_offline: 'true' }, { failover: true }],
  ])('%s goes to the number that is stored', async (_what, inputData, call_forward) => {
    storedIs({ number: NUMBER });
    takes({ call_forward }, { call_forward: { number: NUMBER, ...call_forward } });
    expect(await update(inputData)).toMatchObject({ forward_number: NUMBER });
  });

  test.each([undefined, {}, { enabled: false, number: '' }])(
    'changes nothing if no number is saved: %j',
    async (stored) => {
      storedIs(stored);
      await expect(update({ call_forwarding: true, do_not_disturb: true })).rejects.toMatchObject(halts(NO_NUMBER));
    },
  );

  test('fails if the user cannot be read', async () => {
    account().get(`/users/${USER}`).reply(404, refused(404));
    await expect(update({ call_forwarding: true })).rejects.toThrow("Could not read the user's call settings");
  });
});

test.each<[string, object, string]>([
  ['no user', { user: '', do_not_disturb: true }, 'User is empty. Fill it in.'],
  [
    'no change',
    { do_not_disturb: '', forward_number: ' ' },
    "There's nothing to change. Fill in at least one more field.",
  ],
  [
    'a value that is not true or false',
    { ring_forward_number_only: 'both' },
    'Ring Forwarding Number Only must be true or false.',
  ],
  [
    'an invalid number',
    { forward_number: 'her mobile' },
    "Forwarding Number isn't a phone number. Write it like +1 415 555 0100, or an extension like 1001.",
  ],
])('%s is an error before any request', async (_what, inputData, sentence) => {
  await expect(update(inputData)).rejects.toMatchObject(halts(sentence));
});

test("a refusal says what couldn't be done", async () => {
  account().patch(`/users/${USER}`).reply(403, refused(403));
  await expect(update({ do_not_disturb: true })).rejects.toMatchObject(notAllowed("update the user's call settings"));
});

test.each([{}, null, 'ok', []])('the answer %j confirms nothing', async (answer) => {
  account().patch(`/users/${USER}`).reply(200, success(answer));
  await expect(update({ do_not_disturb: true })).rejects.toMatchObject(notConfirmed('the new call settings'));
});

test('a validation error for the number names the field by its label', async () => {
  const data = { 'call_forward.number': { maxLength: { message: 'String must not be more than 35 characters' } } };
  account()
    .patch(`/users/${USER}`)
    .reply(400, refusal(400, 'validation error', data));
  await expect(update({ forward_number: NUMBER })).rejects.toMatchObject(
    halts(
      "Could not update the user's call settings. Forwarding Number: String must not be more than 35 characters. Check the fields of this step.",
    ),
  );
});

describe('the record', () => {
  test.each<[string, object, string]>([
    ['forwarding', forwarding, 'calls are forwarded to 415-488-6177'],
    ['forwarding to an extension', { enabled: true, number: '1003' }, 'calls are forwarded to extension 1003'],
    ['forwarding without a number', { enabled: true }, 'call forwarding has no number'],
    [
      'forwarding while offline',
      { failover: true, number: NUMBER },
      'calls are forwarded to 415-488-6177 while no phone is online',
    ],
    ['a number alone', { number: NUMBER }, 'calls are not forwarded'],
  ])('describes %s', (_what, call_forward, words) => {
    expect(callHandlingRecord(USER, { call_forward, do_not_disturb: { enabled: true } }).summary).toBe(
      `User without a name: do not disturb is on, ${words}, and voicemails are emailed.`,
    );
  });

  test("of a user without settings has Dash's defaults", () => {
    expect(callHandlingRecord(USER, {})).toMatchObject({
      id: USER,
      do_not_disturb: false,
      call_forwarding: false,
      forward_number: null,
      forward_when_offline: false,
      ring_forward_number_only: true,
      require_keypress: true,
      keep_caller_number: true,
      direct_calls_only: false,
      voicemail_to_email: true,
    });
  });
});
