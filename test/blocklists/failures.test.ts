import nock from 'nock';
import type { HttpResponse } from '../../src/dash/answer.ts';
import type { DashRequest } from '../../src/dash/http.ts';
import { account, refusal, ROOT } from '../support/dash.ts';
import { run, spam } from './dash.ts';
import { createMemory } from './memory.ts';

const VERBS = ['GET', 'PUT', 'PATCH', 'DELETE'];
const LIST = { ...spam, numbers: { ...spam.numbers, '+14155550199': {} } };

/** Dash in memory, which fails from the nth request on; `asked` are the requests. */
const failFrom = (nth: number, failure: HttpResponse): string[] => {
  const memory = createMemory([LIST], ['spam off']);
  const asked: string[] = [];
  const answer = (request: DashRequest): HttpResponse => {
    asked.push(request.method);
    return asked.length < nth ? memory.answer(request) : failure;
  };
  for (const verb of VERBS)
    account()
      .persist()
      .intercept(/.*/, verb)
      .optionally()
      .reply((uri, body) => {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        const request = { method: verb as DashRequest['method'], url: `${ROOT}${uri}` };
        const received = answer(text === '' ? request : { ...request, body: text });
        return [received.status, received.text];
      });
  return asked;
};

const refused = (status: number): HttpResponse => ({ status, text: JSON.stringify(refusal(status, 'no')) });

const failures: [string, HttpResponse, string, RegExp][] = [
  ['400', refused(400), 'HaltedError', /^Could not .*: VirtualPBX didn't accept the request\./],
  ['401', refused(401), 'RefreshAuthError', /^Your VirtualPBX session ended\./],
  ['402', refused(402), 'HaltedError', /^Could not .*: VirtualPBX charges for this/],
  ['403', refused(403), 'HaltedError', /^Could not .*: this connection isn't allowed to do that\./],
  ['an empty 404', { status: 404, text: '' }, 'HaltedError', /^The Blocklists app isn't turned on for this/],
  ['409 twice', refused(409), 'AppError', /^Could not .*: someone else was changing it at the same time\./],
  ['429', refused(429), 'ThrottledError', /^Could not .*: VirtualPBX got too many requests at once\./],
  ['500', refused(500), 'AppError', /^Could not .*: VirtualPBX had a problem\./],
  ['a page', { status: 200, text: '<html>' }, 'AppError', /^Could not .*: VirtualPBX sent an unexpected answer\./],
];

const MADE = /^The blocklist was created, but it may not be active yet\. /;
/** The names of the errors after which Zapier repeats a step on its own. */
const REPEATED = ['RefreshAuthError', 'ThrottledError'];

/** An operation, and how many requests it makes if Dash has one list, which is turned off. */
const operations: [Parameters<typeof run>[0], object, number][] = [
  ['creates.block_number', { numbers: ['+14155550100'] }, 6],
  ['creates.block_number', { numbers: ['+14155550100'], blocklist: 'spam' }, 5],
  ['creates.unblock_number', { numbers: ['+14155550142'] }, 3],
  ['creates.create_blocklist', { name: 'Ads' }, 5],
  ['creates.update_blocklist', { blocklist: 'spam', name: 'Ads', active: true }, 5],
  ['creates.update_blocklist', { blocklist: 'spam', remove_numbers: ['+14155550199'] }, 3],
  ['creates.delete_blocklist', { blocklist: 'spam' }, 3],
  ['searches.find_blocklist', { name: 'Spam' }, 3],
  ['searches.find_blocked_number', { number: '+14155550142' }, 2],
  ['triggers.list_blocklists', {}, 1],
];

test.each(operations)('%s with %j makes %i requests', async (operation, input, count) => {
  const asked = failFrom(Infinity, refused(500));
  await run(operation, input);
  expect(asked).toHaveLength(count);
});

const tells = (name: string, sentence: RegExp) => ({
  name,
  doNotContextify: true,
  sentence: expect.stringMatching(sentence) as string,
});

/** The error when the last request fails, if it differs from the usual one. */
const lastOf = (operation: string, input: object, name: string, sentence: RegExp): [string, RegExp] => {
  const isMaking =
    operation === 'creates.create_blocklist' || (operation === 'creates.block_number' && !('blocklist' in input));
  if (operation !== 'creates.create_blocklist' && REPEATED.includes(name)) return [name, sentence];
  if (isMaking) return ['HaltedError', MADE];
  return operation === 'creates.delete_blocklist' ? ['HaltedError', sentence] : [name, sentence];
};

test.each(operations)('%s with %j reports when any of its %i requests fails', async (operation, input, count) => {
  for (let nth = 1; nth <= count; nth += 1) {
    nock.cleanAll();
    const asked = failFrom(nth, refused(403));
    const told = run(operation, input);
    await told.catch(() => null);
    const isMade = asked.slice(0, -1).includes('PUT');
    await expect(told).rejects.toMatchObject(tells('HaltedError', isMade ? MADE : /^Could not .*: this connection is/));
  }
});

describe.each(failures)('when Dash answers %s', (_what, failure, name, sentence) => {
  test.each(operations)('to the last request of %s with %j, the step reports it', async (operation, input, count) => {
    failFrom(count, failure);
    await expect(run(operation, input)).rejects.toMatchObject(tells(...lastOf(operation, input, name, sentence)));
  });
});
