import { defineApp, version as platformVersion } from 'zapier-platform-core';
import packageJson from '../package.json' with { type: 'json' };
import { apiRequests } from './apiRequest/index.ts';
import { authentication } from './authentication/authentication.ts';
import { addToken } from './authentication/token.ts';
import { blocklists } from './blocklists/index.ts';
import { callCenter } from './callCenter/index.ts';
import { callflows } from './callflows/index.ts';
import { calls } from './calls/index.ts';
import { channels } from './channels/index.ts';
import { devices } from './devices/index.ts';
import { faxes } from './faxes/index.ts';
import { messaging } from './messaging/index.ts';
import { officeHours } from './officeHours/index.ts';
import { parking } from './parking/index.ts';
import { phoneNumbers } from './phoneNumbers/index.ts';
import { pivot } from './pivot/index.ts';
import { quickcall } from './quickcall/index.ts';
import { recordings } from './recordings/index.ts';
import { users } from './users/index.ts';
import { voicemail } from './voicemail/index.ts';
import { webhooks } from './webhooks/index.ts';
import { assemble } from './zapier/feature.ts';
import { section } from './zapier/section.ts';

const { triggers, searches, creates, searchOrCreates, hydrators } = assemble([
  voicemail,
  calls,
  parking,
  recordings,
  faxes,
  devices,
  callCenter,
  messaging,
  webhooks,
  pivot,
  channels,
  quickcall,
  blocklists,
  users,
  officeHours,
  callflows,
  phoneNumbers,
  apiRequests,
]);

export default defineApp({
  version: packageJson.version,
  platformVersion,
  flags: { cleanInputData: false },
  authentication,
  beforeRequest: [addToken],
  triggers: section(triggers),
  searches: section(searches),
  creates: section(creates),
  searchOrCreates: section(searchOrCreates),
  hydrators,
});
