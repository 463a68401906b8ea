import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const contentOf = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');

/** The file in src that sets a limit, how it does, and the words of the page. */
const LIMITS: [file: string, code: string, words: string, page?: string][] = [
  ['calls/newCallRecord.trigger.ts', 'MAX_CALLS = 2300', '2,300 calls per check'],
  ['calls/callNotReturned.trigger.ts', 'MAX_CALLS = 2000', '2,000 callers per check'],
  ['recordings/newRecording.trigger.ts', 'MAX_RECORDINGS = 2500', '2,500 recordings per check'],
  ['faxes/newFax.trigger.ts', 'MAX_FAXES = 500', '500 faxes per check'],
  ['pivot/newPivotRequest.trigger.ts', 'MAX_REQUESTS = 500', '500 requests per check'],
  ['zapier/instantTrigger.ts', 'EDITOR_SAMPLES = 3', '3 records'],
  ['zapier/instantTrigger.ts', 'UNDECIDED_SECONDS = 120', 'two minutes later'],
  ['zapier/errors.ts', 'BUCKET_REFILL_SECONDS = 10', 'ten seconds'],
  ['zapier/files.ts', 'MAX_FILE_BYTES = 64 * 1024 * 1024', '64 MB'],
  ['recordings/recordingStatus.ts', 'FRESH_MS = 30 * MINUTE_MS', '30 minutes after the call'],
  ['calls/recentCalls.dropdown.ts', 'MAX_CHOICES = 50', '50 calls'],
  ['recordings/recordings.dropdown.ts', 'MAX_CHOICES = 100', '100 recordings'],
  ['voicemail/voicemails.dropdown.ts', 'MAX_CHOICES = 100', '100 voicemails'],
  ['dash/time.ts', 'RETENTION_MS = 31 * DAY_MS', '31 days'],
  ['fields/searchWindow.ts', 'SEARCH_TIMEOUT_MS = 20_000', 'stops after 20 seconds'],
  ['calls/placedCalls.cache.ts', 'LIFETIME_SECONDS = DAY_SECONDS', 'remembered for a day'],
  ['faxes/documentToSend.ts', 'MAX_DOCUMENT_BYTES = 8_000_000', '8 MB'],
  ['messaging/segments.ts', 'alone: 160', '160 characters'],
  ['messaging/segments.ts', 'alone: 70', '70 with an emoji'],
  ['messaging/virtualText.ts', 'REQUEST_TIMEOUT_MS = 25_000', '25 seconds'],
  ['messaging/relayOwner.ts', 'OWNERSHIP_SECONDS = 2 * DAY_SECONDS', 'two\n  days', 'use-cases/sms-with-airtable.md'],
  ['apiRequest/apiRequest.create.ts', 'LARGEST_ANSWER = 5_000_000', 'about 5 million characters'],
  ['quickcall/placeCall.create.ts', 'MIN_RING_SECONDS = 4', '4 seconds at least'],
  ['callCenter/pause.ts', 'MAX_PAUSE_SECONDS = 30 * DAY_SECONDS', '30 days at most'],
];

test.each(LIMITS)('%s has %s, and the guide says so', (file, code, words, page = 'limits.md') => {
  expect(contentOf(`src/${file}`)).toContain(code);
  expect(contentOf(`docs/guide/${page}`)).toContain(words);
});
