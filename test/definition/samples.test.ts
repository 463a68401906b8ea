import app from '../../src/index.ts';
import { isField, operationsOf, textsOf, visibleOf, type Definition, type Operation } from './definition.ts';

type Sample = Readonly<Record<string, unknown>>;

const definition = app as unknown as Definition;

const sampleOf = ({ operation }: Operation): Sample => operation?.sample ?? {};

const operations = visibleOf(definition).map((operation) => [operation.name, operation, sampleOf(operation)] as const);

/** The beginnings of the keys with an ending: `wait` of `wait_seconds`. */
const keysWith = (sample: Sample, ending: string): string[] =>
  Object.keys(sample)
    .filter((key) => key.endsWith(ending))
    .map((key) => key.slice(0, -ending.length));

const partsOf = (sample: Sample): Sample[] => [sample, ...((sample.rows ?? []) as Sample[])];

test('there are samples to check', () => {
  expect(operations.length).toBeGreaterThan(50);
  expect(operationsOf(definition).length).toBeGreaterThan(operations.length);
});

describe('numbers and addresses', () => {
  const texts = operations.flatMap(([name, , sample]) => textsOf(sample, name));
  const found = (pattern: RegExp) => texts.flatMap(({ text }) => text.match(pattern) ?? []);

  test('in E.164 are reserved for fiction', () => {
    const numbers = found(/(?<![\w@-])\+\d{7,15}\b/g);
    expect(numbers).toContain('+14155550134');
    expect(numbers.filter((number) => !/^\+1[2-9]\d\d55501\d\d$|^\+44(20)?7946\d{4,6}$/.test(number))).toEqual([]);
  });

  test('in any other form are, too', () => {
    const numbers = found(/\(?\b[2-9]\d\d\)?[ -]\d{3}-\d{4}\b|\b[2-9]\d{9}\b/g).map((text) => text.replace(/\D/g, ''));
    expect(numbers).toContain('4155550134');
    expect(numbers.filter((digits) => !/^[2-9]\d\d55501\d\d$/.test(digits))).toEqual([]);
  });

  test('of mail and web are those of example.com', () => {
    const hosts = found(/(?<=@|:\/\/)[\w-]+(\.[\w-]+)*\.[a-z]+/g);
    expect(new Set(hosts)).toEqual(new Set(['example.com']));
  });
});

const outputKeys = ({ operation }: Operation): string[] =>
  (operation?.outputFields ?? []).filter(isField).map(({ key }) => String(key));

const idLabelOf = ({ operation }: Operation): string =>
  (operation?.outputFields ?? []).filter(isField).find(({ key }) => key === 'id')?.label ?? '';

/** The key of the local time of the record's main moment, which its date and time follow. */
const mainOf = (operation: Operation): string | undefined => {
  const keys = outputKeys(operation);
  return keys[keys.indexOf('local_date') - 1];
};

const moments = operations.flatMap(([name, , sample]) =>
  keysWith(sample, '_at_local').map((key) => {
    const [utc, local] = [sample[`${key}_at`], sample[`${key}_at_local`]] as (string | null)[];
    return { name, key, utc, local };
  }),
);

test.each(moments)('$name has $key in UTC and in Los Angeles', ({ key, utc = null, local = null }) => {
  const isOnTheDay = local === null || key === 'until' || local.startsWith('2026-11-24T');
  expect([isOnTheDay, local === null || local.endsWith('-08:00')]).toEqual([true, true]);
  expect(local && new Date(local).toISOString()).toBe(utc && new Date(utc).toISOString());
});

const mains = operations.flatMap(([name, operation, sample]) => {
  const key = mainOf(operation);
  return key === undefined ? [] : [{ name, idLabel: idLabelOf(operation), key, sample }];
});

test.each(mains)('$name says of $key when that is', ({ key, sample }) => {
  const local = sample[key] as string;
  const hour = Number(local.slice(11, 13));
  expect(sample).toMatchObject({
    local_date: local.slice(0, 10),
    local_time: local.slice(11, 16),
    local_time_12h: `${String(hour % 12 || 12)}${local.slice(13, 16)} ${hour < 12 ? 'AM' : 'PM'}`,
    local_hour: hour,
    weekday: 'Tuesday',
  });
  const [, inSummary] = /Nov(?: 24)?, (\d+:\d\d(?: [AP]M)?)/.exec(String(sample.summary)) ?? [];
  expect([undefined, sample.local_time, sample.local_time_12h]).toContain(inSummary);
});

