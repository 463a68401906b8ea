import { scrubEvent, scrubSecrets, scrubText } from '../../src/fields/scrub.ts';

test.each([
  'zapier_token',
  'auth_token',
  'AccessToken',
  'TextableUserID',
  'password',
  'sip_password',
  'PIN',
  'account_api_key',
  'apiKey',
  'api-key',
  'client_secret',
  'credentials',
  'password_reset_link',
  'reset_id',
  'pvt_md5_auth',
  'set-cookie',
  'local_sdp',
  'remote_sdp',
  'node',
  'server_id',
  'app_name',
  'app_version',
  'msg_id',
  'system_log_id',
  'cluster_id',
  'freeswitch_hostname',
  'switch_url',
  'media_server',
  'ecallmgr_node',
  'PassWord',
  'Pass-Word',
  'ｐａｓｓｗｏｒｄ',
  'sip_pass',
  'pass',
  'passphrase',
  'pass_code',
  'pins',
  'PinCode',
  'OTPCode',
  'ha1',
  'HA1',
  'bearer',
  'Session-ID',
  'S3AccessKey',
  'APIKey',
  'key',
  'Key',
  'user_pw',
  'wifi_psk',
  'a1_hash',
  'access_code',
  'auth_code',
  'unlock-code',
  'accesscode',
  'resetid',
  'passwort',
  'pin1',
  'pin2',
  'PIN_2',
  'access_pin1',
  'accessPin',
  'userpin',
  'userPin',
  'UserPIN',
  'adminpin',
  'vmpin',
  'vm_pin',
  'vmpin2',
  'voicemailpin',
  'queuepin',
  'sippass',
  'SIPPass',
  'pass1',
  'admin_pass1',
  'userpass',
  'mfa_code',
  'MFACode',
  'login_code',
  'backup_codes',
  'security_answer',
  'securityAnswer1',
  'totp',
  'sdp',
  'Msg - ID',
  'secret_array',
  'secretariat_secret',
])('%s is taken out, at the top and inside', (key) => {
  const sent = { [key]: 'x', call_id: 'c1', notify: { [key]: { deep: true }, legs: [{ [key]: 'x', call_id: 'c2' }] } };
  expect(scrubEvent(sent)).toEqual({ call_id: 'c1', notify: { legs: [{ call_id: 'c2' }] } });
});

test.each([
  'authorizing_id',
  'authorizing_type',
  'owner_id',
  'app_id',
  'pinned_number',
  'hosted_by',
  'network_ip',
  'parking_slot',
  'switched_on',
  'presence_id',
  'keypress',
  'require_keypress',
  'monkey',
  'dtmf_key',
  'bypass_website',
  'compass',
  'pass_through',
  'preset_id',
  'spin',
  'options',
  'bearer_capability',
  'session_count',
  'session_id',
  'area_code',
  'authorizing_code_page',
  'access_code_page',
  'former_msg_id',
  'node_count',
  'pwm',
  'pinned',
  'spinner',
  'shipping',
  'mapping',
  'ping',
  'pinging',
  'opinion',
  'pinpoint',
  'happiness',
  'passthrough',
  'pass_count',
  'passed',
  'passes',
  'passive',
  'passenger',
  'bypass',
  'bypass1',
  'bypass_media',
  'compass2',
  'surpass',
  'sipinterface_1',
  'ignore_early_media',
  'media_encryption_enforce_security',
  'security_question',
  'answer',
  'answered',
  'answer_state',
  'code',
  'codecs',
  'hangup_code',
  'result_code',
  'made_by_kazoo_dial_code',
  'secretary',
  'executive_secretaries',
  'SecretarialPool',
])('%s stays', (key) => {
  expect(scrubEvent({ [key]: 'x' })).toEqual({ [key]: 'x' });
});

test('values stay as they are, but for half a character', () => {
  const sent = { pages: 2, ok: false, none: null, empty: {}, list: ['a', 1], cut: 'a\ud83d' };
  expect(scrubEvent(sent)).toEqual({ ...sent, cut: 'a\ufffd' });
});

