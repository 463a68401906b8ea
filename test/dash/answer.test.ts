import { isSuccess, type Answer } from '../../src/dash/answer.ts';
import { refusal, success } from '../support/dash.ts';

const answer = (status: number, envelope: Answer['envelope']): Answer => ({
  status,
  empty: false,
  ...(envelope && { envelope }),
});
const withoutJson = (status: number): Answer => ({ status, empty: false });
const empty = (status: number): Answer => ({ status, empty: true });

describe('success', () => {
  test.each([
    ['data', answer(200, success({ id: 'a' })), true],
    ['data that is null', answer(200, success(null)), true],
    ['something created', answer(201, success({})), true],
    ['a status of its own making', answer(202, { data: {} }), true],
    ['an error in the body', answer(200, refusal(200, 'no')), false],
    ['a fatal error in the body', answer(200, { ...success({}), status: 'fatal' }), false],
    ['no data', answer(200, { status: 'success' }), false],
    ['no JSON', withoutJson(200), false],
    ['nothing', empty(204), false],
    ['a redirect', answer(302, success({})), false],
    ['a refusal', answer(400, success({})), false],
    ['no answer', withoutJson(0), false],
  ])('%s', (_what, given, expected) => {
    expect(isSuccess(given)).toBe(expected);
  });
});
