import { credentials } from '../dash/company/office.ts';
import { textCredentials as texting } from '../virtualText/server.ts';
import { smsFromYourCrm } from '../zaps/smsFromYourCrm.ts';
import type { Chapter, Stage } from './chapter.ts';

const deals = [
  {
    'First Name': 'Jürgen',
    'Full Name': 'Jürgen Weiß',
    'Mobile Phone': '+44 20 7946 0018',
    Email: 'juergen.weiss@mail.example',
    Appointment: 'Monday at 9 AM',
  },
  {
    'First Name': 'Amélie',
    'Full Name': 'Amélie Roux',
    'Mobile Phone': '628-555-0142',
    Email: 'amelie@mail.example',
    Appointment: 'Tuesday at 2 PM',
  },
];

const isPersonal = (body: string, deal: (typeof deals)[number]): boolean =>
  body.includes(`Hello ${deal['First Name']},`) && body.includes(deal.Appointment);

/** Runs a step twice with the same key. Returns how many texts were sent: the newer API sends one per key. */
const sendTwiceByKey = async ({ virtualText, zapier }: Stage): Promise<number> => {
  const { url: virtualtext_url, office } = virtualText;
  const before = office.sent.length;
  const typed = { api_key: credentials.apiKey, virtualtext_url, virtualtext_credential: texting.apiKey };
  const connection = await zapier.connect(typed);
  const message = { to_number: '628-555-0142', body: 'See you tomorrow!', duplicate_guard: 'deal 17' };
  await zapier.run(connection, 'creates.send_message', message);
  await zapier.run(connection, 'creates.send_message', message);
  return office.sent.length - before;
};

/** The use case “SMS from your CRM”, with one known and one new contact. */
export const textsFromTheCrm: Chapter = async (stage, connection) => {
  const { report, virtualText, zapier } = stage;
  const { office } = virtualText;
  report.chapter(`Zap: ${smsFromYourCrm.name}`);
  office.optedOut.clear();
  const zap = await report.step('the Zap is turned on', () => zapier.turnOn(connection, smsFromYourCrm));
  const [contacts, sent] = [office.contacts.length, office.sent.length];
  await report.check(
    'two new deals: two texts, each to the right number',
    ['+442079460018', '+16285550142'],
    async () => {
      for (const deal of deals) await zapier.happen(zap, deal);
      return office.sent.slice(sent).map(({ to }) => to);
    },
  );
  for (const { to, body } of office.sent.slice(sent)) report.show(`Text to ${to}`, body.split('\n'));
  await report.check('each text is personal', [true, true], () =>
    deals.map((deal, nth) => isPersonal(office.sent[sent + nth]?.body ?? '', deal)),
  );
  await report.check('only Amélie Roux is a new contact', ['Amélie Roux'], () =>
    office.contacts.slice(contacts).map(({ fullName }) => fullName),
  );
  await report.check('with Prevent Duplicate Texts, a repeated step sends only one text', 1, () =>
    sendTwiceByKey(stage),
  );
  await report.step('the Zap is turned off', () => zapier.turnOff(zap));
  await report.check('none of its steps failed', [], () => zap.errors);
};
