import { startDash } from '../dash/server.ts';
import { startVirtualText } from '../virtualText/server.ts';
import { startZapier } from '../zapier/platform.ts';
import { afterHours } from './afterHours.ts';
import { callCenter } from './callCenter.ts';
import { callsAtTheOffice } from './callsAtTheOffice.ts';
import { callsToACrm } from './callsToACrm.ts';
import { connectByKey, connecting } from './connecting.ts';
import { endOfTheDay } from './endOfTheDay.ts';
import { findingPeople } from './findingPeople.ts';
import { recordingsToDrive } from './recordingsToDrive.ts';
import { textsFromTheCrm } from './textsFromTheCrm.ts';
import { textsWithAirtable } from './textsWithAirtable.ts';
import { voicemailToTrello } from './voicemailToTrello.ts';
import { webhookRecovers } from './webhookRecovers.ts';
import type { KazooVersion } from '../dash/settings.ts';
import type { Report } from './report.ts';
import type { Chapter, Stage } from './chapter.ts';

/**
 * A day in independent parts, which are played at the same time. In the longest one, the app often waits for the records
 * of calls.
 */
export const chapters = {
  office: [
    findingPeople,
    voicemailToTrello,
    callsToACrm,
    afterHours,
    recordingsToDrive,
    endOfTheDay,
    callCenter,
    textsWithAirtable,
    textsFromTheCrm,
    webhookRecovers,
  ],
  calls: [callsAtTheOffice],
} as const satisfies Record<string, readonly Chapter[]>;

export type Part = keyof typeof chapters;

export const parts = Object.keys(chapters) as readonly Part[];

/** Opens an office in the morning, with the app between a local Dash of this version, VirtualText, and Zapier. */
export const openStage = async (app: object, report: Report, kazoo: KazooVersion) => {
  const settings = { cdrLagMs: 100, eventGapMs: 200, kazoo, callCenter: 'qubicle', qubicleHooks: true } as const;
  const dash = await startDash({ settings });
  process.env.DASH_API_URL = dash.url;
  const virtualText = await startVirtualText();
  const zapier = await startZapier(app);
  const stage: Stage = { dash, virtualText, zapier, report };
  return {
    stage,
    close: async () => {
      await zapier.close();
      await virtualText.close();
      await dash.close();
      delete process.env.DASH_API_URL;
    },
  };
};

/** Plays a part of a day at the office. */
export const playDay = async (app: object, report: Report, kazoo: KazooVersion, part: Part): Promise<void> => {
  const { stage, close } = await openStage(app, report, kazoo);
  try {
    const connection = await (part === 'office' ? connecting(stage) : connectByKey(stage));
    for (const chapter of chapters[part]) await chapter(stage, connection);
  } finally {
    await close();
  }
};
