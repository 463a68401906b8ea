/**
 * `npm run upload`: builds this version and uploads it to Zapier, where only the team sees it. It does what
 * `zapier-platform push` can't: push copies node_modules with all files open at once, and runs out of open files.
 * With `-- --dry-run`, prints what would be sent. With `-- --overwrite`, replaces a private version of the same number.
 */
import { argv } from 'node:process';
import { checkUpload, rehearse, send } from './send.ts';

if (argv.includes('--dry-run')) {
  rehearse();
} else {
  checkUpload(argv.includes('--overwrite'));
  send();
}
