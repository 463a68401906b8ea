import { isOwnRequest } from '../../sandbox/page/guards.ts';
import { createJournal } from '../../sandbox/page/journal.ts';
import { visitorFrom } from '../../sandbox/page/server.ts';
import { whatIsNew } from '../../sandbox/page/visitor.ts';

test.each([
  [true, { host: '127.0.0.1:80' }],
  [true, { host: 'localhost:80', origin: 'http://localhost:80', site: 'same-origin' }],
  [false, {}],
  [false, { host: '127.0.0.1:81' }],
  [false, { host: 'attacker.example:80' }],
  [false, { host: '127.0.0.1:80', origin: 'null' }],
  [false, { host: '127.0.0.1:80', origin: 'http://localhost:80' }],
  [false, { host: '127.0.0.1:80', site: 'cross-site' }],
])('whether the page answers is %s for %j', (isAnswered, request) => {
  expect(isOwnRequest(request, '80')).toBe(isAnswered);
});

test.each([
  [{}, { name: 'Robin Hale', words: 'Could you call me back, please?' }],
  ['a text', { name: 'Robin Hale', words: 'Could you call me back, please?' }],
  [
    { name: ' A\u0000nn\n', words: 'x'.repeat(400) },
    { name: 'A nn', words: 'x'.repeat(300) },
  ],
])('a visitor who typed %j has a name and words', (body, visitor) => {
  expect(visitorFrom(body)).toEqual(visitor);
});

test('what is new is counted for each app', () => {
  const before = new Map([['Slack', 1]]);
  expect(whatIsNew(before, before)).toBe('Nothing new in the other apps.');
  const after = new Map([
    ['Slack', 3],
    ['Trello', 1],
  ]);
  expect(whatIsNew(before, after)).toBe('New: 1 Trello card, 2 Slack messages.');
});

test('a check that came out wrong counts only if no visitor joined in', () => {
  const { paper, join, checks, view } = createJournal();
  paper.chapter('Morning');
  paper.line('a step', 'right');
  paper.line('a check', 'wrong');
  expect(checks).toEqual({ right: 1, wrong: ['a check'] });
  join();
  paper.line('another check', 'wrong');
  paper.line('expected 1, got 2', 'why');
  expect(checks.wrong).toEqual(['a check']);
  expect(
    view()
      .lines.slice(-2)
      .map(({ mark }) => mark),
  ).toEqual(['uncounted', 'note']);
});
