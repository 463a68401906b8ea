import { fields } from '../../src/authentication/fields.ts';

test('the form asks for the key first, then for the user, then for text messages', () => {
  expect(fields.map(({ key }) => key)).toEqual([
    'api_key',
    'username',
    'password',
    'account_name',
    'virtualtext_url',
    'virtualtext_credential',
  ]);
});

test('what is secret is not shown while it is typed', () => {
  const secret = fields.filter(({ type }) => type === 'password').map(({ key }) => key);
  expect(secret).toEqual(['api_key', 'password', 'virtualtext_credential']);
});

test('no field is required, since either way of connecting leaves some empty', () => {
  expect(new Set(fields.map(({ required }) => required))).toEqual(new Set([false]));
});

test.each(fields)('$label says where to read more', ({ helpText }) => {
  expect(helpText).toMatch(/\[About .+\]\(https:\/\/developer\.virtualpbx\.com\/(authentication|virtualtext)\)$/);
});
