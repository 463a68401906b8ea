const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The package that a file belongs to, as the lock file names it, such as `node_modules/a/node_modules/@scope/b`. */
export const packageOf = (path: string): string | undefined => PACKAGE.exec(path)?.[0];
