import nock from 'nock';
import { authData } from '../support/dash.ts';
import { fails, halts, throttles } from '../support/told.ts';
import { runMessaging, textable, withKey, withTextable } from '../support/virtualText.ts';

const ann = {
  id: 'c7',
  phoneNumber: '+14154886134',
  fullName: 'Ann Lee',
  email: 'Ann.Lee@example.com',
  last_message: 'Can I come at three?',
  last_message_date: Date.parse('2026-11-24T18:32:05Z'),
};
const zoe = { id: 'c8', phoneNumber: '(628) 555-0100', fullName: 'Zoë Núñez' };
const nameless = { id: 'c9', phoneNumber: '442079460018', fullName: '44 20 7946 0018', email: '', last_message: null };
const numberless = { id: 'c10', phoneNumber: null, fullName: 'Ann Leeds', email: 'leeds@example.com' };

const annRecord = {
  id: 'c7',
  summary: 'Ann Lee (415-488-6134)',
  name: 'Ann Lee',
  number: '+14154886134',
  email: 'Ann.Lee@example.com',
  last_message: 'Can I come at three?',
  last_message_at: '2026-11-24T18:32:05Z',
  last_message_at_local: '2026-11-24T10:32:05-08:00',
};

const listed = () => textable().get('/api/contacts');
const contactsAre = (...contacts: unknown[]) => listed().reply(200, { contacts });

const notOffered = halts(
  "Your VirtualText key doesn't give access to contacts. Reconnect your VirtualPBX account with VirtualText Address and, in VirtualText Credential, your user ID and access token. If you don't have them, contact VirtualPBX support.",
);
const noCredential = halts(
  "This connection isn't set up for text messages. Reconnect your VirtualPBX account and fill in VirtualText Address and VirtualText Credential.",
);
const connectionsWithout: [string, object, object][] = [
  ['no credential', authData, noCredential],
  ['a key of the newer API', withKey, notOffered],
];
const tooSlow = halts(
  'VirtualText took more than 25 seconds to list its contacts, usually because there are very many. Look for the contact in VirtualText, or contact VirtualPBX support.',
);
const wrongAnswer = {
  name: 'AppError',
  message: expect.stringContaining('Could not read the contacts: VirtualText sent an unexpected answer.') as string,
};

