import { casesOf } from '../dash/cases/cases.ts';
import { expectedCalls, isListedBy, isMissed, isReportedAnswered } from '../dash/cases/expectedCalls.ts';
import { outsider } from '../dash/cases/builders.ts';
import { tableLines } from './textTable.ts';
import { callDataToGoogleSheets } from '../zaps/callDataToGoogleSheets.ts';
import { slackAnsweredCalls, slackMissedCalls } from '../zaps/slackNotifications.ts';
import { expectedRow, expectedTexts, textOf, mismatchedMessages, mismatchedRows } from './expectedResults.ts';
import { refreshesDuring, type Chapter, type Stage } from './chapter.ts';
import type { CallCase } from '../dash/cases/cases.ts';
import type { ExpectedCall } from '../dash/cases/expectedCalls.ts';
import type { LiveZap } from '../zapier/platform.ts';

const callers = ['Grace Park', 'Ann Lee', 'Luis Ortega', 'Amélie Roux', 'Kwame Mensah', '王芳', 'Jürgen Weiß'];

/** The case as a call that just ended; each caller from outside has a name and number of their own. */
const scriptOf = ({ script }: CallCase, nth: number) => {
  const isFromOutside = script().caller.number === outsider.number;
  const caller = { number: `+14155550${String(200 + nth)}`, name: callers[nth % callers.length] ?? '' };
  return script({ at: undefined, ...(isFromOutside ? { caller } : {}) });
};

/** Plays all cases at once; when half of the calls are over, the session ends. */
const playAll = async ({ dash, report }: Stage): Promise<ExpectedCall[]> => {
  const cases = casesOf(dash.settings.kazoo);
  let over = 0;
  const play = async (one: CallCase, nth: number) => {
    const played = await dash.playCall(scriptOf(one, nth));
    report.note(one.name);
    over += 1;
    if (over === Math.floor(cases.length / 2)) {
      dash.expireSessions();
      report.note('the session expires');
    }
    return expectedCalls(dash.company, one, played);
  };
  return (await Promise.all(cases.map(play))).flat();
};

const showSheet = ({ report }: Stage, { results }: LiveZap) => {
  const rows = results.map(({ fields }) => Object.values(fields).map(textOf));
  const names = Object.keys(results[0]?.fields ?? {});
  report.show('Google Sheets (wait, ring and talk in seconds)', tableLines([names, ...rows]));
};

const showChannel = ({ report }: Stage, { results }: LiveZap) => {
  const messages = results.map(({ fields }) => textOf(fields.message).split('\n').reverse());
  report.show(`Slack ${textOf(results[0]?.fields.channel)}`, tableLines([['Link', 'Message'], ...messages]));
};

/** Shows the messages in a channel, and checks them against the calls that were played. */
const checkChannel = async (stage: Stage, what: string, zap: LiveZap, calls: ExpectedCall[]) => {
  const { dash, report } = stage;
  showChannel(stage, zap);
  await report.check(`each of the ${String(calls.length)} ${what} calls is in the channel once`, [], () =>
    mismatchedMessages(
      calls.map((call) => expectedTexts(dash.company, call)),
      zap.results,
    ),
  );
};

/** Sends a delivery again, as Dash does when the response got lost. */
const deliverAgain = ({ targetUrl, deliveries }: LiveZap, { id }: ExpectedCall) => {
  const ways = [id, encodeURIComponent(id)];
  const delivery = deliveries.find(({ rawRequest }) => ways.some((way) => rawRequest.content.includes(way)));
  if (!delivery) throw new Error('Dash has never sent it');
  const { method, headers, content } = delivery.rawRequest;
  return fetch(targetUrl, { method, headers: { 'Content-Type': headers['Content-Type'] ?? '' }, body: content });
};

/** The use cases “Call data to Google Sheets” and “Slack notifications from call events”. */
export const callsAtTheOffice: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter('Zaps: call data to Google Sheets, and Slack notifications from call events');
  const turnOn = (zap: LiveZap['definition']) =>
    report.step(`“${zap.name}” is turned on`, () => zapier.turnOn(connection, zap));
  const sheet = await turnOn(callDataToGoogleSheets);
  const missed = await turnOn(slackMissedCalls);
  const answered = await turnOn(slackAnsweredCalls);

  report.note(`${String(casesOf(stage.dash.settings.kazoo).length)} calls at the same time:`);
  let calls: ExpectedCall[] = [];
  await report.check('the calls are over, and one new sign-in was enough', 1, () =>
    refreshesDuring(stage, async () => {
      calls = await playAll(stage);
      await zapier.settled();
    }),
  );
  const missedCalls = calls.filter(isMissed);
  await checkChannel(stage, 'answered', answered, calls.filter(isReportedAnswered));
  await checkChannel(stage, 'missed', missed, missedCalls);
  const [firstMissed] = missedCalls;
  if (firstMissed) {
    await report.check('the first missed call is delivered again: no further message', missedCalls.length, async () => {
      await deliverAgain(missed, firstMissed);
      await zapier.settled();
      return missed.results.length;
    });
  }

  await report.step('Zapier asks for new call records', () => zapier.poll(sheet));
  const rows = calls.filter(isListedBy(dash.settings.kazoo)).map((call) => expectedRow(dash.company, call));
  showSheet(stage, sheet);
  await report.check(`each of the ${String(rows.length)} calls is in the sheet once, every column as it was`, [], () =>
    mismatchedRows(rows, sheet.results),
  );
  await report.check('Zapier asks again: no further row', rows.length, async () => {
    await zapier.poll(sheet);
    return sheet.results.length;
  });
  for (const zap of [sheet, missed, answered]) await zapier.turnOff(zap);
  await report.check('the Zaps are turned off and leave no webhook behind', 0, () => dash.company.webhooks.length);
  await report.check('no step of them failed', [], () => [sheet, missed, answered].flatMap(({ errors }) => errors));
};
