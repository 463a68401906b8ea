import { frontDeskQueueId } from '../dash/company/office.ts';
import type { LiveZap, ZapDefinition } from '../zapier/platform.ts';
import type { Chapter, Stage } from './chapter.ts';
import { mismatchedMessages, textOf } from './expectedResults.ts';

const slackMessage = (about: string, key: string, channel: string): ZapDefinition => ({
  name: `Slack message for each ${about}`,
  trigger: { key, input: {} },
  steps: [{ app: 'Slack', action: 'Send Channel Message', fields: { channel, message: '{{summary}}' } }],
});

/** Instant triggers, which need a phone system that sends these events. */
const instantly = [
  slackMessage('caller who joins a queue', 'queue_caller_joined', '#call-center'),
  slackMessage('caller who leaves a queue', 'queue_caller_left', '#call-center'),
  slackMessage('agent who signs in, is ready, or is away', 'agent_availability_changed', '#call-center'),
];

/** Triggers that check every few minutes, on every phone system with a call center. */
const byPolling = [
  slackMessage('queue call', 'new_queue_call', '#call-center-log'),
  slackMessage('agent status change', 'agent_status_changed', '#call-center-log'),
];

/** What the messages must contain, in the order of the events. */
const expectedInstantly = [
  'Maya Okafor is now away (was signed out)',
  'Maya Okafor is now ready,',
  'Ann Lee (415-488-6134) joined Front Desk at position 1',
  'Maya Okafor answered Ann Lee (415-488-6134) in Front Desk',
  'Ben Ito (415-555-0177) joined Front Desk at position 1',
  'Ben Ito (415-555-0177) gave up waiting in Front Desk',
  'Maya Okafor is now ready,',
  'Maya Okafor is now away,',
];
const expectedByPolling = [
  'Maya Okafor is now away (was signed out)',
  'Maya Okafor is now ready (was away)',
  'Ann Lee (415-488-6134) is waiting in Front Desk',
  'Maya Okafor answered Ann Lee (415-488-6134) in Front Desk',
  'Maya Okafor is now on a call (was ready)',
  'Ben Ito (415-555-0177) is waiting in Front Desk',
  'Ben Ito (415-555-0177) gave up waiting in Front Desk',
  'Maya Okafor talked with Ann Lee (415-488-6134) in Front Desk',
  'Maya Okafor is now wrapping up (was on a call)',
  'Maya Okafor is now away (was wrapping up)',
];

const [ann, ben] = [
  { queueId: frontDeskQueueId, name: 'Ann Lee', number: '+14154886134' },
  { queueId: frontDeskQueueId, name: 'Ben Ito', number: '+14155550177' },
];

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

/** Ten minutes in the front desk queue. `poll` is Zapier's check, which sees only the state at that moment. */
const playQueue = async ({ dash: { company, qubicle }, report }: Stage, poll: () => Promise<void>): Promise<void> => {
  const maya = company.qubicle.recipients[0]?.id ?? '';
  const step = (what: string, work: () => Promise<unknown>) =>
    report.step(what, async () => {
      await work();
      await poll();
    });
  let sessionOfAnn = '';
  await step('Maya Okafor signs in and is ready; Ann Lee calls and waits', async () => {
    await qubicle.signIn(maya, minutesAgo(10));
    await qubicle.choose(maya, 'ready', minutesAgo(9));
    sessionOfAnn = (await qubicle.joinQueue(ann, minutesAgo(8))).session_id;
  });
  await step('Maya answers Ann’s call', async () => {
    await qubicle.offerCall(sessionOfAnn, minutesAgo(7.5));
    await qubicle.answerOffer(maya, minutesAgo(7.4));
  });
  let sessionOfBen = '';
  await step('Ben Ito calls and waits', async () => {
    sessionOfBen = (await qubicle.joinQueue(ben, minutesAgo(6))).session_id;
  });
  await step('Ben gives up; Ann’s call ends', async () => {
    await qubicle.hangUp(sessionOfBen, minutesAgo(5));
    await qubicle.hangUp(sessionOfAnn, minutesAgo(4));
  });
  await step('Maya finishes her notes and goes to lunch', async () => {
    await qubicle.endWrapups(minutesAgo(2));
    await qubicle.choose(maya, 'away', minutesAgo(1));
  });
};

const messagesOf = (zaps: readonly LiveZap[]) => zaps.flatMap(({ results }) => results);

/** Shows the channel, and checks that each expected message is in it once and that there are no others. */
const checkChannel = async ({ report }: Stage, zaps: readonly LiveZap[], expected: readonly string[]) => {
  const messages = messagesOf(zaps);
  const channel = textOf(messages[0]?.fields.channel);
  report.show(
    `Slack ${channel}`,
    messages.map(({ fields }) => textOf(fields.message)),
  );
  await report.check(`${channel} has each of the ${String(expected.length)} messages once, and no others`, [], () =>
    mismatchedMessages(
      expected.map((words) => [[words]]),
      messages,
    ),
  );
};

/** Callers in a queue, and agents who come and go, on a phone system that sends call center events. */
export const callCenter: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter('The call center: who is waiting, who answers, who is away');
  const turnOn = async (definitions: readonly ZapDefinition[]) => {
    const zaps: LiveZap[] = [];
    for (const zap of definitions)
      zaps.push(await report.step(`“${zap.name}” is turned on`, () => zapier.turnOn(connection, zap)));
    return zaps;
  };
  const instant = await turnOn(instantly);
  const polling = await turnOn(byPolling);
  const poll = async () => {
    await zapier.settled();
    for (const zap of polling) await zapier.poll(zap);
  };

  await playQueue(stage, poll);
  await checkChannel(stage, instant, expectedInstantly);
  await checkChannel(stage, polling, expectedByPolling);
  await report.check('Zapier checks again: no new messages', expectedByPolling.length, async () => {
    await poll();
    return messagesOf(polling).length;
  });
  const all = [...instant, ...polling];
  for (const zap of all) await zapier.turnOff(zap);
  await report.check('turned off: no webhook is left behind', 0, () => dash.company.webhooks.length);
  await report.check('no step failed', [], () => all.flatMap(({ errors }) => errors));
};
