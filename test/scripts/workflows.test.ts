import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(__dirname, '../..');

/** The only environment that has secrets, and that a reviewer has to approve. */
const PROTECTED = 'release';

const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

/** The jobs of a workflow. Prettier writes and checks the indentation that this reads. */
const jobsOf = (workflow: string): string[] =>
  (workflow.split(/^jobs:\n/m)[1] ?? '').split(/^(?= {2}[\w-]+:$)/m).filter((job) => /^ {2}\w/.test(job));

/** What is wrong with a workflow. */
const faultsOf = (workflow: string): string[] => {
  const scripts: Record<string, string> = packageJson.scripts;
  const head = workflow.split(/^jobs:$/m)[0] ?? '';
  const actions = matches(workflow, /^ *(?:- )?uses: (.+)$/gm);
  const unknown = matches(workflow, /\bnpm (?:run (?:--silent )?)([\w:-]+)/g).filter((name) => !(name in scripts));
  const careless = jobsOf(workflow).filter(
    (job) => /\bsecrets\b/.test(job) && !job.includes(`\n    environment: ${PROTECTED}\n`),
  );
  return [
    ...(/^permissions:\n {2}contents: read\n(?! )/m.test(head) ? [] : ['may do more than read the repository']),
    ...(/^ +permissions:/m.test(workflow) ? ['gives a job more permissions'] : []),
    ...actions.filter((one) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(one)).map((one) => `uses ${one}`),
    ...(/\bsecrets\b/.test(head) ? ['has a secret outside of jobs'] : []),
    ...careless.map((job) => `has a secret in the job ${job.split(':')[0]?.trim() ?? ''}`),
    ...(/pull_request_target|workflow_run/.test(head) ? ['runs code of others with secrets'] : []),
    ...matches(workflow, /^ *(?:- )?run: (.*\$\{\{.*)$/gm).map(
      (one) => `writes what others typed into a command: ${one}`,
    ),
    ...(matches(workflow, /uses: (actions\/checkout@)/g).length ===
    matches(workflow, /(persist-credentials: false)/g).length
      ? []
      : ['leaves a token in the folder']),
    ...unknown.map((name) => `runs ${name}, which package.json doesn't have`),
    ...jobsOf(workflow)
      .filter((job) => !/^ {4}timeout-minutes: \d+$/m.test(job))
      .map(() => 'has a job without a timeout'),
  ];
};

const workflows = globSync('.github/workflows/*.yml', { cwd: root })
  .sort()
  .map((path): [string, string] => [path, readFileSync(join(root, path), 'utf8')]);

test('there are workflows for tests, the build, previews, and releases', () => {
  expect(workflows.map(([path]) => path)).toEqual(
    ['build', 'preview', 'release', 'test'].map((name) => `.github/workflows/${name}.yml`),
  );
});

test.each(workflows)('%s can do no more than it has to', (_path, workflow) => {
  expect(faultsOf(workflow)).toEqual([]);
});

test('the tests run on each Node.js that the package allows', () => {
  const [, workflow = ''] = workflows.find(([path]) => path.endsWith('test.yml')) ?? [];
  expect(packageJson.engines.node).toBe('>=20');
  expect(workflow).toContain('node: [20, 22, 24]');
});

const STEP = 'uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1';
const good = `permissions:
  contents: read

jobs:
  one:
    timeout-minutes: 5
    environment: release
    steps:
      - ${STEP}
        with:
          persist-credentials: false
      - run: npm run build
        env:
          KEY: \${{ secrets.KEY }}
`;

test('a careful workflow has no faults', () => {
  expect(faultsOf(good)).toEqual([]);
});

test.each([
  ['contents: read', 'contents: write'],
  ['permissions:\n  contents: read\n', ''],
  ['    timeout', '    permissions:\n      contents: write\n    timeout'],
  ['# v7.0.1', ''],
  ['@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1', '@v7'],
  ['    environment: release\n', ''],
  ['environment: release', 'environment: preview'],
  ['jobs:', 'env:\n  KEY: ${{ secrets.KEY }}\n\njobs:'],
  ['permissions:', 'on:\n  pull_request_target:\n\npermissions:'],
  ['npm run build', 'echo ${{ github.event.pull_request.title }}'],
  ['false', 'true'],
  ['npm run build', 'npm run launch'],
  ['    timeout-minutes: 5\n', ''],
])('a workflow with %j changed to %j is noticed', (before, after) => {
  expect(faultsOf(good.replace(before, after))).not.toEqual([]);
});
