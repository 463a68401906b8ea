import { casesOf } from '../dash/cases/cases.ts';
import { expectedCalls, isListedBy, isMissed, isReportedAnswered } from '../dash/cases/expectedCalls.ts';
import { outsider } from '../dash/cases/builders.ts';
import { shortened, tableLines } from './textTable.ts';
import { callDataToGoogleSheets } from '../zaps/callDataToGoogleSheets.ts';
import { slackAnsweredCalls, slackMissedCalls } from '../zaps/slackNotifications.ts';
import { textBackAfterMissedCall } from '../zaps/textBackAfterMissedCall.ts';
import {
  expectedRow,
  expectedTexts,
  expectedTextsBack,
  mismatchedMessages,
  mismatchedRows,
  textOf,
} from './expectedResults.ts';
import { refreshesDuring, turnOff, turnOn, type Chapter, type Stage } from './chapter.ts';
import type { CallCase } from '../dash/cases/cases.ts';
import type { ExpectedCall } from '../dash/cases/expectedCalls.ts';
import type { KazooVersion } from '../dash/settings.ts';
import type { LiveZap } from '../zapier/platform.ts';

const callers = ['Grace Park', 'Ann Lee', 'Luis Ortega', 'Amélie Roux', 'Kwame Mensah', '王芳', 'Jürgen Weiß'];

/** The case as a call that just ended; each caller from outside has a name and number of their own. */
const scriptOf = ({ script }: CallCase, nth: number) => {
  const isFromOutside = script().caller.number === outsider.number;
  const caller = { number: `+14155550${String(200 + nth)}`, name: callers[nth % callers.length] ?? '' };
  return script({ at: undefined, ...(isFromOutside ? { caller } : {}) });
};

/** So many lines of a long list are shown. */
const SHOWN = 6;

/** A case, and which of the callers calls. */
type Turn = [one: CallCase, nth: number];

/** Every case once, and one more call by a caller who was missed. */
const turnsOn = (kazoo: KazooVersion): Turn[] => {
  const turns = casesOf(kazoo).map((one, nth): Turn => [one, nth]);
  return [...turns, ...turns.filter(([{ expected }]) => expected.missed_reason === 'nobody_answered').slice(0, 1)];
};

/** Plays all calls at once; when the first of them is over, the session ends. */
const playAll = async ({ dash }: Stage): Promise<ExpectedCall[]> => {
  const turns = turnsOn(dash.settings.kazoo);
  let over = 0;
  const play = async ([one, nth]: Turn) => {
    const played = await dash.playCall(scriptOf(one, nth));
    over += 1;
    if (over === 1) dash.expireSessions();
    return expectedCalls(dash.company, one, played);
  };
  return (await Promise.all(turns.map(play))).flat();
};

const showSheet = ({ report }: Stage, { results }: LiveZap) => {
  const names = ['Time', 'Direction', 'Outcome', 'From', 'Person', 'Wait', 'Ring', 'Talk'];
  const rows = results.map(({ fields }) => names.map((name) => textOf(fields[name])));
  report.show('Google Sheets (eight of ten columns)', shortened(tableLines([names, ...rows]), SHOWN + 1));
};

const showChannel = ({ report }: Stage, { results }: LiveZap) => {
  const messages = results.map(({ fields }) => textOf(fields.message).replace('\n', ' '));
  report.show(`Slack ${textOf(results[0]?.fields.channel)}`, shortened(messages, SHOWN));
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

/** One text for each caller who was missed and shows a number, from the number that was called. */
const checkTextsBack = async ({ report, virtualText }: Stage, before: number, calls: ExpectedCall[]) => {
  const sent = virtualText.office.sent.slice(before);
  const [first] = sent;
  if (first) report.show(`Text from ${String(first.from)} to ${first.to}`, [first.body]);
  const expected = expectedTextsBack(calls);
  await report.check(
    `each of the ${String(expected.length)} callers who were missed gets one text, from the number they called`,
    expected,
    () => sent.map(({ from, to }) => `${String(from)} to ${to}`).sort(),
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

/** The rows of the sheet, and that a second look adds none. */
const checkSheet = async (stage: Stage, sheet: LiveZap, calls: ExpectedCall[]) => {
  const { dash, report, zapier } = stage;
  await report.step('Zapier asks for new calls in the call history', () => zapier.poll(sheet));
  const rows = calls.filter(isListedBy(dash.settings.kazoo)).map((call) => expectedRow(dash.company, call));
  showSheet(stage, sheet);
  await report.check(`each of the ${String(rows.length)} calls is in the sheet once, every column as it was`, [], () =>
    mismatchedRows(rows, sheet.results),
  );
  await report.check('Zapier asks again: no further row', rows.length, async () => {
    await zapier.poll(sheet);
    return sheet.results.length;
  });
};

/** The use cases about every call: Google Sheets, Slack, and texts to missed callers. */
export const callsAtTheOffice: Chapter = async (stage, connection) => {
  const { dash, zapier, report, virtualText } = stage;
  report.chapter('Zaps about calls: Google Sheets, Slack, and a text back');
  const sheet = await turnOn(stage, connection, callDataToGoogleSheets);
  const missed = await turnOn(stage, connection, slackMissedCalls);
  const answered = await turnOn(stage, connection, slackAnsweredCalls);
  const textBack = await turnOn(stage, connection, textBackAfterMissedCall);
  const sent = virtualText.office.sent.length;

  const count = String(turnsOn(dash.settings.kazoo).length);
  report.note(`${count} calls of every kind at the same time; after half of them, the session expires`);
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
  await checkTextsBack(stage, sent, calls);
  const [firstMissed] = missedCalls;
  if (firstMissed) {
    await report.check('the first missed call is delivered again: no further message', missedCalls.length, async () => {
      await deliverAgain(missed, firstMissed);
      await zapier.settled();
      return missed.results.length;
    });
  }
  await checkSheet(stage, sheet, calls);
  await turnOff(stage, [sheet, missed, answered, textBack]);
};
