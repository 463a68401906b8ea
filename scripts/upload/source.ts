/** What is wrong with source.zip: a file of the repository that it doesn't have, or has with other content. */
export const sourceFaults = (zipped: ReadonlyMap<string, Buffer>, tracked: ReadonlyMap<string, Buffer>): string[] =>
  [...tracked].flatMap(([name, content]) => {
    const inZip = zipped.get(name);
    if (inZip === undefined) return [`source.zip doesn’t have ${name}.`];
    return inZip.equals(content) ? [] : [`source.zip has another ${name} than this folder.`];
  });
