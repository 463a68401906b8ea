import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { authentication } from './authentication/authentication.ts';
import { addToken } from './authentication/token.ts';
import { findUser } from './users/findUser.search.ts';
import { listUsers } from './users/users.dropdown.ts';
import { listMailboxes } from './voicemail/mailboxes.dropdown.ts';
import { newVoicemail } from './voicemail/newVoicemail.trigger.ts';
import { voicemailAudio } from './voicemail/voicemailAudio.hydrator.ts';

export default defineApp({
  version: packageJson.version,
  platformVersion,
  flags: { cleanInputData: false },
  authentication,
  beforeRequest: [addToken],
  triggers: {
    [newVoicemail.key]: newVoicemail,
    [listMailboxes.key]: listMailboxes,
    [listUsers.key]: listUsers,
  },
  searches: {
    [findUser.key]: findUser,
  },
  creates: {},
  hydrators: { voicemailAudio },
});
