import { statSync } from 'node:fs';
import AdmZip from 'adm-zip';

/** The files in a ZIP file, with their content. */
export const filesIn = (zip: string): Map<string, Buffer> =>
  new Map(
    new AdmZip(zip)
      .getEntries()
      .filter(({ isDirectory }) => !isDirectory)
      .map((entry) => [entry.entryName, entry.getData()]),
  );

/** One line for the ZIP file, and one for each file in it. Sizes are in bytes. */
export const listingOf = (zip: string): string[] => {
  const files = [...filesIn(zip)].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    `${zip}: ${files.length} files, ${statSync(zip).size} bytes`,
    ...files.map(([name, content]) => `${String(content.length).padStart(10)}  ${name}`),
  ];
};
