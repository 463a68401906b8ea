/**
 * `npm run offline -- zapier-platform build`, or any other command that uses the Zapier CLI: runs it against a local stand-in
 * for zapier.com, and prints what the stand-in received. The stand-in finds no fault with the app, because Zapier's
 * integration checks run only at Zapier.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDeveloperSite } from '../sandbox/zapier/developer.ts';

const site = await startDeveloperSite();
const folder = mkdtempSync(join(tmpdir(), 'offline-'));
const linkedApp = join(folder, 'zapierapprc.json');
writeFileSync(linkedApp, JSON.stringify({ ...JSON.parse(readFileSync('.zapierapprc', 'utf8')), id: site.appId }));

const [command = 'zapier-platform', ...args] = process.argv.slice(2);
const child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, ...site.environment, ZAPIER_CURRENT_APP_FILE: linkedApp },
});
const [status] = (await once(child, 'exit')) as [number | null];
await site.close();
rmSync(folder, { recursive: true });

console.log(
  [
    'The local stand-in for zapier.com received:',
    `- definitions to check: ${site.checks.length}. It checks nothing, and always says that nothing was found.`,
    ...site.uploads.map(({ version, buildZip, sourceZip }) => {
      return `- version ${version}: build.zip with ${buildZip.length} bytes, source.zip with ${sourceZip.length} bytes`;
    }),
  ].join('\n'),
);
process.exitCode = status ?? 1;
