import { casesOf } from '../dash/cases/cases.ts';
import { expectedCalls, isListedBy, isMissed, isReportedAnswered } from '../dash/cases/expectedCalls.ts';
import { outsider } from '../dash/cases/builders.ts';
import { shortened } from './textTable.ts';
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

/** The case as a call that just ended. Each outside caller has their own name and number. */
const scriptOf = ({ script }: CallCase, nth: number) => {
  const isFromOutside = script().caller.number === outsider.number;
  const caller = { number: `+14155550${String(200 + nth)}`, name: callers[nth % callers.length] ?? '' };
  return script({ at: undefined, ...(isFromOutside ? { caller } : {}) });
};

/** How many lines of a long list are shown. */
const SHOWN = 6;

/** A case, and the number of its caller. */
type Turn = [one: CallCase, nth: number];

/** Every case once, and a second call by one of the missed callers. */
const turnsOn = (kazoo: KazooVersion): Turn[] => {
  const turns = casesOf(kazoo).map((one, nth): Turn => [one, nth]);
  return [...turns, ...turns.filter(([{ expected }]) => expected.missed_reason === 'nobody_answered').slice(0, 1)];
};

/** Plays all calls at the same time. When the first one is over, the session expires. */
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
  report.table('Google Sheets (8 of 10 columns)', [names, ...rows], SHOWN);
};

const showChannel = ({ report }: Stage, { results }: LiveZap) => {
  const messages = results.map(({ fields }) => textOf(fields.message).replace('\n', ' '));
  report.show(`Slack ${textOf(results[0]?.fields.channel)}`, shortened(messages, SHOWN));
};

/** Shows the messages in a channel, and checks them against the played calls. */
const checkChannel = async (stage: Stage, what: string, zap: LiveZap, calls: ExpectedCall[]) => {
  const { dash, report } = stage;
  showChannel(stage, zap);
  await report.check(`the channel has each of the ${String(calls.length)} ${what} calls once`, [], () =>
    mismatchedMessages(
      calls.map((call) => expectedTexts(dash.company, call)),
      zap.results,
    ),
  );
};

/** One text for each missed caller who shows a number, from the number that was called. */
const checkTextsBack = async ({ report, virtualText }: Stage, before: number, calls: ExpectedCall[]) => {
  const sent = virtualText.office.sent.slice(before);
  const [first] = sent;
  if (first) report.show(`Text from ${String(first.from)} to ${first.to}`, [first.body]);
  const expected = expectedTextsBack(calls);
  await report.check(
    `each of the ${String(expected.length)} missed callers gets one text, from the number they called`,
    expected,
    () => sent.map(({ from, to }) => `${String(from)} to ${to}`).sort(),
  );
};

/** Sends a delivery again, as Dash does when the response gets lost. */
const deliverAgain = ({ targetUrl, deliveries }: LiveZap, { id }: ExpectedCall) => {
  const ways = [id, encodeURIComponent(id)];
  const delivery = deliveries.find(({ rawRequest }) => ways.some((way) => rawRequest.content.includes(way)));
  if (!delivery) throw new Error('Dash never sent it');
  const { method, headers, content } = delivery.rawRequest;
  return fetch(targetUrl, { method, headers: { 'Content-Type': headers['Content-Type'] ?? '' }, body: content });
};

/** Checks the rows of the sheet, and that a second poll adds none. */
const checkSheet = async (stage: Stage, sheet: LiveZap, calls: ExpectedCall[]) => {
  const { dash, report, zapier } = stage;
  await report.step('Zapier checks the call history', () => zapier.poll(sheet));
  const rows = calls.filter(isListedBy(dash.settings.kazoo)).map((call) => expectedRow(dash.company, call));
  showSheet(stage, sheet);
  await report.check(`the sheet has each of the ${String(rows.length)} calls once, with the right columns`, [], () =>
    mismatchedRows(rows, sheet.results),
  );
  await report.check('Zapier checks again: no new rows', rows.length, async () => {
    await zapier.poll(sheet);
    return sheet.results.length;
  });
};

/** The use cases about all calls: Google Sheets, Slack, and texts to missed callers. */
export const callsAtTheOffice: Chapter = async (stage, connection) => {
  const { dash, zapier, report, virtualText } = stage;
  report.chapter('Zaps about calls: Google Sheets, Slack, and a text back');
  const sheet = await turnOn(stage, connection, callDataToGoogleSheets);
  const missed = await turnOn(stage, connection, slackMissedCalls);
  const answered = await turnOn(stage, connection, slackAnsweredCalls);
  const textBack = await turnOn(stage, connection, textBackAfterMissedCall);
  const sent = virtualText.office.sent.length;

  const count = String(turnsOn(dash.settings.kazoo).length);
  report.note(`${count} calls of every kind happen at the same time, and the session expires`);
  let calls: ExpectedCall[] = [];
  await report.check('the calls are over, and the app signed in again only once', 1, () =>
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
    await report.check('the first missed call is delivered again: no new messages', missedCalls.length, async () => {
      await deliverAgain(missed, firstMissed);
      await zapier.settled();
      return missed.results.length;
    });
  }
  await checkSheet(stage, sheet, calls);
  await turnOff(stage, [sheet, missed, answered, textBack]);
};
