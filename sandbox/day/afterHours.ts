import { mainNumber } from '../dash/company/office.ts';
import { fate, fromOutside, people, toPhoneOf } from '../dash/cases/builders.ts';
import { afterHoursTickets } from '../zaps/afterHoursTickets.ts';
import { textOf } from './expectedResults.ts';
import { filledIn, turnOff, turnOn, type Chapter, type Stage } from './chapter.ts';
import type { LeftVoicemail } from '../dash/server.ts';
import type { LiveZap, StoredFile } from '../zapier/platform.ts';

const SUNDAY = 0;
const DAY_MS = 86_400_000;

/** The last day of the week before today, at noon where the office is, in summer an hour later. */
const noonOnLast = (weekday: number): Date => {
  const noon = new Date();
  noon.setUTCHours(20, 0, 0, 0);
  const daysAgo = ((noon.getUTCDay() - weekday + 6) % 7) + 1;
  return new Date(noon.getTime() - daysAgo * DAY_MS);
};

const amelie = { number: '+14155550161', name: 'Amélie Roux' };
const kwame = { number: '+14155550162', name: 'Kwame Mensah' };

/** A call that nobody answers, while the office is closed. */
const missOnSunday = ({ dash }: Stage, caller: typeof amelie) =>
  dash.playCall({
    name: 'a call on Sunday',
    caller,
    dialed: mainNumber,
    at: noonOnLast(SUNDAY),
    legs: [fromOutside(fate(20, 31)), toPhoneOf(people.maya, 'B1', fate(20, 0, 'NO_ANSWER'))],
  });

/** KAZOO 4.2 gives the words of a voicemail with its event only, so the comment has who called and when. */
const checkComment = async ({ dash, report }: Stage, zap: LiveZap, left: LeftVoicemail, words: string) => {
  const said = dash.settings.kazoo === '4.2' ? amelie.name : words;
  const [comment, ...more] = filledIn(zap, 'Add Comment to Ticket');
  await report.check('the voicemail is a comment on the ticket of its caller, with the audio', true, () => {
    const { bytes } = comment?.attachment as StoredFile;
    const isOfCaller = textOf(comment?.ticket) === `ticket of ${amelie.number}`;
    return isOfCaller && textOf(comment?.comment).includes(said) && Buffer.from(left.audio).equals(bytes);
  });
  await report.check('who left none has no comment', [], () => more);
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
  await report.step('two people call on Sunday; one leaves a voicemail', async () => {
    await Promise.all([missOnSunday(stage, amelie), missOnSunday(stage, kwame)]);
    await zapier.settled();
  });
  const tickets = filledIn(zap, 'Create Ticket');
  report.show(
    'Help Desk, tickets',
    tickets.map(({ subject }) => textOf(subject)),
  );
  await report.check('each of the two calls is a ticket, once', [amelie.number, kwame.number], () =>
    tickets.map(({ phone }) => textOf(phone)).sort(),
  );
  await checkComment(stage, zap, left, words);
  await turnOff(stage, [zap]);
};