const lengths = operations.flatMap(([name, , sample]) =>
  partsOf(sample).flatMap((part) =>
    keysWith(part, '_seconds').map((key) => ({
      name,
      key,
      seconds: part[`${key}_seconds`] as number | null,
      text: part[`${key}_text`],
    })),
  ),
);

test.each(lengths)('$name has $key in seconds and as text', ({ seconds, text }) => {
  const clock = new Date((seconds ?? 0) * 1000).toISOString().slice(11, 19);
  expect(text).toBe(seconds === null ? null : clock.replace(/^(00:0?|0)/, ''));
});

const withCustomer = operations
  .filter(([, operation]) => outputKeys(operation).includes('customer'))
  .map(([name, , sample]) => ({
    name,
    sample,
    isOutbound: sample.direction === 'outbound' || ['create send_fax', 'trigger fax_sent'].includes(name),
  }));

test.each(withCustomer)('$name has a customer who is the other side', ({ sample, isOutbound }) => {
  const [number, name, ours] = isOutbound
    ? [sample.to_number, sample.to_name, sample.from_number]
    : [sample.from_number, sample.from_name, sample.to_number];
  const digits = /^\+1(\d{10})$/.exec(String(number))?.[1] ?? null;
  const [, area, exchange, line] = /(...)(...)(....)/.exec(digits ?? '') ?? [];
  const formatted = digits === null ? String(number) : `${String(area)}-${String(exchange)}-${String(line)}`;
  expect(sample).toMatchObject({
    customer: typeof name === 'string' ? `${name} (${formatted})` : formatted,
    customer_number: number,
    customer_number_national: digits && `(${String(area)}) ${String(exchange)}-${String(line)}`,
    customer_number_digits: digits,
    customer_name: name,
    call_back_link: digits && `tel:${String(number)}`,
    our_number: ours ?? null,
  });
});

