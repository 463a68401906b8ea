import { acdcPlatform } from '../callCenter/dash.ts';
import { account, success } from '../support/dash.ts';
import { halts } from '../support/told.ts';

/** A dropdown, the rows that Dash has, none of them without an id, and the choices that they give. */
type Dropdown = { key: string; path: string; section?: string; rows: object[]; choices: [string, string][] };

const dropdowns: Dropdown[] = [
  {
    key: 'list_users',
    path: '/users',
    rows: [
      { id: 'z', first_name: 'Zoë', last_name: 'Núñez', presence_id: '1004' },
      { id: 'a', first_name: 'Ann', last_name: 'Lee' },
      { id: 's', username: 'sam@example.com' },
      { id: 'n' },
      { id: 'e', presence_id: '0042' },
    ],
    choices: [
      ['a', 'Ann Lee'],
      ['s', 'sam@example.com'],
      ['n', 'User without a name'],
      ['e', 'User without a name (0042)'],
      ['z', 'Zoë Núñez (1004)'],
    ],
  },
  {
    key: 'list_devices',
    path: '/devices',
    rows: [
      { id: 'ten', name: 'Surgery 10', mac_address: '00:04:13:7a:10:02' },
      { id: 'two', name: 'Surgery 2' },
      { id: 'm', mac_address: '00:04:13:7a:10:01' },
      { id: 'n' },
    ],
    choices: [
      ['m', '00:04:13:7a:10:01'],
      ['n', 'Phone without a name'],
      ['two', 'Surgery 2'],
      ['ten', 'Surgery 10'],
    ],
  },
  {
    key: 'list_mailboxes',
    path: '/vmboxes',
    section: 'Voicemail',
    rows: [
      { id: 'a', name: 'Zoë Núñez', mailbox: '1002' },
      { id: 'b', name: 'Front Desk' },
      { id: 'c', mailbox: '1003' },
      { id: 'n' },
    ],
    choices: [
      ['c', '1003'],
      ['b', 'Front Desk'],
      ['n', 'Voicemail box without a name'],
      ['a', 'Zoë Núñez (1002)'],
    ],
  },
  {
    key: 'list_callflows',
    path: '/callflows',
    rows: [
      { id: 'm', name: 'Main menu', numbers: ['+14154886100'], featurecode: false },
      { id: 'e', numbers: ['1001', '1002'], featurecode: false },
      { id: 'feature', name: 'check', numbers: ['*97'], featurecode: { name: 'voicemail', number: '97' } },
      { id: 'n' },
    ],
    choices: [
      ['e', '1001'],
      ['n', 'Call flow without a name'],
      ['m', 'Main menu'],
    ],
  },
  {
    key: 'list_schedules',
    path: '/temporal_rules',
    section: 'Office Hours',
    rows: [{ id: 'o', name: 'Office Open' }, { id: 'h', name: 'Holidays' }, { id: 'n' }],
    choices: [
      ['h', 'Holidays'],
      ['o', 'Office Open'],
      ['n', 'Schedule without a name'],
    ],
  },
  {
    key: 'list_faxboxes',
    path: '/faxboxes',
    section: 'Fax',
    rows: [{ id: 'n' }, { id: 'l', name: 'Lab' }, { id: 'd', name: 'Desk' }],
    choices: [
      ['d', 'Desk'],
      ['n', 'Fax box without a name'],
      ['l', 'Lab'],
    ],
  },
  {
    key: 'list_queues',
    path: '/queues',
    section: 'Call Center',
    rows: [{ id: 'f', name: 'Front Desk' }, { id: 'b', name: 'Billing' }, { id: 'n' }],
    choices: [
      ['b', 'Billing'],
      ['f', 'Front Desk'],
      ['n', 'Queue without a name'],
    ],
  },
  {
    key: 'list_agents',
    path: '/agents',
    section: 'Call Center',
    rows: [{ id: 'j', first_name: 'Jane', last_name: 'Doe', queues: [] }, { id: 'n' }],
    choices: [
      ['n', 'Agent without a name'],
      ['j', 'Jane Doe'],
    ],
  },
  {
    key: 'list_blocklists',
    path: '/blacklists',
    section: 'The Blocklists app',
    rows: [{ id: 's', name: 'Spam' }, { id: 'n' }, { id: 'a', name: 'Ads' }],
    choices: [
      ['a', 'Ads'],
      ['n', 'Blocklist without a name'],
      ['s', 'Spam'],
    ],
  },
];

const rowsOf = (path: string) => account().get(path).query({ paginate: 'false' });
const run = (key: string) => acdcPlatform().run(`triggers.${key}.operation.perform`);

test.each(dropdowns)('$key is sorted by name, and leaves out what has no id', async ({ key, path, rows, choices }) => {
  const withoutId = { name: 'without an id', first_name: 'without', mailbox: '1009', numbers: ['1009'] };
  rowsOf(path).reply(200, success([...rows, withoutId]));
  expect(await run(key)).toEqual(choices.map(([id, name]) => ({ id, name })));
});

test.each(dropdowns)('$key says it where the account does not have it', async ({ key, path, section }) => {
  rowsOf(path).reply(404, '');
  await expect(run(key)).rejects.toMatchObject(
    halts(
      `${section ?? 'This part of the phone system'} isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.`,
    ),
  );
});
