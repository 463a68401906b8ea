import './longRuns.ts';
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const root = join(__dirname, '../..');

/** A script that returns the faults of a page for people who see little, or use a screen reader or a keyboard. */
const pageChecks = readFileSync(join(__dirname, 'pageChecks.js'), 'utf8');

/** The screenshots of the README: with this variable set, the test takes them again. */
const TAKES_SCREENSHOTS = process.env.DAY_SCREENSHOTS !== undefined;
const screenshots = ['light', 'dark', 'phone'].map((name) => `docs/images/day-${name}.png`);

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync'],
];

const PHONE = { width: 360, height: 740 };

let browser: Browser;

/** The page runs in its own process, with the bundle, as it does for people. */
const BUNDLE = 'coverage/page';
const node = (...command: string[]): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], { cwd: root });

/** What a process prints before it ends, and its exit code. */
const ending = async (child: ChildProcess): Promise<[printed: string, code: unknown]> => {
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += String(text)));
  const [code] = (await once(child, 'close')) as unknown[];
  return [printed, code];
};

let office: { url: string; process: ChildProcess };

const openOffice = async (): Promise<void> => {
  execFileSync(process.execPath, ['scripts/bundle.mjs', BUNDLE], { cwd: root });
  const child = node('sandbox/page/main.ts', '--pace', '150', '--app', `${BUNDLE}/index.js`);
  const printed = await new Promise((resolve) => child.stdout?.once('data', resolve));
  office = { url: /http:\S+/.exec(String(printed))?.[0] ?? '', process: child };
};

/** What the browser complained about. */
const complaints: string[] = [];

const openPage = async (options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(office.url);
  await page.locator('[data-count="deliveries"]').waitFor();
  return page;
};

const panel = (page: Page, app: string) => page.locator(`[data-app="${app}"]`);
const statusOf = (page: Page) => page.getByRole('status');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const countOf = async (page: Page, key: string) => Number(await page.locator(`[data-count="${key}"]`).textContent());

/** Presses a button, and waits until the page says what happened. */
const press = async (page: Page, name: string, happened: RegExp): Promise<string> => {
  await button(page, name).click();
  await statusOf(page).filter({ hasText: happened }).waitFor();
  return (await statusOf(page).textContent()) ?? '';
};

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error(`There is no Chromium at ${executablePath}. Install it, or set CHROMIUM_PATH to where it is.`);
  browser = await chromium.launch({ executablePath, args });
  await openOffice();
});

afterAll(async () => {
  await browser.close();
  office.process.kill();
});

describe('the page while the day plays', () => {
  test('shows the office and fills as the day plays, with every step as expected', async () => {
    const page = await openPage();
    await page.getByText('The day is over. The next one begins soon.').first().waitFor({ timeout: 120_000 });
    expect(await page.getByText(/steps came out right/).textContent()).toMatch(/^\d{2,} steps came out right\.$/);
    for (const name of ['Trello board', 'Google sheet', 'Slack', 'Airtable base', 'CRM', 'Google Drive', 'Inbox'])
      expect(await panel(page, name).getByRole('heading', { level: 3 }).textContent()).not.toMatch(/: 0$/);
    expect(await page.locator('#people').textContent()).toContain('Zoë Núñez, 1002');
    expect(await page.locator('#boxes').textContent()).toContain('Ann Lee: “Hello, this is Ann Lee.');
    expect(await countOf(page, 'deliveries')).toBeGreaterThan(100);
    expect(await countOf(page, 'requests')).toBeGreaterThan(100);
    expect(await countOf(page, 'refreshes')).toBeGreaterThan(2);
    expect(await countOf(page, 'duplicates')).toBeGreaterThan(2);
    expect(await countOf(page, 'forged')).toBe(1);
    await page.close();
  });

  test('begins the next day with an empty office', async () => {
    const page = await openPage();
    await page.getByText(/^Day 2, /).waitFor({ timeout: 60_000 });
    await expect(panel(page, 'Trello board').textContent()).resolves.toContain('No cards yet');
    await page.close();
  });
});

