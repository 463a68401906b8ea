import { refreshesDuring, type Chapter } from './chapter.ts';

/** Finds people by an incomplete name or an extension, before and after the session expires. */
export const findingPeople: Chapter = async (stage, connection) => {
  const { dash, zapier, report } = stage;
  report.chapter('Finding people');
  const nameOf = async (input: Record<string, string>) => {
    const found = (await zapier.run(connection, 'searches.find_user', input)) as { user_name: string }[];
    return found.map(({ user_name }) => user_name);
  };
  await report.check('“zoe nunez” finds Zoë Núñez', ['Zoë Núñez'], () => nameOf({ name: 'zoe nunez' }));
  await report.step('the session expires', () => {
    dash.expireSessions();
  });
  let found: string[] = [];
  await report.check('the next search signs in again, only once', 1, () =>
    refreshesDuring(stage, async () => {
      found = await nameOf({ extension: '1005' });
    }),
  );
  await report.check('it finds Priya Raman by extension 1005', ['Priya Raman'], () => found);
};
