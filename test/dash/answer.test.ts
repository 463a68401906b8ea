import {
  accountProblem,
  fieldComplaints,
  isMissingSection,
  isSuccess,
  isUnknown,
  parseAnswer,
  type Answer,
} from '../../src/dash/answer.ts';
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
    ['a status above success', answer(300, success({})), false],
    ['a status below success', answer(199, success({})), false],
    ['a refusal', answer(400, success({})), false],
    ['no answer', withoutJson(0), false],
  ])('%s', (_what, given, expected) => {
    expect(isSuccess(given)).toBe(expected);
  });
});

test('data without an envelope is a success only where it may come bare', () => {
  const bare = answer(200, { id: 'a' });
  expect([isSuccess(bare), isSuccess(bare, true)]).toEqual([false, true]);
});

describe('an HTTP answer', () => {
  test.each<[what: string, text: string, expected: Answer]>([
    ['an object', '{"data": 1}', { status: 200, empty: false, envelope: { data: 1 } }],
    ['a list', '[1]', { status: 200, empty: false }],
    ['null', 'null', { status: 200, empty: false }],
    ['no JSON', '<html>', { status: 200, empty: false }],
    ['nothing', '', { status: 200, empty: true }],
    ['only white space', ' \n', { status: 200, empty: true }],
  ])('with %s', (_what, text, expected) => {
    expect(parseAnswer({ status: 200, text })).toEqual(expected);
  });

  test('that was too long is not taken for a 413 of Dash, whose body may be empty as well', () => {
    expect(parseAnswer({ status: 413, text: '', isTooLong: true })).toEqual({
      status: 413,
      empty: true,
      isTooLong: true,
    });
    expect(parseAnswer({ status: 413, text: '' })).toEqual({ status: 413, empty: true });
  });

  test('that never came has the status 0', () => {
    expect(parseAnswer(null)).toEqual({ status: 0, empty: true });
  });
});

describe('a part of the API that is missing', () => {
  test.each([
    ['a 404 without a body', empty(404), true],
    ['a 404 that says not_found', answer(404, { message: 'not_found' }), true],
    ['a 404 for an unknown ID', answer(404, { message: 'bad_identifier' }), false],
    ['a 404 that is no JSON', withoutJson(404), false],
    ['another status without a body', empty(500), false],
    ['another status that says not_found', answer(400, { message: 'not_found' }), false],
  ])('%s', (_what, given, expected) => {
    expect(isMissingSection(given)).toBe(expected);
  });
});

describe('a problem of the whole account', () => {
  test.each([
    ['expired', answer(400, { data: { account: { expired: 1 } } }), 'expired'],
    ['expired, with another status', answer(404, { data: { account: { expired: 1 } } }), null],
    ['another complaint about the account', answer(400, { data: { account: {} } }), null],
    ['an account that is no object', answer(400, { data: { account: 'expired' } }), null],
    ['the account as the cause', answer(404, { data: { cause: 'a1' } }), 'unknown'],
    ['something else as the cause', answer(404, { data: { cause: 'b2' } }), null],
    ['a malformed ID', answer(404, { data: { message: 'invalid account_id "a1"' } }), 'unknown'],
    ['another message', answer(404, { data: { message: 'no invalid account_id' } }), null],
    ['the account as the cause, with another status', answer(400, { data: { cause: 'a1' } }), null],
    ['no data', answer(404, {}), null],
    ['no JSON', withoutJson(404), null],
  ])('%s', (_what, given, expected) => {
    expect(accountProblem(given, 'a1')).toBe(expected);
  });
});

describe('complaints about fields', () => {
  const complaining = { data: { uri: { required: { message: 'Field is required' } }, verb: { forbidden: 'No' } } };
  const both = [
    { field: 'uri', message: 'Field is required' },
    { field: 'verb', message: 'No' },
  ];

  test.each([
    ['in both forms', answer(400, complaining), both],
    ['with another status', answer(404, complaining), []],
    ['without a text', answer(400, { data: { uri: { required: { message: 1 }, other: 2 }, verb: 'No' } }), []],
    ['without data', answer(400, {}), []],
    ['without JSON', withoutJson(400), []],
  ])('%s', (_what, given, expected) => {
    expect(fieldComplaints(given)).toEqual(expected);
  });
});

describe('what Dash does not know', () => {
  test.each<[string, Answer, boolean]>([
    ['an unknown ID', answer(404, { message: 'bad_identifier' }), true],
    ['an unknown ID in a page', withoutJson(404), true],
    ['what is gone', answer(410, {}), true],
    ['what is gone, without a body', empty(410), true],
    ['a part of the phone system that it lacks', answer(404, { message: 'not_found' }), false],
    ['a path that it lacks', empty(404), false],
    ['a refusal', answer(400, { message: 'bad_identifier' }), false],
    ['a success', answer(200, {}), false],
  ])('%s: %p', (_what, given, expected) => {
    expect(isUnknown(given)).toBe(expected);
  });
});
