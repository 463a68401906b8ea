import { parseApiBody } from '../../src/apiRequest/apiBody.ts';
import { parseApiQuery } from '../../src/apiRequest/apiQuery.ts';
import type { Verb } from '../../src/dash/http.ts';

const CHANGES: Verb[] = ['PUT', 'POST', 'PATCH', 'DELETE'];

describe('the body', () => {
  const jane = { first_name: 'Jane' };

  test.each<[string, unknown, object]>([
    ['is wrapped', '{"first_name": "Jane"}', { data: jane, envelope: {} }],
    ['may have space around it', '\n {"first_name": "Jane"} ', { data: jane, envelope: {} }],
    ['may come as an object', jane, { data: jane, envelope: {} }],
    ['may be a list', '["1", {"a": null}]', { data: ['1', { a: null }], envelope: {} }],
    ['may be wrapped', '{"data": {"first_name": "Jane"}}', { data: jane, envelope: {} }],
    ['may be a wrapped list', '{"data": ["a"]}', { data: ['a'], envelope: {} }],
    [
      'keeps what Dash reads in addition to the data',
      '{"data": {"a": 1}, "accept_charges": true, "action": "play"}',
      { data: { a: 1 }, envelope: { accept_charges: true, action: 'play' } },
    ],
    [
      'may be a whole answer, whose own keys are removed',
      '{"data": {"a": 1}, "auth_token": "x", "request_id": "f00d", "status": "success", "page_size": 5}',
      { data: { a: 1 }, envelope: {} },
    ],
    [
      'is not an envelope if it has an unknown key',
      '{"data": {"a": 1}, "module": "menu"}',
      { data: { data: { a: 1 }, module: 'menu' }, envelope: {} },
    ],
    ['is no envelope where its data is a word', '{"data": "x"}', { data: { data: 'x' }, envelope: {} }],
    [
      'keeps odd keys',
      '{"__proto__": {"a": 1}}',
      { data: JSON.parse('{"__proto__": {"a": 1}}') as object, envelope: {} },
    ],
  ])('%s', (_what, input, expected) => {
    for (const method of CHANGES) expect(parseApiBody(method, input)).toEqual(expected);
  });

  test.each([undefined, null, '', '  ', 'null'])('is empty: %j', (input) => {
    expect(parseApiBody('GET', input)).toEqual({});
    expect(parseApiBody('DELETE', input)).toEqual({});
    for (const method of ['PUT', 'POST', 'PATCH'] as const) expect(parseApiBody(method, input)).toEqual({ data: {} });
  });

  test.each(['{', 'first_name=Jane', '"text"', '5', 'true', '{"a": 1} x', 7, true])('%j is refused', (input) => {
    for (const method of [...CHANGES, 'GET'] as const)
      expect(() => parseApiBody(method, input)).toThrow(
        'Body isn\'t valid JSON. Write it like {"first_name": "Jane"}.',
      );
  });

  test.each([
    '{"verb": "delete"}',
    '{"data": {}, "verb": "DELETE"}',
    '{"data": {"VERB": "delete"}}',
    '{"Verb": "PUT", "data": {}}',
  ])('%s would override the method and is refused', (input) => {
    expect(() => parseApiBody('POST', input)).toThrow("Body can't include verb, accept, or auth_token.");
  });

  test('is nested at most 100 levels deep', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
    expect(parseApiBody('POST', nested(100))).toMatchObject({ envelope: {} });
    for (const levels of [101, 2_000, 100_000]) {
      expect(() => parseApiBody('POST', nested(levels))).toThrow('Body is nested too deep.');
    }
  });

  test('is not for GET', () => {
    expect(() => parseApiBody('GET', '{}')).toThrow(
      "GET only reads, so it can't send a Body. Leave Body empty, or choose another Method.",
    );
  });
});

describe('the query', () => {
  test.each<[unknown, object]>([
    [undefined, {}],
    [null, {}],
    ['', {}],
    [{}, {}],
    [{ page_size: '5' }, { page_size: '5' }],
    [
      { page_size: 5, paginate: false },
      { page_size: '5', paginate: 'false' },
    ],
    [{ ' page_size ': '5', '': 'x', empty: '', none: null }, { page_size: '5' }],
    [{ filter_id: ['a', 'b'] }, { filter_id: '["a","b"]' }],
    ['page_size=5&filter_name=Ann+Lee', { page_size: '5', filter_name: 'Ann Lee' }],
    ['?page_size=5', { page_size: '5' }],
  ])('%j reads as %j', (input, expected) => {
    expect(parseApiQuery({}, input)).toEqual(expected);
  });

  test('the field overrides the query string in the path', () => {
    expect(parseApiQuery({ page_size: '5', a: 'b' }, { page_size: '9' })).toEqual({ page_size: '9', a: 'b' });
  });

  test.each(['verb', 'VERB', ' verb ', 'auth_token', 'authorization', 'accept', 'jsonp'])('%j is refused', (key) => {
    const sentence =
      "Query can't include verb, accept, or auth_token. Choose what to do in Method; signing in is automatic.";
    expect(() => parseApiQuery({ [key]: 'x' }, {})).toThrow(sentence);
    expect(() => parseApiQuery({}, { [key]: 'x' })).toThrow(sentence);
  });
});