describe('the buttons', () => {
  let page: Page;

  beforeAll(async () => {
    page = await openPage();
    await page.locator('[data-action="voicemail"]:not([aria-disabled])').waitFor();
  });

  afterAll(() => page.close());

  test('a voicemail becomes a card with the caller’s words, which stay text', async () => {
    const name = '<img src=x onerror="document.title=1">';
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('What you say or write').fill('Is <b>Friday</b> free?');
    expect(await press(page, 'Leave a voicemail', /You left a voicemail/)).toContain('1 Trello card');
    await panel(page, 'Trello board').getByText('Is <b>Friday</b> free?').waitFor();
    expect(await panel(page, 'Trello board').textContent()).toContain(name);
    expect(await page.locator('#boxes').textContent()).toContain(name);
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.title()).toContain('A day at the office');
    await page.getByLabel('Your name').fill('Robin Hale');
  });

  test('an answered call rings, is in progress, and is recorded', async () => {
    const heard = statusOf(page).filter({ hasText: 'and you hung up' }).waitFor();
    await button(page, 'Call and talk').click();
    await page.locator('#calls').getByText('Robin Hale → Maya Okafor').waitFor();
    await heard;
    const said = await statusOf(page).textContent();
    for (const news of ['1 row in the sheet', '1 Slack message', '1 note in the CRM', '1 file in Google Drive'])
      expect(said).toContain(news);
    expect(await panel(page, 'Slack').textContent()).toContain('Robin Hale');
  });

  test('a missed call gets a text back, and the next one within the hour does not', async () => {
    expect(await press(page, 'Call, no answer', /nobody answered/)).toContain('1 text to you');
    await page.locator('#texts').getByText('Sorry we missed your call!').first().waitFor();
    await page.getByLabel('What you say or write').fill('Hello');
    await press(page, 'Send a text', /You sent a text/);
    expect(await press(page, 'Call, no answer', /nobody answered/)).not.toContain('text to you');
  });

  test('a text becomes a record in Airtable', async () => {
    await page.getByLabel('What you say or write').fill('See you on Friday');
    expect(await press(page, 'Send a text', /You sent a text/)).toContain('1 Airtable record');
    await panel(page, 'Airtable base').getByText('See you on Friday').waitFor();
  });

  test('an expired session is renewed once', async () => {
    const before = await countOf(page, 'refreshes');
    await press(page, 'Let the session expire', /signed in again by itself/);
    expect(await countOf(page, 'refreshes')).toBe(before + 1);
  });

  test('an event that is sent twice gives one card, and the second one is dropped', async () => {
    const before = await countOf(page, 'duplicates');
    expect(await press(page, 'Send an event twice', /sent its event twice/)).toContain('New: 1 Trello card.');
    expect(await countOf(page, 'duplicates')).toBe(before + 1);
  });

  test('a forged event is refused', async () => {
    const before = await countOf(page, 'forged');
    expect(await press(page, 'Forge an event', /the app refused it/)).toContain('Nothing new in the other apps.');
    expect(await countOf(page, 'forged')).toBe(before + 1);
  });

  test('no card comes while the webhook is off, and one does after Zaps are reconnected', async () => {
    expect(await button(page, 'Reconnect Zaps').getAttribute('aria-disabled')).toBe('true');
    await button(page, 'Reconnect Zaps').click({ force: true });
    expect(await statusOf(page).textContent()).toBe('Nothing is switched off right now.');
    await press(page, 'Switch a webhook off', /no longer sends voicemails/);
    await page.locator('#zaps').getByText('switched off by the phone system').waitFor();
    expect(await button(page, 'Switch a webhook off').getAttribute('aria-disabled')).toBe('true');
    expect(await press(page, 'Leave a voicemail', /You left a voicemail/)).toContain('Nothing new');
    await press(page, 'Reconnect Zaps', /The app reconnected: New Voicemail/);
    expect(await press(page, 'Leave a voicemail', /You left a voicemail.*card/)).toContain('1 Trello card');
  });

  test('the day waits for the visitor, and continues with the button', async () => {
    expect(await page.locator('#day').textContent()).toMatch(/^Day \d+, paused/);
    await button(page, 'Continue the day').click();
    await page.getByText(/^Day \d+, (in progress|over)/).waitFor();
    await button(page, 'Pause the day').click();
    await button(page, 'Continue the day').waitFor();
    await button(page, 'Continue the day').click();
    await button(page, 'Pause the day').waitFor();
  });

  test('everything works with the keyboard alone', async () => {
    const reached: string[] = [];
    await page.reload();
    await page.locator('[data-action="forge"]:not([aria-disabled])').waitFor();
    for (let presses = 0; presses < 20 && reached.at(-1) !== 'Forge an event'; presses++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      reached.push(((await focused.textContent()) ?? '').trim());
      expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).not.toBe('none');
    }
    expect(reached).toEqual(expect.arrayContaining(['Skip to the office', 'Call and talk', 'Forge an event']));
    await page.keyboard.press('Enter');
    await statusOf(page).filter({ hasText: 'the app refused it' }).waitFor();
    await button(page, 'Continue the day').press('Enter');
    await button(page, 'Pause the day').waitFor();
  });
});

