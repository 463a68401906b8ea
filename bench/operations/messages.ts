import { textCredentials as texting, textingNumber } from '../../sandbox/virtualText/server.ts';
import { credentials } from '../../sandbox/dash/company/office.ts';
import { trelloCardForEachVoicemail } from '../../sandbox/zaps/trelloCardForEachVoicemail.ts';
import {
  cold,
  create,
  happening,
  hook,
  list,
  listening,
  polling,
  search,
  turnOff,
  turnOn,
  type Office,
  type Operation,
} from '../office.ts';

const connectWithVirtualText = async (office: Office) => {
  const virtualtext = { virtualtext_url: office.virtualText.url, virtualtext_credential: texting.credential };
  office.connection = await office.zapier.connect({ api_key: credentials.apiKey, ...virtualtext });
};

const leaveVoicemail =
  (mailbox: string) =>
  async ({ dash, ids }: Office) => {
    const { media_id } = await dash.leaveVoicemail({ mailbox, callerNumber: '+14154886134', seconds: 1 });
    ids.voicemail = media_id;
  };

const sendFax = async (office: Office) => {
  const input = { document: office.documentUrl, to_number: '+16285550100', from_number: '+14154886109' };
  const { id } = (await create('send_fax', input)(office)) as { id: string };
  office.ids.fax = id;
};

const finishFax =
  (isSent: boolean) =>
  ({ dash, ids }: Office) =>
    dash.finishFax(String(ids.fax), isSent);

const boxOf = ({ dash }: Office): string | undefined =>
  dash.company.mailboxes.find(({ mailbox }) => mailbox === '1002')?.id;

export const voicemailsAndFaxes: readonly Operation[] = [
  { name: 'list_mailboxes', run: list('list_mailboxes') },
  { name: 'new_voicemail, turned on', run: turnOn(trelloCardForEachVoicemail) },
  { name: 'new_voicemail with its audio, cold cache', run: happening(leaveVoicemail('1002')) },
  { name: 'new_voicemail with its audio, warm cache', run: happening(leaveVoicemail('1002')) },
  {
    name: 'new_voicemail, in the editor',
    run: ({ zapier, connection }) => zapier.list(connection, 'triggers.new_voicemail'),
  },
  {
    name: 'new_voicemail, subscribed again',
    run: ({ zapier, zap }) => (zap ? zapier.resubscribe(zap) : Promise.resolve()),
  },
  { name: 'new_voicemail, turned off', run: turnOff },
  cold(search, 'find_voicemail', { mailbox: '1002' }),
  cold(list, 'list_voicemails', (office) => ({ mailbox: boxOf(office) })),
  cold(create, 'update_voicemail', (office) => ({
    mailbox: boxOf(office),
    voicemail: office.ids.voicemail,
    folder: 'saved',
  })),
  ...hook('voicemail_box_full', leaveVoicemail('1001'), {
    before: ({ dash }) => {
      dash.fillMailbox('1001');
    },
  }),

  cold(list, 'list_faxboxes'),
  ...polling('new_fax', ({ dash }) => dash.receiveFax({ faxbox: 'Front Desk Fax', callerNumber: '+14155550142' })),
  { name: 'send_fax', run: sendFax },
  ...hook('fax_sent', finishFax(true), { before: sendFax }),
  ...hook('fax_failed', finishFax(false), { before: sendFax }),
];

export const texts: readonly Operation[] = [
  { name: 'connect with VirtualText, test included', prepare: turnOff, run: connectWithVirtualText },
  {
    name: 'send_message',
    run: create('send_message', { to_number: '+14154886134', from_number: textingNumber, body: 'See you on Friday!' }),
  },
  { name: 'create_contact', run: create('create_contact', { number: '+14155550155', name: 'Kim Day' }) },
  { name: 'find_contact', run: search('find_contact', { name: 'Ann Lee' }) },
  { name: 'list_contacts', run: list('list_contacts') },
  { name: 'new_message, turned on', run: turnOn(listening('new_message')) },
  {
    name: 'new_message',
    run: happening(({ virtualText }) => virtualText.receive({ from: '+14154886134', body: 'See you!' })),
  },
  { name: 'new_message, turned off', run: turnOff },
];
