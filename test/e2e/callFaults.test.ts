import { cases } from '../../sandbox/dash/cases/cases.ts';
import { notesOf, openOffice, type Office } from './office.ts';
import { comparison, playCalls } from './playing.ts';
import type { Fault } from '../../sandbox/dash/server.ts';

let office: Office;

const timeLimit = AbortSignal.timeout.bind(AbortSignal);

beforeEach(async () => {
  // An answer that breaks off keeps the app waiting as long as it ever waits for one; tests need not.
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => timeLimit(milliseconds / 20));
  office = await openOffice();
});

afterEach(() => office.close());

type Trouble = [string, Omit<Fault, 'path'>];

const troubles: Trouble[] = [
  ['fails', { status: 500 }],
  ['breaks the connection', { reset: true }],
  ['breaks off in the middle', { truncated: true }],
  ['sends a web page', { notJson: true }],
];

/** The first of the cases: two phones ring, and one of them answers. */
const [answered] = cases;

const play = async () => {
  const played = answered && (await office.dash.playCall(answered.script()));
  await office.zapier.settled();
  return played;
};

describe.each(troubles)('where Dash %s', (_what, trouble) => {
  const legs = { ...trouble, path: /\/cdrs\/legs\// };
  const list = { ...trouble, path: /\/cdrs$/ };

  test('once for the legs of a call, the call is still complete', async () => {
    const zap = await office.listen('call_ended');
    office.dash.fault(legs);

    const played = await play();

    expect(notesOf(zap)).toMatchObject([{ id: played?.primaryCallId, outcome: 'answered', complete: 'true' }]);
  });

  test('each time, the call is built from its event alone', async () => {
    const zap = await office.listen('call_ended');
    office.dash.fault({ ...legs, times: Infinity });

    const played = await play();

    expect(notesOf(zap)).toMatchObject([
      { id: played?.primaryCallId, direction: 'inbound', outcome: 'answered', complete: 'false', total_seconds: '70' },
    ]);
    expect(zap.errors).toEqual([]);
  });

  test('when asked for new records, the next poll catches up', async () => {
    office.dash.settings.cdrLagMs = 0;
    const zap = await office.listen('new_call_record');
    const played = await playCalls(office, cases.length);
    office.dash.fault(list);

    await office.zapier.poll(zap);
    expect(notesOf(zap)).toEqual([]);
    expect(zap.errors).toMatchObject([{ message: expect.stringContaining('read the call records') as string }]);

    await office.zapier.poll(zap);
    const { expected, told } = comparison(zap, played);
    expect(told).toEqual(expected);
  });
});

test('records that come late are waited for', async () => {
  office.dash.settings.cdrLagMs = 400;
  const zap = await office.listen('call_ended');

  await play();

  expect(notesOf(zap)).toMatchObject([{ outcome: 'answered', complete: 'true', user_name: 'Zoë Núñez' }]);
  expect(office.dash.requests.filter(({ path }) => path.includes('/legs/')).length).toBeGreaterThan(1);
});

test('records that never come are not waited for: the events have to do', async () => {
  office.dash.settings.cdrLagMs = 60_000;
  const zap = await office.listen('missed_call');

  const played = await playCalls(office, cases.length);

  const { expected, told } = comparison(zap, played);
  expect(told).toEqual(expected);
  expect(new Set(notesOf(zap).map(({ complete }) => complete))).toEqual(new Set(['false']));
});

test('slow answers only take their time', async () => {
  const zap = await office.listen('call_ended');
  office.dash.fault({ path: /legs/, delayMs: 500 });

  await play();

  expect(notesOf(zap)).toMatchObject([{ outcome: 'answered', complete: 'true' }]);
});

test('people and phones that cannot be looked up leave their names empty', async () => {
  const zap = await office.listen('call_answered');
  office.dash.fault({ path: /\/(users|devices)\//, times: Infinity });

  await play();

  expect(notesOf(zap)).toMatchObject([{ direction: 'inbound', user_name: '' }]);
  expect(zap.errors).toEqual([]);
});

test('a delivery that Dash repeats is returned once', async () => {
  const zap = await office.listen('call_ended');
  await play();

  for (const { rawRequest } of [...zap.deliveries])
    await fetch(zap.targetUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: rawRequest.content,
    });
  await office.zapier.settled();

  expect(zap.deliveries.length).toBeGreaterThan(1);
  expect(notesOf(zap)).toHaveLength(1);
});
