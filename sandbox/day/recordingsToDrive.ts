import { mainNumber } from '../dash/company/office.ts';
import { customer, fate, fromOutside, fromPhoneOf, people, toOutside, toPhoneOf } from '../dash/cases/builders.ts';
import { recordingsToGoogleDrive } from '../zaps/recordingsToGoogleDrive.ts';
import { textOf } from './expectedResults.ts';
import { filledIn, turnOff, turnOn, type Chapter } from './chapter.ts';
import type { StoredFile } from '../zapier/platform.ts';

const received = {
  name: 'a recorded call from outside',
  caller: { number: '+14155550163', name: 'Luis Ortega' },
  dialed: mainNumber,
  legs: [
    fromOutside(fate(5, 40, 'NORMAL_CLEARING', 'B1')),
    toPhoneOf(people.jane, 'B1', fate(5, 40, 'NORMAL_CLEARING', 'A')),
  ],
};

const made = {
  name: 'a recorded call to a customer',
  caller: { number: people.bob },
  dialed: customer,
  legs: [
    fromPhoneOf(people.bob, fate(5, 3, 'NORMAL_CLEARING', 'B1')),
    toOutside('B1', fate(5, 3, 'NORMAL_CLEARING', 'A')),
  ],
};

/** The use case “Recordings to Google Drive”. */
export const recordingsToDrive: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter(`Zap: ${recordingsToGoogleDrive.name}`);
  const zap = await turnOn(stage, connection, recordingsToGoogleDrive);
  const recordings = [received, made].map((call) => dash.keepRecording(dash.recordCall(call)));
  await report.step('an incoming and an outgoing call are recorded; Zapier checks', () => zapier.poll(zap));
  const files = filledIn(zap, 'Upload File');
  report.show(
    'Google Drive, Call Recordings',
    files.map((file) => textOf(file['file name'])),
  );
  await report.check('each recording is one file, byte for byte', true, () => {
    const uploaded = files.map(({ file }) => (file as StoredFile).bytes);
    const isUploaded = ({ audio = new Uint8Array() }: (typeof recordings)[number]) =>
      uploaded.filter((bytes) => Buffer.from(audio).equals(bytes)).length === 1;
    return files.length === 2 && recordings.every(isUploaded);
  });
  await report.check('file names have the direction of the call and the customer', [], () =>
    ['inbound - Luis Ortega (415-555-0163)', 'outbound - 415-555-0177'].filter(
      (words) => !files.some((file) => textOf(file['file name']).includes(words)),
    ),
  );
  await report.check('Zapier checks again: no new files', 2, async () => {
    await zapier.poll(zap);
    return filledIn(zap, 'Upload File').length;
  });
  await turnOff(stage, [zap]);
};