describe('out of a text is taken', () => {
  const S = 'letmein';

  test.each([
    ['a parameter of an address', `https://a.test/v2/x?auth_token=${S}`, 'https://a.test/v2/x'],
    ['the first of several', `https://a.test/x?token=${S}&page=2#top`, 'https://a.test/x?page=2#top'],
    ['one of several', `/x?page=2&X-Auth-Token=${S};size=3`, '/x?page=2;size=3'],
    ['one after the hash', `https://a.test/x#access_token=${S}`, 'https://a.test/x'],
    ['one whose name is encoded', `https://a.test/x?%70assword=${S}&a=%zz`, 'https://a.test/x?a=%zz'],
    ['a bare key', `https://a.test/maps?key=${S}`, 'https://a.test/maps'],
    ['who signs in', `https://ann:${S}@a.test/`, 'https://a.test/'],
    ['who signs in, with an odd password', `wss://ann:p@${S}@a.test:8443`, 'wss://a.test:8443'],
    ['the password of a SIP address', `sip:100:${S}@a.test`, 'sip:100@a.test'],
    ['the password of a SIP address, with an odd password', `sip:100:a:${S}@a.test`, 'sip:100@a.test'],
    ['a parameter of a SIP address', `sip:100@a.test;token=${S}`, 'sip:100@a.test'],
    ['a form', `page=1&password=${S}`, 'page=1'],
    ['a form of one field', `password=${S}`, ''],
    ['a parameter in a sentence', `Use page=1&password=${S} today.`, 'Use page=1 today.'],
    ['a parameter alone in a sentence', `Use password=${S} today.`, 'Use  today.'],
    ['an address in a sentence', `See https://a.test/?pin=${S} today.`, 'See https://a.test/ today.'],
    ['a header', `X-Auth-Token: ${S}`, 'X-Auth-Token: …'],
    [
      'a line of headers',
      `Accept: text/html\r\nauthorization: Basic ${S}\r\nHost: a.test`,
      'Accept: text/html\r\nauthorization: …\r\nHost: a.test',
    ],
    ['a member of JSON', `{ "auth_token": "${S}", "page": 1 }`, '{"page":1}'],
    ['a member of JSON in JSON', JSON.stringify([JSON.stringify({ pin: S, a: 1 })]), JSON.stringify(['{"a":1}'])],
    [
      'a member of JSON that is quoted as one text',
      JSON.stringify(JSON.stringify({ pin: S, a: 1 })),
      JSON.stringify('{"a":1}'),
    ],
    [
      'a member of JSON that is cut off',
      `{"a": {"pin": 1234, "pass": "${S}", "b`,
      '{"a": {"pin": "…", "pass": "…", "b',
    ],
    ['the last member of JSON that is cut off', `{"password":"${S}`, '{"password":"…"'],
    ['a signed token', 'Use eyJhbGciOiJSUzI1NiJ9.eyJhY2NvdW50X2lkIjoiMSJ9.c2ln_-x now', 'Use … now'],
    ['a signed token that is part of a word', 'token_eyJhbGci.eyJhY2NvdW50.c2ln now', 'token_… now'],
    ['one after a hyphen', 'a-eyJhbGci.eyJhY2NvdW50.c2ln', 'a-…'],
    [
      'a list in JSON that is cut off',
      `{"a": [1], "pins": ["1234", "${S}"], "PIN": [5], "b`,
      '{"a": [1], "pins": "…", "PIN": "…", "b',
    ],
    ['the last list in JSON that is cut off', `{"pins":["1234","${S}`, '{"pins":"…"'],
    [
      'an attribute of XML',
      `<Sip username="ann" password="${S} 1" sip:pin = '12'>sip:100@a.test</Sip>`,
      '<Sip username="ann" password="…" sip:pin = "…">sip:100@a.test</Sip>',
    ],
    ['an attribute of XML that is cut off', `<Sip password='${S}`, '<Sip password="…"'],
    ['one in other quotes that is cut off', `<Sip password="${S}`, '<Sip password="…"'],
    ['an element of XML without attributes', `<Pin>${S}</Pin>`, '<Pin>…</Pin>'],
    ['an element of XML', `<User id="1"><Pin type="a">${S}</Pin></User>`, '<User id="1"><Pin type="a">…</Pin></User>'],
    ['a quoted value', `user=ann auth_token="${S}" page=1`, 'user=ann auth_token="…" page=1'],
    ['a member of JSON with text before it', `Body: {"api_key":"${S}"}`, 'Body: {"api_key":"…"}'],
  ])('%s', (_what, text, expected) => {
    expect(scrubEvent({ text, list: [text] })).toEqual({ text: expected, list: [expected] });
  });

  test.each([
    'I forgot my password, can you send me a new one?',
    'The pin is on the desk. Token of our thanks: cake',
    'My password: I will call you',
    'Pin Chen',
    'Key: front door',
    'What? Yes & no; maybe.',
    'Secretary: Ann Lee',
    '<Dial key="5" action="https://a.test/?page=2">Pin Chen</Dial>',
    'https://a.test/x?token=&page=2',
    '"list": ["pin", 1]',
    'https://a.test/x?page=2&keypress=1#top',
    'https://a.test/password/token',
    'sip:100@a.test:5060;transport=tls',
    'sip:a.test:5060,sip:100@b.test',
    'ann@example.com',
    'Ann <ann@example.com>',
    '{ "page": 1 }',
    '[1, 2',
    '"keypress": "5"',
    '"Jane" <ann@example.com>',
    '"My password is old"',
    '1 = 1',
  ])('nothing where it is an ordinary one: %s', (text) => {
    expect(scrubEvent({ text })).toEqual({ text });
  });
});