describe('the story', () => {
  /** What every sample says of the things with an id under this key, or with this label of their id. */
  const tellings = (idKey: string, label: string): { name: string; id: string; sample: Sample }[] =>
    operations.flatMap(([name, operation, sample]) => {
      const id = idLabelOf(operation) === label ? sample.id : sample[idKey];
      return typeof id === 'string' ? [{ name, id, sample }] : [];
    });

  /** The different values that samples have for a key of the same thing, where they know it. */
  const contradictions = (idKey: string, label: string, keys: readonly string[]): string[] => {
    const facts = new Map<string, Map<string, string[]>>();
    for (const { name, id, sample } of tellings(idKey, label)) {
      for (const key of keys.filter((one) => sample[one] !== undefined && sample[one] !== null)) {
        const values = facts.get(`${id} ${key}`) ?? new Map<string, string[]>();
        const value = JSON.stringify(sample[key]);
        facts.set(`${id} ${key}`, values.set(value, [...(values.get(value) ?? []), name]));
      }
    }
    return [...facts]
      .filter(([, values]) => values.size > 1)
      .map(([fact, values]) => `${fact}: ${JSON.stringify([...values])}`);
  };

  const PARTIES = ['from_number', 'from_name', 'to_number', 'to_name', 'customer_number', 'direction'];
  const PERSON = ['user_name', 'user_first_name', 'user_last_name', 'user_email', 'user_extension'];
  const CALL = ['outcome', 'missed_reason', 'system_answered', 'started_at', 'answered_at', 'ended_at', 'wait_seconds'];
  const LENGTHS = ['ringing_seconds', 'talk_seconds', 'has_recording', 'recording_ids', 'hangup_cause', 'device_name'];

  test('tells the same of a call wherever the call comes up', () => {
    expect(contradictions('call_id', '', [...PARTIES, ...PERSON, 'wait_seconds', 'talk_seconds'])).toEqual([]);
    expect(contradictions('', 'Call ID', [...PARTIES, ...PERSON, ...CALL, ...LENGTHS])).toEqual([]);
  });

  test('tells of a thing with an id what the call with that id is', () => {
    const calls = new Map(tellings('', 'Call ID').map(({ id, sample }) => [id, sample]));
    for (const { name, id, sample } of tellings('call_id', '')) {
      const call = calls.get(id);
      expect([name, call?.from_number, call?.from_name]).toEqual([
        name,
        sample.from_number ?? call?.from_number,
        sample.from_name ?? call?.from_name,
      ]);
      const at = ['started', 'received', 'requested', 'occurred', 'entered'].find((one) => `${one}_at` in sample);
      const moment = String(sample[`${String(at)}_at`]);
      expect([name, moment >= String(call?.started_at)]).toEqual([name, true]);
      expect([name, typeof call?.ended_at !== 'string' || moment <= call.ended_at]).toEqual([name, true]);
    }
  });

  test.each([
    [
      'Voicemail ID',
      'voicemail_id',
      ['summary', ...PARTIES, 'received_at', 'duration_seconds', 'transcription', 'call_id'],
    ],
    ['Recording ID', 'recording_id', ['summary', ...PARTIES, 'started_at', 'duration_seconds', 'call_id']],
    ['Fax Job ID', 'job_id', ['customer_number', 'to_number', 'pages', 'faxbox_id', 'sent_at', 'failed_at', 'job_id']],
    ['Message ID', 'message_id', ['summary', 'body', 'sent_at']],
    ['Contact ID', 'conversation_id', ['name', 'number', 'email', 'last_message', 'contact_name', 'contact_email']],
    ['User ID', 'user_id', PERSON],
    ['Agent ID', 'user_id', PERSON],
    ['Device ID', 'device_id', ['device_name', 'mac_address', ...PERSON]],
    ['Voicemail Box ID', 'mailbox_id', ['mailbox_name', 'mailbox_number', ...PERSON]],
    ['Fax Box ID', 'faxbox_id', ['faxbox_name']],
    ['Queue ID', 'queue_id', ['queue_name']],
    ['Blocklist ID', 'blocklist_ids', ['name', 'blocklist_names']],
    ['Change ID', 'change_id', ['status', 'changed_at', 'device_id', 'user_id']],
    ['Event ID', 'event_id', ['occurred_at']],
  ])('gives one account of each %s', (label, idKey, keys) => {
    expect(tellings(idKey, label)).not.toEqual([]);
    expect(contradictions(idKey, label, keys)).toEqual([]);
  });

  test('has a missed, an answered and a running call, each at its time and with its own id', () => {
    const times = tellings('', 'Call ID').flatMap(({ id, sample }) =>
      typeof sample.started_at_local === 'string' ? [`${sample.started_at_local.slice(11, 16)} ${id}`] : [],
    );
    expect([...new Set(times)].sort()).toEqual([
      '10:32 NDlkNGI3OTZl@10.126.0.9',
      '11:05 YTk4MWY0OGEy@10.126.0.9',
      '11:20 ZDEyM2E0NWI2@10.126.0.9',
      '14:20 ZTkxMWMwZmZl@10.126.0.9',
    ]);
  });

  test('lets no two things of one kind happen in the same second', () => {
    const idsAt = new Map<string, Set<unknown>>();
    for (const { name, idLabel, key, sample } of mains.filter((one) => one.name.startsWith('trigger'))) {
      const moment = `${idLabel} ${key} ${String(sample[key])}`;
      idsAt.set(moment, (idsAt.get(moment) ?? new Set()).add(sample.id));
      expect([name, idLabel]).not.toEqual([name, '']);
    }
    expect([...idsAt].filter(([, ids]) => ids.size > 1)).toEqual([]);
  });

  test('has the recording that its calls name', () => {
    const recordings = tellings('', 'Recording ID').map(({ id }) => id);
    const named = tellings('recording_ids', '').map(({ sample }) => sample.recording_ids);
    expect(new Set(named)).toEqual(new Set(recordings));
  });

  test('adds up in the report', () => {
    const report = definition.searches?.get_call_report?.operation?.sample ?? {};
    const rows = report.rows as Record<string, number>[];
    const sum = (key: string) => rows.reduce((all, row) => all + Number(row[key]), 0);
    const sums = ['calls', 'inbound', 'outbound', 'internal', 'answered', 'missed', 'not_returned', 'talk_seconds'];
    for (const key of sums) expect([key, report[key]]).toEqual([key, sum(key)]);
    for (const figures of [report as Record<string, number>, ...rows]) {
      const { calls = 0, inbound = 0, outbound = 0, internal = 0, missed = 0, not_returned = 0 } = figures;
      expect(calls).toBe(inbound + outbound + internal);
      expect(not_returned).toBeLessThanOrEqual(missed);
      expect(figures.answered_percent).toBe(Math.round((100 * (inbound - missed)) / inbound));
      expect(figures.average_talk_seconds).toBe(Math.round(Number(figures.talk_seconds) / Number(figures.answered)));
    }
    expect(report.longest_wait_seconds).toBe(Math.max(...rows.map((row) => Number(row.longest_wait_seconds))));
  });
});
