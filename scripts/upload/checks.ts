/** What has to be right before an upload, and before a release. */

export type Linked = { id?: number };

export type Version = { version: string; lifecycle: { status: string } };

/** What this folder and this computer have. `changed` is undefined if the folder is no git repository. */
export type Folder = {
  changed: string[] | undefined;
  linked: Linked;
  deployKey: string | undefined;
};

const changesFault = (changed: string[] | undefined): string[] => {
  if (changed === undefined)
    return ['This folder isn’t a git repository: upload from a clone, so that it’s known what was sent.'];
  const names = changed.slice(0, 3).join(', ');
  return changed.length === 0
    ? []
    : [`Commit or remove your changes first (${changed.length > 3 ? `${names}, and more` : names}).`];
};

/** What is missing for an upload, as sentences that say what to do. */
export const folderFaults = ({ changed, linked, deployKey }: Folder): string[] => [
  ...changesFault(changed),
  ...(linked.id === undefined
    ? [
        'No integration is linked: run "npm run zapier -- register VirtualPBX" the first time, or "npm run zapier -- link".',
      ]
    : []),
  ...(deployKey
    ? []
    : [
        'There is no deploy key: run "npm run zapier -- login", or set ZAPIER_DEPLOY_KEY to a key from developer.zapier.com.',
      ]),
];

/** Why a version can't be sent to Zapier again. A version that users have never can. */
export const takenFaults = (version: string, existing: Version[], overwrite: boolean): string[] => {
  const taken = existing.find((one) => one.version === version);
  if (taken === undefined) return [];
  const { status } = taken.lifecycle;
  if (status !== 'private') return [`Version ${version} is already ${status}: raise the version in package.json.`];
  return overwrite
    ? []
    : [`Zapier already has a private version ${version}: raise the version in package.json, or add -- --overwrite.`];
};

/** What is missing for a release besides what an upload needs. `tags` are those of the current commit. */
export const releaseFaults = (version: string, changelog: string, tags: string[]): string[] => [
  ...(changelog === '' ? [`CHANGELOG.md has nothing under "## ${version}", which Zapier shows to users.`] : []),
  ...(tags.includes(`v${version}`)
    ? []
    : [`The current commit doesn’t have the tag of its version: run "git tag v${version}".`]),
];

/** The command that moves users, or undefined if there is nobody to move. */
export const migrateCommand = (version: string, existing: Version[]): string | undefined => {
  const before = existing.find(({ lifecycle }) => lifecycle.status === 'promoted')?.version;
  return before === undefined || before === version ? undefined : `npm run zapier -- migrate ${before} ${version}`;
};
