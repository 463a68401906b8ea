import js from '@eslint/js';
import globals from 'globals';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/**
 * Every error that a user can see is made by src/zapier/errors.ts, which keeps the step's input out of it. It also makes them
 * of the errors of the two clients.
 */
const errorsFromOneModule = {
  selector:
    'NewExpression[callee.name=/^(?!DashError$|AddressError$|VirtualTextError$).*Error$/], NewExpression[callee.property.name=/Error$/], ThrowStatement > Literal',
  message: 'Make errors with src/zapier/errors.ts: core adds the input of the step to any other.',
};

/** The client of Dash and the shared fields are below the platform; fields may only make its errors. */
const belowPlatform = (group) => ({
  patterns: [{ group, message: 'src/dash and src/fields know nothing of src/zapier but how fields make errors.' }],
});

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An empty text is as good as none in what Zapier and Dash send.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
  { files: ['src/**/*.ts', 'sandbox/**', 'scripts/**'], rules: { 'max-lines-per-function': ['error', 50] } },
  { files: ['src/**/*.ts'], rules: { 'no-restricted-syntax': ['error', errorsFromOneModule] } },
  { files: ['src/zapier/errors.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['src/dash/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', belowPlatform(['../*', '!../dash'])] },
  },
  {
    files: ['src/fields/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', belowPlatform(['../*/*', '!../dash/*', '!../zapier/errors.ts'])] },
  },
  { files: ['test/**/*.ts'], ...jest.configs['flat/recommended'] },
  {
    files: ['test/**/*.ts'],
    rules: { 'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }] },
  },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['sandbox/page/*.js', 'test/e2e/pageChecks.js'], languageOptions: { globals: globals.browser } },
);
