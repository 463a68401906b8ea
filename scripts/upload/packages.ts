const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The package that a file belongs to, as the lock file names it, such as `node_modules/a/node_modules/@scope/b`. */
export const packageOf = (path: string): string | undefined => PACKAGE.exec(path)?.[0];

export type Lock = {
  packages: Record<string, { version?: string; dev?: boolean; optional?: boolean; devOptional?: boolean }>;
};

/** The folders of the packages that the app needs when it runs. One inside another is in the folder of that one. */
export const shippedPackages = ({ packages }: Lock): string[] =>
  Object.entries(packages).flatMap(([folder, { dev, optional, devOptional }]) =>
    folder === '' || dev || optional || devOptional ? [] : [folder],
  );
