import { mainNumber } from '../dash/company/office.ts';
import { fate, fromOutside, fromPhoneOf, people, toOutside, toPhoneOf } from '../dash/cases/builders.ts';
import { logCallsToACrm } from '../zaps/logCallsToACrm.ts';
import { textOf } from './expectedResults.ts';
import { filledIn, turnOff, turnOn, type Chapter } from './chapter.ts';
import type { CallScript } from '../dash/server.ts';
import type { LegScript } from '../dash/calls/timeline/script.ts';

const ann = { number: '+14155550134', name: 'Ann Lee' };
const grace = { number: '+14155550142', name: 'Grace Park' };
const stranger = { number: '+14155550164', name: 'Kwame Mensah' };
const hidden = { number: 'anonymous', name: 'Anonymous' };

/** Who is in the CRM. */
const contacts = [ann, grace];

const TALKED = 'NORMAL_CLEARING';

const fromCaller = (name: string, caller: CallScript['caller'], talks: number): CallScript => {
  const [cause, bridge] = talks > 0 ? [TALKED, true] : ['ORIGINATOR_CANCEL', false];
  return {
    name,
    caller,
    dialed: mainNumber,
    legs: [
      fromOutside(fate(5, talks, cause, bridge ? 'B1' : undefined)),
      toPhoneOf(people.maya, 'B1', fate(5, talks, cause, bridge ? 'A' : undefined)),
    ],
  };
};

const fromMaya = (name: string, dialed: string, callee: LegScript): CallScript => ({
  name,
  caller: { number: people.maya },
  dialed,
  legs: [fromPhoneOf(people.maya, fate(5, 45, TALKED, 'B1')), callee],
});

const calls: CallScript[] = [
  fromCaller('Ann Lee calls', ann, 90),
  fromCaller('Grace Park gives up', grace, 0),
  fromMaya('Maya calls Grace back', grace.number, toOutside('B1', fate(5, 45, TALKED, 'A'))),
  fromMaya('Maya calls a colleague', people.jane, toPhoneOf(people.jane, 'B1', fate(5, 45, TALKED, 'A'))),
  fromCaller('a stranger calls', stranger, 30),
  fromCaller('a hidden caller calls', hidden, 30),
];

/** The use case “Log calls to a CRM”. */
export const callsToACrm: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter(`Zap: ${logCallsToACrm.name}`);
  zapier.answers.set('CRM: Find Contact', ({ phone }) => {
    const contact = contacts.find(({ number }) => number === textOf(phone));
    return contact && { ID: contact.name, Name: contact.name };
  });
  const zap = await turnOn(stage, connection, logCallsToACrm);
  await report.step('six calls: incoming, outgoing, and internal; two callers are not in the CRM', async () => {
    await Promise.all(calls.map((call) => dash.playCall(call)));
    await zapier.settled();
  });
  const notes = filledIn(zap, 'Create Note');
  for (const { contact, note } of notes.slice(0, 1))
    report.show(`Note in the CRM, ${textOf(contact)}`, textOf(note).split('\n'));
  await report.check(
    'three notes: one call from Ann, one from Grace, and one to Grace',
    ['Ann Lee inbound answered', 'Grace Park inbound missed', 'Grace Park outbound answered'],
    () =>
      notes
        .map(({ contact, note }) => {
          const [, direction = '', outcome = ''] = /Direction: (.*)\nOutcome: (.*)\n/.exec(textOf(note)) ?? [];
          return `${textOf(contact)} ${direction} ${outcome}`;
        })
        .sort(),
  );
  await turnOff(stage, [zap]);
};
