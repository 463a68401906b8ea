import { airtableTextsReceived, airtableTextsToSend } from '../zaps/smsWithAirtable.ts';
import { textOf } from './expectedResults.ts';
import type { LiveZap, StoredFile } from '../zapier/platform.ts';
import type { Chapter, Stage } from './chapter.ts';

const night = 'Hello Ann, your night guard is ready 😀 You can pick it up {{any}} day.';

const xRay = { type: 'image/jpeg', bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x0d, 0x0a]) };

/** The rows of the table, once everything sent and received has been processed. */
const rowsIn = async ({ virtualText, zapier }: Stage, { results }: LiveZap) => {
  await virtualText.relayed();
  await zapier.settled();
  return results.map(({ fields }) => fields);
};

const showTable = async (stage: Stage, zap: LiveZap) => {
  const columns = ['From', 'Name', 'Text'];
  const rows = await rowsIn(stage, zap);
  const cells = rows.map((row) => columns.map((column) => textOf(row[column])));
  stage.report.table('Airtable, texts received', [columns, ...cells]);
};

const sending = async (stage: Stage, zap: LiveZap) => {
  const { report, virtualText, zapier } = stage;
  const before = virtualText.office.sent.length;
  const sent = () => virtualText.office.sent.slice(before);
  await report.check('a new row in Airtable is sent as it was typed', [['+14154886134', night]], async () => {
    await zapier.happen(zap, { Phone: '(415) 488-6134', Message: night });
    return sent().map(({ to, body }) => [to, body]);
  });
  await report.check('a row for someone who has opted out sends nothing, and the Zap stays on', [1, true], async () => {
    virtualText.office.optedOut.add('+442079460018');
    await zapier.happen(zap, { Phone: '+44 20 7946 0018', Message: 'Hello' });
    return [sent().length, zap.on];
  });
};

const receiving = async (stage: Stage, zap: LiveZap) => {
  const { report, virtualText } = stage;
  const ann = { from: '+14154886134', name: 'Ann Lee' };
  await report.check(
    'Ann Lee replies, and VirtualText sends the reply twice: one row',
    ['Great! Can I come today?'],
    async () => {
      await virtualText.receive({ ...ann, body: 'Great! Can I come today?' }, { forms: ['flat', 'wrapped'] });
      return (await rowsIn(stage, zap)).map(({ Text }) => textOf(Text));
    },
  );
  await report.check('王芳 texts a picture without words: the row has the picture, byte for byte', true, async () => {
    await virtualText.receive({ from: '+16285550177', name: '王芳', body: null, media: [xRay] });
    const [picture] = (await rowsIn(stage, zap))[1]?.Picture as StoredFile[];
    return Buffer.from(xRay.bytes).equals(picture?.bytes ?? Buffer.of());
  });
  await showTable(stage, zap);
};

/** The use case “SMS with Airtable”, in both directions. */
export const textsWithAirtable: Chapter = async (stage, connection) => {
  const { report, virtualText, zapier } = stage;
  report.chapter('Zaps: SMS with Airtable, both ways');
  const turnOn = (zap: LiveZap['definition']) =>
    report.step(`“${zap.name}” is turned on`, () => zapier.turnOn(connection, zap));
  const toSend = await turnOn(airtableTextsToSend);
  const received = await turnOn(airtableTextsReceived);
  await report.check(
    'a second Zap for received texts is refused: VirtualText sends to only one',
    'rejected',
    async () => {
      const [second] = await Promise.allSettled([zapier.turnOn(connection, airtableTextsReceived)]);
      return second.status;
    },
  );

  await sending(stage, toSend);
  await receiving(stage, received);
  await report.check(
    'sent texts don’t come back as received texts',
    2,
    async () => (await rowsIn(stage, received)).length,
  );
  for (const zap of [toSend, received]) await zapier.turnOff(zap);
  await report.check(
    'the Zaps are turned off, and VirtualText no longer sends texts to Zapier',
    null,
    () => virtualText.office.relayUrl,
  );
  await report.check('no step failed', [], () => [toSend, received].flatMap(({ errors }) => errors));
};
