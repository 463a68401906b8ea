import { mainNumber } from '../dash/company/office.ts';
import { fate, fromOutside, fromPhoneOf, people, toOutside, toPhoneOf } from '../dash/cases/builders.ts';
import { callBackTasks } from '../zaps/callBackTasks.ts';
import { dailyCallReport } from '../zaps/dailyCallReport.ts';
import { textOf } from './expectedResults.ts';
import { filledIn, turnOff, turnOn, type Chapter, type Stage } from './chapter.ts';
import type { CallScript } from '../dash/server.ts';
import type { Connection } from '../zapier/platform.ts';

const grace = { number: '+14155550171', name: 'Grace Park' };
const luis = { number: '+14155550172', name: 'Luis Ortega' };
const kwame = { number: '+14155550173', name: 'Kwame Mensah' };
const hidden = { number: 'anonymous', name: 'Anonymous' };

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

const missed = (caller: CallScript['caller'], minutes: number): CallScript => ({
  name: 'a call that nobody answers',
  caller,
  dialed: mainNumber,
  at: minutesAgo(minutes),
  legs: [fromOutside(fate(20, 0, 'NO_ANSWER')), toPhoneOf(people.maya, 'B1', fate(20, 0, 'NO_ANSWER'))],
});

const answered = (caller: CallScript['caller'], minutes: number): CallScript => ({
  name: 'a call that someone answers',
  caller,
  dialed: mainNumber,
  at: minutesAgo(minutes),
  legs: [
    fromOutside(fate(5, 60, 'NORMAL_CLEARING', 'B1')),
    toPhoneOf(people.maya, 'B1', fate(5, 60, 'NORMAL_CLEARING', 'A')),
  ],
});

const calledBack = (dialed: string, minutes: number): CallScript => ({
  name: 'a call back',
  caller: { number: people.maya },
  dialed,
  at: minutesAgo(minutes),
  legs: [
    fromPhoneOf(people.maya, fate(5, 30, 'NORMAL_CLEARING', 'B1')),
    toOutside('B1', fate(5, 30, 'NORMAL_CLEARING', 'A')),
  ],
});

/** Four callers are missed: one is called back, one calls again and gets through, and one hides the number. */
const callsOfTheAfternoon = (): CallScript[] => [
  missed(grace, 110),
  missed(luis, 105),
  missed(kwame, 100),
  missed(kwame, 80),
  missed(hidden, 75),
  calledBack(grace.number, 90),
  answered(luis, 85),
];

type Report = Record<'calls' | 'inbound' | 'outbound' | 'missed' | 'talk_seconds', number>;

/** The counts of the last 24 hours. */
const figures = async ({ zapier }: Stage, connection: Connection): Promise<number[]> => {
  const [report] = (await zapier.run(connection, 'searches.get_call_report')) as Report[];
  if (!report) throw new Error('There is no report');
  const { calls, inbound, outbound, missed: unanswered, talk_seconds } = report;
  return [calls, inbound, outbound, unanswered, talk_seconds];
};

/** The use case “Daily call report by email”. */
const reportByEmail = async (stage: Stage, connection: Connection, before: readonly number[]) => {
  const { zapier, report } = stage;
  const zap = await turnOn(stage, connection, dailyCallReport);
  await report.step('it is 6 PM', () =>
    zapier.happen(zap, { 'Pretty Date': 'Nov 24, 2026', 'Day of Week': 'Tuesday' }),
  );
  const [email, ...more] = filledIn(zap, 'Send Outbound Email');
  report.show(textOf(email?.subject), textOf(email?.body).split('\n'));
  const [result] = zap.results.map((one) => one.result as Report);
  const counted = [result?.calls, result?.inbound, result?.outbound, result?.missed, result?.talk_seconds];
  // Seven calls: six in, five of them missed, one out; 60 and 30 seconds of talk.
  await report.check('one email has the right numbers for these calls', [7, 6, 1, 5, 90], () =>
    counted.map((figure, nth) => (figure ?? 0) - (before[nth] ?? 0)),
  );
  await report.check('it has a line for each person', true, () => /Person: .*Maya Okafor/.test(textOf(email?.body)));
  await report.check('there is no second email', [], () => more);
  return zap;
};

/** The use cases “Tasks for missed calls nobody returned” and “Daily call report by email”. */
export const endOfTheDay: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter('Zaps: call-back tasks, and the daily call report');
  const before = await figures(stage, connection);
  const zap = await turnOn(stage, connection, callBackTasks);
  for (const call of callsOfTheAfternoon()) dash.recordCall(call);
  await report.step('four callers are missed this afternoon; Zapier checks', () => zapier.poll(zap));
  const tasks = filledIn(zap, 'Create Task');
  for (const { name, notes } of tasks) report.show(`Asana: ${textOf(name)}`, textOf(notes).split('\n'));
  await report.check(
    'one task: the others were called back, got through, or hid their number',
    ['Call back Kwame Mensah (415-555-0173)'],
    () => tasks.map(({ name }) => textOf(name)),
  );
  await report.check('the task says that he called twice', true, () => textOf(tasks[0]?.notes).includes(': 2\n'));
  await report.check('Zapier checks again: no new tasks', 1, async () => {
    await zapier.poll(zap);
    return filledIn(zap, 'Create Task').length;
  });
  const email = await reportByEmail(stage, connection, before);
  await turnOff(stage, [zap, email]);
};