describe('how the page looks', () => {
  test.each(['light', 'dark'] as const)(
    'has names, landmarks, large text, and contrast when %s',
    async (colorScheme) => {
      const page = await openPage({ colorScheme });
      await panel(page, 'Google sheet').getByRole('table').waitFor({ timeout: 60_000 });
      expect(await page.evaluate(pageChecks)).toEqual([]);
      if (TAKES_SCREENSHOTS) {
        await page.getByText('The day is over. The next one begins soon.').first().waitFor({ timeout: 120_000 });
        await page.setViewportSize({ width: 1280, height: 1500 });
        await page.screenshot({ path: join(root, `docs/images/day-${colorScheme}.png`) });
      }
      await page.close();
    },
  );

  test('fits a phone without scrolling sideways', async () => {
    const page = await openPage({ viewport: PHONE, hasTouch: true, isMobile: true });
    await panel(page, 'Google sheet').getByRole('table').waitFor({ timeout: 60_000 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    expect(await page.evaluate(pageChecks)).toEqual([]);
    if (TAKES_SCREENSHOTS) await page.screenshot({ path: join(root, 'docs/images/day-phone.png') });
    await page.close();
  });

  test('the browser complains about nothing', () => {
    expect(complaints).toEqual([]);
  });

  test.each(screenshots)('%s is in the README', (path) => {
    expect(existsSync(join(root, path))).toBe(true);
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(path);
  });
});

describe('who may see the page', () => {
  const statusFor = (headers: Record<string, string>, method = 'GET', path = '/'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(new URL(path, office.url), { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });

  test('only this computer, by its own address', async () => {
    const { host, port } = new URL(office.url);
    expect(await statusFor({ Host: host })).toBe(200);
    expect(await statusFor({ Host: `localhost:${port}` })).toBe(200);
    expect(await statusFor({ Host: 'attacker.example' })).toBe(403);
    expect(await statusFor({ Host: `attacker.example:${port}` })).toBe(403);
    expect(await statusFor({ Host: host, Origin: 'https://attacker.example' }, 'POST', '/pause')).toBe(403);
    expect(await statusFor({ Host: host, Origin: 'null' }, 'POST', '/actions/talk')).toBe(403);
  });

  test('an unknown button and a body that is too long are refused', async () => {
    const { host } = new URL(office.url);
    expect(await statusFor({ Host: host }, 'POST', '/actions/constructor')).toBe(404);
    const long = await fetch(`${office.url}/actions/text`, { method: 'POST', body: 'x'.repeat(20_000) });
    expect(long.status).toBe(413);
  });
});

describe('the command', () => {
  test.each([
    ['the app is not built', ['--app', 'coverage/page/none.js'], /isn’t built yet/],
    ['an option does not exist', ['--speed', '1'], /Use it like this/],
  ])('ends with a sentence if %s', async (_why, options, sentence) => {
    const [printed, code] = await ending(node('sandbox/page/main.ts', ...options));
    expect([code, printed]).toEqual([1, expect.stringMatching(sentence)]);
  });

  test('ends with a sentence if the port is taken', async () => {
    const { port } = new URL(office.url);
    const [printed, code] = await ending(node('sandbox/page/main.ts', '--app', `${BUNDLE}/index.js`, '--port', port));
    expect([code, printed]).toEqual([1, expect.stringContaining(`Port ${port} is taken.`)]);
  });

  test('ends well with Ctrl+C', async () => {
    const over = ending(office.process);
    office.process.kill('SIGINT');
    expect(await over).toEqual(['\nThe office is closed.\n', 0]);
  });
});
