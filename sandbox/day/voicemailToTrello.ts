import type { LeftVoicemail, NewVoicemail } from '../dash/server.ts';
import { trelloCardForEachVoicemail } from '../zaps/trelloCardForEachVoicemail.ts';
import type { LiveZap, StoredFile } from '../zapier/platform.ts';
import { filledIn, forge, refreshesDuring, type Chapter, type Stage } from './chapter.ts';

type Card = { name: string; description: string; attachment: StoredFile };

const voicemails = {
  appointment: {
    mailbox: '1002',
    callerNumber: '+14154886134',
    callerName: 'Ann Lee',
    seconds: 4,
    transcription: 'Hello, this is Ann Lee. Could you call me back about my appointment on Friday?',
  },
  toothache: {
    mailbox: '1000',
    callerNumber: '+442079460018',
    callerName: 'Jürgen Weiß',
    seconds: 3,
    transcription: { result: 'success', text: 'My tooth hurts. I am in town until Thursday.' },
  },
} satisfies Record<string, NewVoicemail>;

const cardsOf = (zap: LiveZap): Card[] => filledIn(zap, 'Create Card') as Card[];

const showCard = ({ report }: Stage, { name, description, attachment }: Card) => {
  report.show('Trello card', [
    name,
    ...description.split('\n'),
    `Attachment: ${attachment.name} (${attachment.contentType}, ${String(attachment.bytes.length)} bytes)`,
  ]);
};

/** Checks the card of a voicemail against what the caller said, not against what the app returned. */
const expectCard = async (stage: Stage, card: Card | undefined, left: LeftVoicemail, words: string[]) => {
  const { report } = stage;
  if (card) showCard(stage, card);
  await report.check('the card says who called, for whom, and what they said', [], () =>
    words.filter((word) => !`${card?.name ?? ''}\n${card?.description ?? ''}`.includes(word)),
  );
  await report.check('the attachment is the audio, byte for byte', true, () =>
    Buffer.from(left.audio).equals(card?.attachment.bytes ?? Buffer.of()),
  );
};

/** The use case “Trello card for each voicemail”, and what can go wrong. */
export const voicemailToTrello: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter(`Zap: ${trelloCardForEachVoicemail.name}`);
  const zap = await report.step('the Zap is turned on', () => zapier.turnOn(connection, trelloCardForEachVoicemail));
  const leave = async (voicemail: NewVoicemail) => {
    const left = await dash.leaveVoicemail(voicemail);
    await zapier.settled();
    return left;
  };

  const first = await report.step('Ann Lee leaves Zoë Núñez a voicemail', () => leave(voicemails.appointment));
  await expectCard(stage, cardsOf(zap)[0], first, [
    'Ann Lee',
    'Zoë Núñez',
    '415-488-6134',
    voicemails.appointment.transcription,
  ]);

  dash.expireSessions();
  let second = first;
  await report.check('the session expires, and Jürgen Weiß leaves a voicemail: one new sign-in', 1, () =>
    refreshesDuring(stage, async () => {
      second = await leave(voicemails.toothache);
    }),
  );
  const { text } = voicemails.toothache.transcription;
  await expectCard(stage, cardsOf(zap)[1], second, ['Jürgen Weiß', 'Front Desk', '+44 20 7946 0018', text]);

  const cardsAfter = async (work: Promise<unknown>) => {
    await work;
    await zapier.settled();
    return cardsOf(zap).length;
  };
  await report.check('Dash sends the second voicemail again: no new cards', 2, () =>
    cardsAfter(dash.redeliver(second.event)),
  );
  const forged = { ...second.event.payload, voicemail_id: '202611-forged' };
  await report.check('someone sends a forged voicemail: no new cards', 2, () => cardsAfter(forge(zap, forged)));
  await report.step('the Zap is turned off', () => zapier.turnOff(zap));
  await report.check('it leaves no webhook behind', 0, () => dash.company.webhooks.length);
  await report.check('none of its steps failed', [], () => zap.errors);
};
