import { folderFaults, takenFaults } from './checks.ts';
import { appVersion, deployKey, existingVersions, linkedApp, run, stopFor } from './cli.ts';
import { listingOf } from './files.ts';
import { changedFiles } from './git.ts';
import type { Version } from './checks.ts';

const ZIPS = ['build/build.zip', 'build/source.zip'];

const foundFaults = () => folderFaults({ changed: changedFiles(), linked: linkedApp(), deployKey: deployKey() });

/** Builds, and prints all files that an upload would send, and what stands in its way. Asks nothing of Zapier. */
export const rehearse = (moreFaults: string[] = []): void => {
  run('npm', 'run', '--silent', 'build:zip');
  for (const line of ZIPS.flatMap(listingOf)) console.log(line);
  console.log(`\nNothing was sent. An upload sends these two files to Zapier as version ${appVersion()}.`);
  const faults = [...foundFaults(), ...moreFaults];
  if (faults.length > 0) console.log(['Before that:', ...faults.map((fault) => `- ${fault}`)].join('\n'));
};

/** Ends the process, with the reasons, unless this version can be uploaded. Returns the versions that Zapier has. */
export const checkUpload = (overwrite: boolean, moreFaults: string[] = []): Version[] => {
  stopFor([...foundFaults(), ...moreFaults]);
  const existing = existingVersions();
  stopFor(takenFaults(appVersion(), existing, overwrite));
  return existing;
};

/** Builds and uploads. */
export const send = (): void => {
  run('npm', 'run', '--silent', 'build:zip');
  run('zapier-platform', 'upload');
};