describe('Find Contact', () => {
  const find = (inputData: object, connection: object = withTextable) =>
    runMessaging('searches.find_contact.operation.perform', { inputData, authData: connection });
  const all = () => contactsAre(numberless, ann, zoe, nameless, null, 'x', { fullName: 'Ann Lee' });

  test('finds a contact with all that is known of it', async () => {
    all();
    expect(await find({ number: '415.488.6134' })).toEqual([annRecord]);
  });

  test.each<[object, string]>([
    [{ number: '(415) 488-6134' }, 'c7'],
    [{ number: '+1 628 555 0100' }, 'c8'],
    [{ number: '+44 (0)20 7946 0018' }, 'c9'],
    [{ number: '4154886134', email: 'zoe@example.com', name: 'Zoë' }, 'c7'],
    [{ email: 'ann.lee@EXAMPLE.com', name: 'Zoë' }, 'c7'],
    [{ name: 'zoe nunez' }, 'c8'],
    [{ name: 'ann' }, 'c10'],
    [{ name: 'Ann Lee' }, 'c7'],
    [{ number: ' ', email: '', name: 'nunez' }, 'c8'],
  ])('%j finds %s', async (input, id) => {
    all();
    expect(await find(input)).toMatchObject([{ id }]);
  });

  test.each([{ number: '4155550199' }, { email: 'nobody@example.com' }, { name: 'Bob' }, { name: '+442079460018' }])(
    '%j finds nobody',
    async (input) => {
      all();
      expect(await find(input)).toEqual([]);
    },
  );

  test('finds nobody among none', async () => {
    contactsAre();
    expect(await find({ name: 'Ann' })).toEqual([]);
  });

  test('reads a list that has nothing around it', async () => {
    listed().reply(200, [ann]);
    expect(await find({ name: 'Ann' })).toEqual([annRecord]);
  });

  test('says what a contact without a name and number is', async () => {
    contactsAre({ id: 'c11', email: 'a@example.com', last_message_date: 1e99 });
    expect(await find({ email: 'a@example.com' })).toEqual([
      {
        id: 'c11',
        summary: 'without a number',
        name: null,
        number: null,
        email: 'a@example.com',
        last_message: null,
        last_message_at: null,
        last_message_at_local: null,
      },
    ]);
  });

  test('finds one among ten thousand', async () => {
    const many = Array.from({ length: 10_000 }, (_none, index) => ({
      id: `m${String(index)}`,
      phoneNumber: `+1415${String(2_000_000 + index)}`,
      fullName: `Person ${String(index)}`,
    }));
    contactsAre(...many, ann);
    expect(await find({ number: '4154886134' })).toMatchObject([{ id: 'c7' }]);
  });

  test.each<[object, string]>([
    [{}, 'Fill in at least one of Number, Email, or Name.'],
    [{ name: ' .' }, 'Fill in at least one of Number, Email, or Name.'],
    [{ number: 'Ann' }, "Number isn't a phone number. Write it like +1 415 555 0100."],
  ])('%j is refused without a request', async (input, sentence) => {
    await expect(find(input)).rejects.toMatchObject(halts(sentence));
  });

  test.each(connectionsWithout)('is not there for %s', async (_what, connection, error) => {
    await expect(find({ name: 'Ann' }, connection)).rejects.toMatchObject(error);
  });

  test.each<[number, object]>([
    [
      401,
      fails(
        "Could not read the contacts: VirtualText doesn't accept the VirtualText Credential of this connection. Copy it again from VirtualText, and reconnect your VirtualPBX account.",
        401,
      ),
    ],
    [408, tooSlow],
    [
      429,
      throttles(
        'Could not read the contacts: VirtualText got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
    [500, fails('Could not read the contacts: VirtualText had a problem. Try again in a few minutes.', 500)],
  ])('says that VirtualText answered %i', async (status, error) => {
    listed().reply(status, {});
    await expect(find({ name: 'Ann' })).rejects.toMatchObject(error);
  });

  test.each<[unknown, object]>([
    [{}, wrongAnswer],
    [{ contacts: 'none' }, wrongAnswer],
    [
      '<html>',
      fails(
        'Could not read the contacts: VirtualText sent an unexpected answer. Check the VirtualText fields of your connection, or contact VirtualPBX support.',
        200,
      ),
    ],
  ])('does not take %j for an empty list, which would make a second contact', async (body, error) => {
    listed().reply(200, body as object);
    await expect(find({ name: 'Ann' })).rejects.toMatchObject(error);
  });

  test('says that VirtualText takes longer than Zapier waits', async () => {
    const atOnce = AbortSignal.abort(new DOMException('too slow', 'TimeoutError'));
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(atOnce);
    await expect(find({ name: 'Ann' })).rejects.toMatchObject(tooSlow);
    const seconds = timeout.mock.calls.map(([milliseconds]) => Math.round(milliseconds / 1000));
    timeout.mockRestore();
    expect(seconds).toEqual([25]);
  });
});

describe('Create Contact', () => {
  const create = (inputData: object, connection: object = withTextable) =>
    runMessaging('creates.create_contact.operation.perform', { inputData, authData: connection });
  const ordered = (body: Record<string, string>) => textable().post('/api/contacts', body);

  test('creates a contact, and the record has what the answer does not repeat', async () => {
    ordered({ phoneNumber: '+14154886134', fullName: 'Ann Lee', email: 'Ann.Lee@example.com' }).reply(200, {
      id: 'c7',
      fullName: 'Ann Lee',
      last_message: ann.last_message,
      last_message_date: ann.last_message_date,
    });
    expect(await create({ number: '(415) 488-6134', name: ' Ann Lee ', email: 'Ann.Lee@example.com' })).toEqual(
      annRecord,
    );
  });

  test('needs no more than a number', async () => {
    ordered({ phoneNumber: '+14154886134' }).reply(201, { ...ann, fullName: ann.phoneNumber, email: null });
    expect(await create({ number: '4154886134', name: '', email: ' ' })).toMatchObject({
      id: 'c7',
      summary: '415-488-6134',
      name: null,
      email: null,
    });
  });

  test('keeps what was filled in where the answer has nothing', async () => {
    ordered({ phoneNumber: '+14154886134', fullName: 'Ann Lee' }).reply(200, {
      id: 'c7',
      phoneNumber: null,
      fullName: '',
    });
    expect(await create({ number: '4154886134', name: 'Ann Lee' })).toMatchObject({
      id: 'c7',
      number: '+14154886134',
      name: 'Ann Lee',
    });
  });

  test('accepts an answer without data', async () => {
    ordered({ phoneNumber: '+14154886134', fullName: '{{x}} 王芳' }).reply(200, []);
    expect(await create({ number: '4154886134', name: '{{x}} 王芳' })).toMatchObject({ id: '', name: '{{x}} 王芳' });
  });

  test.each<[object, string]>([
    [{ name: 'Ann' }, 'Number is empty. Fill it in.'],
    [{ number: 'Ann' }, "Number isn't a phone number. Write it like +1 415 555 0100."],
  ])('%j is refused without a request', async (input, sentence) => {
    await expect(create(input)).rejects.toMatchObject(halts(sentence));
  });

  test.each(connectionsWithout)('is not there for %s', async (_what, connection, error) => {
    await expect(create({ number: '4154886134' }, connection)).rejects.toMatchObject(error);
  });

  test('says why VirtualText refuses it', async () => {
    ordered({ phoneNumber: '+14154886134' }).reply(409, { message: 'The contact is there already.' });
    await expect(create({ number: '4154886134' })).rejects.toMatchObject(
      halts(
        "Could not create the contact: VirtualText didn't accept the request (VirtualText says: “The contact is there already”). Check the fields of this step.",
      ),
    );
  });

  test('is not repeated blindly when nobody knows whether it worked', async () => {
    ordered({ phoneNumber: '+14154886134' }).replyWithError('socket hang up');
    await expect(create({ number: '4154886134' })).rejects.toMatchObject(
      halts(
        "VirtualText didn't confirm the contact, so it may have been created. Check VirtualText before you run this step again.",
      ),
    );
  });
});

describe('the dropdown of contacts', () => {
  const list = (connection: object = withTextable) =>
    runMessaging('triggers.list_contacts.operation.perform', { authData: connection });

  test('shows each number once, sorted by name, and stores the number', async () => {
    contactsAre(zoe, nameless, numberless, ann, { ...ann, id: 'c12' });
    expect(await list()).toEqual([
      { id: '+442079460018', name: '+44 20 7946 0018' },
      { id: '+14154886134', name: 'Ann Lee (415-488-6134)' },
      { id: '+16285550100', name: 'Zoë Núñez (628-555-0100)' },
    ]);
  });

  test.each(connectionsWithout)('is not there for %s', async (_what, connection, error) => {
    await expect(list(connection)).rejects.toMatchObject(error);
  });
});

test('the credential goes along no redirect', async () => {
  listed().reply(302, '', { location: 'https://elsewhere.example/api/contacts' });
  let isAsked = false;
  nock('https://elsewhere.example')
    .get(/.*/)
    .optionally()
    .reply(200, () => {
      isAsked = true;
      return { contacts: [ann] };
    });
  await expect(runMessaging('triggers.list_contacts.operation.perform')).rejects.toMatchObject({ name: 'AppError' });
  expect(isAsked).toBe(false);
});
