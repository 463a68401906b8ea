import { accountDocumentRoutes } from './account.ts';
import { agentRoutes } from './agents.ts';
import { authenticationRoutes } from './authentication.ts';
import { cdrRoutes } from './cdrs.ts';
import { channelRoutes } from './channels.ts';
import { deviceRoutes } from './devices.ts';
import { faxRoutes } from './faxes.ts';
import { parkedCallRoutes } from './parkedCalls.ts';
import { phoneNumberRoutes } from './phoneNumbers.ts';
import { pivotRoutes } from './pivot.ts';
import { queueRoutes } from './queues.ts';
import { qubicleQueueRoutes } from './qubicleQueues.ts';
import { qubicleRecipientRoutes } from './qubicleRecipients.ts';
import { quickcallRoutes } from './quickcall.ts';
import { recordingRoutes } from './recordings.ts';
import { plainRoutes } from './resources.ts';
import { vmboxRoutes } from './vmboxes.ts';
import { webhookCatalogRoutes } from './webhookCatalog.ts';
import { webhookRoutes } from './webhooks.ts';
import type { Routes } from '../http/endpoint.ts';

/** Endpoints below `/v2`, which need no session. */
export const openRoutes: Routes = { ...authenticationRoutes, ...webhookCatalogRoutes };

/** Endpoints below `/v2/accounts/{id}`. */
export const accountRoutes: Routes = {
  ...accountDocumentRoutes,
  ...agentRoutes,
  ...cdrRoutes,
  ...channelRoutes,
  ...deviceRoutes,
  ...faxRoutes,
  ...parkedCallRoutes,
  ...phoneNumberRoutes,
  ...pivotRoutes,
  ...plainRoutes,
  ...qubicleQueueRoutes,
  ...qubicleRecipientRoutes,
  ...queueRoutes,
  ...quickcallRoutes,
  ...recordingRoutes,
  ...vmboxRoutes,
  ...webhookRoutes,
};
