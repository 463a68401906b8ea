/** What may import what: docs/architecture.md has the picture. */
export default {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'dash-knows-nothing-above',
      comment: 'The Dash client knows neither Zapier nor any feature.',
      severity: 'error',
      from: { path: '^src/dash/' },
      to: { path: '^src/', pathNot: '^src/dash/' },
    },
    {
      name: 'virtual-text-knows-nothing-above',
      comment: 'So does what VirtualText answers; it shares only the form of values and texts.',
      severity: 'error',
      from: { path: '^src/virtualText/' },
      to: { path: '^src/', pathNot: '^src/(virtualText|dash|fields)/' },
    },
    {
      name: 'fields-are-pure',
      comment: 'Fields know the schema of values and the errors, but no context and no feature.',
      severity: 'error',
      from: { path: '^src/fields/' },
      to: { path: '^src/', pathNot: '^src/(fields|dash)/|^src/zapier/errors\\.ts$' },
    },
    {
      name: 'zapier-knows-no-feature',
      severity: 'error',
      from: { path: '^src/zapier/' },
      to: { path: '^src/', pathNot: '^src/(zapier|fields|dash|virtualText)/' },
    },
    {
      name: 'operations-are-leaves',
      comment: 'Only the index of its own feature imports an operation.',
      severity: 'error',
      from: { pathNot: '^src/([^/]+)/index\\.ts$|^(test|bench|scripts)/' },
      to: { path: '\\.(trigger|create|search|dropdown)\\.ts$' },
    },
    {
      name: 'indexes-are-for-the-app',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/index\\.ts$' },
      to: { path: '^src/[^/]+/index\\.ts$' },
    },
    {
      name: 'sandbox-stands-alone',
      comment: 'What the sandbox says must not come from the app that it tests.',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^src/' },
    },
    {
      name: 'ships-what-it-declares',
      comment: 'Only core is a runtime dependency; libphonenumber-js and picoquery are bundled.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/(libphonenumber-js|picoquery)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types'] },
  },
};