describe('a value beside its name', () => {
  test.each([
    [{ name: 'X-Auth-Token', value: 'letmein' }, { name: 'X-Auth-Token' }],
    [
      { Header: 'Cookie', Value: ['letmein'], n: 1 },
      { Header: 'Cookie', n: 1 },
    ],
    [{ key: 'password', value: 'letmein' }, {}],
    [{ field: 'password', value: 'letmein' }, { field: 'password' }],
    [['X-Auth-Token', 'letmein'], ['X-Auth-Token']],
  ])('is taken out of %j', (pair, expected) => {
    expect(scrubEvent({ headers: [pair] })).toEqual({ headers: [expected] });
  });

  test.each([
    [{ name: 'Accept', value: 'text/html' }],
    [{ name: 'Pin Chen', value: 'kept' }],
    [{ name: 7, value: 'kept' }],
    [{ value: 'kept' }],
    [['Accept', 'text/html']],
    [['Pin Chen', 'Ann Lee']],
    [['token', 'pin', 'cake']],
    [[7, 'kept']],
  ])('stays in %j', (pair) => {
    expect(scrubEvent({ headers: [pair] })).toEqual({ headers: [pair] });
  });
});

describe('of what Dash has stored', () => {
  test('secrets are taken out, and what is private to the phone system, however deep', () => {
    const inner = {
      sip: { username: 'user_1', password: 'letmein' },
      pvt_account_id: 'x',
      custom_data: { a: 'letmein' },
      conferences: { member: { pins: ['1234'] } },
      text: 'https://a.test/?token=letmein',
    };
    const kept = { sip: { username: 'user_1' }, conferences: { member: {} }, text: 'https://a.test/' };
    expect(scrubSecrets([{ id: 'x', inner, rows: [inner] }])).toEqual([{ id: 'x', inner: kept, rows: [kept] }]);
  });

  test('names of machines stay, booleans, and names that only look private', () => {
    const stored = {
      is_pvt_ok: 'c',
      custom_data_url: 'd',
      node: 'a',
      app_name: 'b',
      require_pin: true,
      password_expired: false,
    };
    expect(scrubSecrets(stored)).toEqual(stored);
  });

  test.each(['ready', 'password: letmein', 5, null, true, undefined])('%j alone reads like any other text', (value) => {
    expect(scrubSecrets(value)).toEqual(value === 'password: letmein' ? 'password: …' : value);
  });
});

describe('a value that is nested deep', () => {
  /** A value inside so many objects and lists. */
  const nested = (levels: number, value: unknown): unknown => {
    let outer = value;
    for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? [outer] : { a: outer };
    return outer;
  };

  test.each([1, 'text', null, true])('stays down to 100 levels: %j', (value) => {
    expect(scrubSecrets(nested(100, value))).toEqual(nested(100, value));
  });

  test.each([{ pin: 1 }, [1], nested(2_000, 1)])('is cut off below: %#', (value) => {
    expect(scrubSecrets(nested(100, value))).toEqual(nested(100, '…'));
  });

  test('is not taken apart where it is JSON in a text', () => {
    const deep = `${'{"a":'.repeat(50_000)}{"password":"x"}${'}'.repeat(50_000)}`;
    expect(scrubEvent({ said: deep })).toEqual({ said: deep.replace('"x"', '"…"') });
  });
});

test('a long text without an end of a token is read once', () => {
  const text = '-eyJaaaaa'.repeat(40_000);
  expect(scrubText(text)).toBe(text);
});

test('the ID of a stay in Qubicle stays, and the same name in an address does not', () => {
  const event = { event_name: 'join', session_id: '5d0e9b7c41a24f6c8e3a72f1b09d64ce' };
  expect(scrubEvent(event)).toEqual(event);
  expect(scrubSecrets([event])).toEqual([event]);
  expect(scrubEvent({ url: 'https://example.com/?session_id=5d0e9b7c41a2&a=1' })).toEqual({
    url: 'https://example.com/?a=1',
  });
});
