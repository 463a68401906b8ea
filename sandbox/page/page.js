/** Draws the office from the snapshots that the server sends. All texts are set as text, never as HTML. */

const byId = (id) => document.getElementById(id);

/** An element with a class, and children that are elements or text. */
const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

const list = (items, draw) => make('ul', '', ...items.map((item) => make('li', '', ...draw(item))));

/** A list, or a sentence if it is empty. */
const listOr = (none, items, draw) => (items.length > 0 ? list(items, draw) : make('p', 'quiet', none));

const row = (left, right, rightClass = 'quiet') =>
  make('div', 'row', make('span', 'strong', left), make('span', rightClass, right));

const lines = (texts) => texts.map((text) => make('p', 'quiet', text));

const drawn = new Map();

/** Draws a panel if it changed. Keeps the focus and the scroll position of a table in it. */
const draw = (panel, value, content) => {
  const json = JSON.stringify(value);
  if (drawn.get(panel) === json) return;
  const isFirst = !drawn.has(panel);
  drawn.set(panel, json);
  const old = panel.querySelector('.scroll');
  const [left, hadFocus] = [old?.scrollLeft ?? 0, old !== null && old === document.activeElement];
  panel.replaceChildren(...content(value));
  const scroll = panel.querySelector('.scroll');
  if (scroll) {
    scroll.scrollLeft = left;
    if (hadFocus) scroll.focus();
  }
  panel.classList.remove('fresh');
  if (isFirst) return;
  void panel.offsetWidth;
  panel.classList.add('fresh');
};

const more = (shown, count, what) =>
  count > shown ? [make('p', 'quiet', `The newest ${shown} of ${count} ${what}`)] : [];

const person = ({ name, extension, state, queue, phones }) => [
  row(`${name}, ${extension}`, state, state === 'ringing' || state === 'on the phone' ? 'strong' : 'quiet'),
  ...lines([
    [queue, ...phones.map((phone) => `${phone.name}${phone.isOnline ? '' : ' (offline)'}`)].filter(Boolean).join(' · '),
  ]),
];

const box = ({ name, number, count, last }) => [
  row(`${name}, ${number}`, `${count} new`, count > 0 ? 'strong' : 'quiet'),
  ...(last ? lines([`${last.from}: ${last.words ? `“${last.words}”` : 'no transcription'}`]) : []),
];

const drawOffice = ({ people, queue, calls, callCount, boxes, texts, textCount }) => {
  draw(byId('calls'), { calls, callCount }, () => [
    make('h3', '', `Calls in progress: ${callCount}`),
    listOr('No one is on the phone.', calls, ({ from, to, state }) => [row(`${from} → ${to}`, state)]),
    ...more(calls.length, callCount, 'calls'),
  ]);
  draw(byId('people'), people, () => [make('h3', '', 'People and phones'), list(people, person)]);
  draw(byId('queue'), queue, () => [
    make('h3', '', `Waiting in the queue: ${queue.length}`),
    listOr('No one is waiting.', queue, (caller) => [row(caller.name, caller.queue)]),
  ]);
  draw(byId('boxes'), boxes, () => [make('h3', '', 'Voicemail boxes'), list(boxes, box)]);
  draw(byId('texts'), { texts, textCount }, () => [
    make('h3', '', `Text messages: ${textCount}`),
    listOr('No texts yet', texts, ({ from, to, body }) => [row(from, `to ${to}`), ...lines([body])]),
    ...more(texts.length, textCount, 'texts'),
  ]);
};

const tiles = [
  ['deliveries', 'Events received'],
  ['requests', 'Requests to Dash and VirtualText'],
  ['started', 'Zap runs started'],
  ['refreshes', 'New sign-ins'],
  ['duplicates', 'Duplicates dropped'],
  ['forged', 'Forged events refused'],
];

const marks = {
  chapter: ['▸', 'Chapter:', 'strong'],
  right: ['✓', 'As expected:', ''],
  wrong: ['✗', 'Not as expected:', 'bad'],
  uncounted: ['○', 'Not counted:', ''],
  note: ['·', '', 'quiet'],
  visitor: ['☞', 'You:', 'strong'],
};

const journalLine = ({ mark, text }) => {
  const [sign, name, className] = marks[mark];
  const shown = make('span', mark === 'right' ? 'good' : '', `${sign} `);
  shown.setAttribute('aria-hidden', 'true');
  return [make('p', className, shown, make('span', 'hidden', `${name} `), text)];
};

const LINES = 12;

const drawWork = ({ counts, zaps, latest }, { lines: all }) => {
  draw(byId('counts'), counts, () => [
    make('h3', '', 'So far today'),
    make(
      'dl',
      'tiles',
      ...tiles.map(([key, name]) => {
        const number = make('dd', '', String(counts[key]));
        number.dataset.count = key;
        return make('div', '', make('dt', '', name), number);
      }),
    ),
  ]);
  const newest = all.slice(-LINES).reverse();
  draw(byId('journal'), newest, () => [make('h3', '', 'What happened, newest first'), list(newest, journalLine)]);
  draw(byId('zaps'), zaps, () => [
    make('h3', '', `Zaps that are on: ${zaps.length}`),
    listOr('No Zap is on right now.', zaps, ({ name, state }) => [
      row(name, state, state === 'on' ? 'good' : 'bad strong'),
    ]),
  ]);
  draw(byId('latest'), latest, () => [
    make('h3', '', 'Latest requests to the phone system'),
    listOr('None yet', latest, ({ request, status }) => [
      make(
        'div',
        'row',
        make('code', '', request),
        make('span', 'quiet', status === 0 ? 'in progress' : String(status)),
      ),
    ]),
  ]);
};

