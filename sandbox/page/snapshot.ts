import { appsView } from './appsView.ts';
import { officeView } from './officeView.ts';
import { noteResults } from './watch.ts';
import { workView } from './workView.ts';
import type { Director } from './director.ts';

/** What the page shows, as JSON; undefined before the first morning. */
export const snapshotOf = ({ today, gaps }: Director): string | undefined => {
  const day = today();
  if (!day) return undefined;
  const { number, kazoo, stage, seen, journal, isOver, office } = day;
  noteResults(seen);
  return JSON.stringify({
    day: number,
    kazoo,
    isOver,
    isHeld: gaps.isHeld(),
    can: {
      act: office !== undefined,
      reconnect: stage.dash.company.webhooks.some(({ enabled }) => !enabled),
    },
    journal: journal.view(),
    office: officeView(stage, seen),
    work: workView(stage, seen),
    apps: appsView(seen),
  });
};
