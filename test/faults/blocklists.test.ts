import { account, refusal, ROOT } from '../support/dash.ts';
import { createMemory } from '../blocklists/memory.ts';
import { run, spam } from '../blocklists/dash.ts';
import type { DashRequest } from '../../src/dash/http.ts';

const VERBS = ['GET', 'PUT', 'PATCH', 'DELETE'] as const;

/** Dash in memory. The first `conflicts` changes of a list meet someone else's. */
const createDash = (active: string[], conflicts = 0) => {
  const memory = createMemory([spam], active);
  let left = conflicts;
  for (const method of VERBS)
    account()
      .persist()
      .intercept(/.*/, method)
      .optionally()
      .reply((uri, body) => {
        if (method === 'PATCH' && uri.includes('/blacklists/') && left > 0) {
          left -= 1;
          return [409, refusal(409, 'datastore_conflict')];
        }
        const request: DashRequest = { method, url: `${ROOT}${uri}` };
        const answer = memory.answer(body === '' ? request : { ...request, body: JSON.stringify(body) });
        return [answer.status, answer.text];
      });
  return memory.kept;
};

const numbersOf = ({ blacklists }: ReturnType<typeof createDash>) =>
  Object.keys(blacklists.get('spam')?.numbers as object).sort();

const before = Object.keys(spam.numbers);
const block = (...numbers: string[]) => run('creates.block_number', { numbers, blocklist: 'spam' });

test('two Zaps that change one blocklist at the same time both succeed, and no number is lost', async () => {
  const kept = createDash(['spam']);
  const ended = await Promise.all([
    block('+14155550100', '+14155550101'),
    block('+14155550102'),
    run('creates.unblock_number', { numbers: ['+14155550142'], blocklist: 'spam' }),
  ]);
  expect(ended).toMatchObject([{ changed: true }, { changed: true }, {}]);
  const added = ['+14155550100', '+14155550101', '+14155550102'];
  expect(numbersOf(kept)).toEqual([...before.filter((number) => number !== '+14155550142'), ...added].sort());
});

test('a change that meets that of another is made at the second try', async () => {
  const kept = createDash(['spam'], 1);
  await block('+14155550100');
  expect(numbersOf(kept)).toEqual([...before, '+14155550100'].sort());
});

test('a change that meets others twice fails, and a replay makes it once', async () => {
  const kept = createDash(['spam'], 2);
  await expect(block('+14155550100')).rejects.toMatchObject({
    name: 'AppError',
    message: expect.stringContaining('someone else was changing it at the same time. Try again.') as string,
  });
  expect(numbersOf(kept)).toEqual(before.sort());
  await block('+14155550100');
  await block('+14155550100');
  expect(numbersOf(kept)).toEqual([...before, '+14155550100'].sort());
});