const item = ({ title, lines: texts, file }) => [
  ...(title ? [make('p', 'strong', title), ...lines(texts)] : texts.map((text) => make('p', '', text))),
  ...(file ? [make('p', 'quiet', `Attached: ${file}`)] : []),
];

const table = (title, columns, rows) => {
  const head = make('tr', '', ...columns.map((name) => Object.assign(make('th', '', name), { scope: 'col' })));
  const body = rows.map((cells) => make('tr', '', ...cells.map((cell) => make('td', '', cell))));
  const scroll = make('div', 'scroll', make('table', '', make('thead', '', head), make('tbody', '', ...body)));
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', `${title}, newest rows`);
  return scroll;
};

const appContent = ({ title, none, count, columns, rows, groups }) => [
  make('h3', '', `${title}: ${count}`),
  ...(count === 0 ? [make('p', 'quiet', none)] : []),
  ...(rows.length > 0 ? [table(title, columns, rows), ...more(rows.length, count, 'rows')] : []),
  ...groups.flatMap(({ name, count: size, items }) => [
    ...(name ? [make('h4', '', name)] : []),
    list(items, item),
    ...more(items.length, size, ''),
  ]),
];

const panels = new Map();

const drawApps = (apps) => {
  for (const app of apps) {
    const panel = panels.get(app.title) ?? byId(`apps-${app.place}`).appendChild(make('div', 'panel'));
    panels.set(app.title, panel);
    panel.dataset.app = app.title;
    draw(panel, app, appContent);
  }
};

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

let [saidId, isPending] = ['', false];

const say = (text) => {
  setText(byId('status'), text);
};

const drawDay = ({ day, kazoo, isOver, isHeld, journal: { chapter, said, checks } }) => {
  const state = isHeld ? 'paused' : isOver ? 'over' : 'in progress';
  setText(byId('day'), `Day ${day}, ${state}, on KAZOO ${kazoo}${chapter ? '' : '.'}`);
  const wrong = checks.wrong.length > 0 ? ` These did not: ${checks.wrong.join('; ')}.` : '';
  setText(byId('checks'), `${checks.right} steps came out right.${wrong}`);
  setText(byId('pause'), isHeld ? 'Continue the day' : 'Pause the day');
  const id = `${day} ${said?.id ?? ''}`;
  if (!said || id === saidId || (isPending && said.mark !== 'visitor')) return;
  saidId = id;
  say(said.mark === 'chapter' ? `Now: ${said.text}` : said.text);
};

const CLOSED = 'The office opens in a moment.';
const helps = new Map();

/** Why a button can't act now, if so. */
const obstacle = (action, { act, reconnect }) => {
  if (!act) return CLOSED;
  if (action === 'reconnect' && !reconnect) return 'Nothing is switched off right now.';
  if (action === 'switch-off' && reconnect) return 'It is off already. Leave a voicemail, then reconnect.';
  return undefined;
};

const drawButtons = (can) => {
  for (const button of document.querySelectorAll('[data-action]')) {
    const help = byId(`help-${button.dataset.action}`);
    const why = obstacle(button.dataset.action, can);
    if (!helps.has(button)) {
      const usual = button.dataset.action === 'reconnect' ? 'Events come in again at once.' : help.textContent;
      helps.set(button, usual);
    }
    setText(help, why ?? helps.get(button));
    if (why) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
};

const post = async (path, body = {}) => {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) say(await response.text());
};

const act = async (button) => {
  const help = byId(`help-${button.dataset.action}`);
  if (button.getAttribute('aria-disabled') === 'true') {
    say(help.textContent);
    return;
  }
  isPending = true;
  say(`${button.textContent.trim()}: one moment, until the day’s step is over …`);
  try {
    await post(`/actions/${button.dataset.action}`, { name: byId('name').value, words: byId('words').value });
  } catch {
    say('That didn’t work. Is npm run day still running?');
  } finally {
    isPending = false;
  }
};

for (const button of document.querySelectorAll('[data-action]'))
  button.addEventListener('click', () => void act(button));
byId('pause').addEventListener('click', () => void post('/pause').catch(() => say('Is npm run day still running?')));

const events = new EventSource('/events');
events.addEventListener('message', ({ data }) => {
  const office = JSON.parse(data);
  drawButtons(office.can);
  drawDay(office);
  drawOffice(office.office);
  drawWork(office.work, office.journal);
  drawApps(office.apps);
});
events.addEventListener('error', () => say('The page lost the office. Is npm run day still running?'));
