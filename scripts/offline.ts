/**
 * `npm run offline -- validate`, or any other command of the Zapier CLI: runs it against a local stand-in for zapier.com, and
 * prints what the stand-in received. It finds no fault with the app, since Zapier's integration checks run only at Zapier.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startDeveloperSite } from '../sandbox/zapier/developer.ts';

const site = await startDeveloperSite();
const cli = spawn('zapier-platform', process.argv.slice(2), {
  stdio: 'inherit',
  env: { ...process.env, ...site.environment },
});
const [status] = (await once(cli, 'exit')) as [number | null];
await site.close();

console.log(
  [
    'The local stand-in for zapier.com received:',
    `- ${site.checks.length} definitions to check`,
    ...site.uploads.map(({ version, buildZip, sourceZip }) => {
      return `- version ${version}: build.zip with ${buildZip.length} bytes, source.zip with ${sourceZip.length} bytes`;
    }),
  ].join('\n'),
);
process.exitCode = status ?? 1;
