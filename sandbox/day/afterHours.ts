import { mainNumber } from '../dash/company/office.ts';
import { fate, fromOutside, people, toPhoneOf } from '../dash/cases/builders.ts';
import { afterHoursTickets } from '../zaps/afterHoursTickets.ts';
import { textOf } from './expectedResults.ts';
import { filledIn, turnOff, turnOn, type Chapter, type Stage } from './chapter.ts';
import type { LeftVoicemail } from '../dash/server.ts';
import type { LiveZap, StoredFile } from '../zapier/platform.ts';

const [SUNDAY, TUESDAY] = [0, 2];
const DAY_MS = 86_400_000;

/** The last such weekday before today, at noon where the office is (1 PM in summer). */
const noonOnLast = (weekday: number): Date => {
  const noon = new Date();
  noon.setUTCHours(20, 0, 0, 0);
  const daysAgo = ((noon.getUTCDay() - weekday + 6) % 7) + 1;
  return new Date(noon.getTime() - daysAgo * DAY_MS);
};

const amelie = { number: '+14155550161', name: 'Amélie Roux' };
const grace = { number: '+14155550163', name: 'Grace Park' };
const kwame = { number: '+14155550162', name: 'Kwame Mensah' };

/** A call that nobody answers. */
const miss = ({ dash }: Stage, caller: typeof amelie, weekday: number) =>
  dash.playCall({
    name: 'a call that nobody answers',
    caller,
    dialed: mainNumber,
    at: noonOnLast(weekday),
    legs: [fromOutside(fate(20, 31)), toPhoneOf(people.maya, 'B1', fate(20, 0, 'NO_ANSWER'))],
  });

/** KAZOO 4.2 sends a transcription only with the event, so there the comment has just who called and when. */
const checkComment = async ({ dash, report }: Stage, zap: LiveZap, left: LeftVoicemail, words: string) => {
  const said = dash.settings.kazoo === '4.2' ? amelie.name : words;
  const [comment, ...more] = filledIn(zap, 'Add Comment to Ticket');
  await report.check('the voicemail is a comment on its caller’s ticket, with the audio', true, () => {
    const { bytes } = comment?.attachment as StoredFile;
    const isOfCaller = textOf(comment?.ticket) === `ticket of ${amelie.number}`;
    return isOfCaller && textOf(comment?.comment).includes(said) && Buffer.from(left.audio).equals(bytes);
  });
  await report.check('the ticket of the caller who left none has no comment', [], () => more);
};

/** The use case “After-hours calls become tickets”. */
export const afterHours: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter(`Zap: ${afterHoursTickets.name}`);
  zapier.answers.set('Help Desk: Create Ticket', ({ phone }) => ({ ID: `ticket of ${textOf(phone)}` }));
  const zap = await turnOn(stage, connection, afterHoursTickets);
  const words = 'My tooth is broken. Please call me first thing on Monday.';
  const left = await dash.leaveVoicemail({
    mailbox: '1000',
    callerNumber: amelie.number,
    callerName: amelie.name,
    transcription: words,
  });
  await report.step('two people call on Sunday, and one leaves a voicemail; a third calls on Tuesday', async () => {
    await Promise.all([miss(stage, amelie, SUNDAY), miss(stage, kwame, SUNDAY), miss(stage, grace, TUESDAY)]);
    await zapier.settled();
  });
  const tickets = filledIn(zap, 'Create Ticket');
  report.show(
    'Help Desk, tickets',
    tickets.map(({ subject }) => textOf(subject)),
  );
  await report.check(
    'each call on Sunday is one ticket, and the call on Tuesday is none',
    [amelie.number, kwame.number],
    () => tickets.map(({ phone }) => textOf(phone)).sort(),
  );
  await checkComment(stage, zap, left, words);
  await turnOff(stage, [zap]);
};
