/**
 * `npm run release`: tests, uploads, and promotes the version of the current commit, which needs its tag and its part of
 * CHANGELOG.md. Promotion asks first, and `-- --yes` says yes. Takes `-- --dry-run` and `-- --overwrite`, as
 * `npm run upload` does.
 */
import { argv } from 'node:process';
import { migrateCommand, releaseFaults } from './checks.ts';
import { appVersion, changelogOf, run } from './cli.ts';
import { currentTags } from './git.ts';
import { checkUpload, rehearse, send } from './send.ts';

const version = appVersion();
const changelog = await changelogOf(version);
const faults = releaseFaults(version, changelog, currentTags());

if (argv.includes('--dry-run')) {
  rehearse(faults);
  console.log(`A release first runs npm test, and then promotes the version with this text:\n\n${changelog}`);
} else {
  const existing = checkUpload(argv.includes('--overwrite'), faults);
  run('npm', 'test');
  send();
  run('zapier-platform', 'promote', version, ...(argv.includes('--yes') ? ['--yes'] : []));
  const migrate = migrateCommand(version, existing);
  if (migrate !== undefined) console.log(`Users stay on their version until you move them: ${migrate}`);
}
