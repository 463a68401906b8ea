import { posix } from 'node:path';

/** Markdown without what is code. */
const withoutCode = (page: string): string => page.replace(/^```[^]*?^```/gm, '').replace(/(`+)[^`][^]*?\1/g, '');

const targetsIn = (page: string): string[] =>
  [...withoutCode(page).matchAll(/\[(?:[^[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);

/** The anchor that GitHub makes of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

/** The anchors of a page. Headings with the same text are numbered from the second on. */
const anchorsIn = (page: string): Set<string> => {
  const headings = page.replace(/^```[^]*?^```/gm, '').match(/^#{1,6} .+$/gm) ?? [];
  const anchors = headings.map((heading) => anchorOf(heading.replace(/^#+ /, '')));
  const numbered = anchors.map((anchor, index) => {
    const earlier = anchors.slice(0, index).filter((one) => one === anchor).length;
    return earlier === 0 ? anchor : `${anchor}-${String(earlier)}`;
  });
  return new Set(numbered);
};

const isElsewhere = (target: string): boolean => /^[a-z][a-z+.-]*:/i.test(target);

/**
 * The links and pictures of pages that lead nowhere, as `page: target`. The pages are Markdown by path; `exists` says whether
 * there is any other file or folder with a path.
 */
export const brokenLinks = (pages: ReadonlyMap<string, string>, exists: (path: string) => boolean): string[] => {
  const isBroken = (from: string, target: string): boolean => {
    const [path = '', anchor] = target.split('#');
    const to = path === '' ? from : posix.join(posix.dirname(from), decodeURI(path));
    const page = pages.get(to);
    if (page === undefined) return anchor !== undefined || !exists(to);
    return anchor !== undefined && !anchorsIn(page).has(anchor);
  };
  return [...pages].flatMap(([from, page]) =>
    targetsIn(page)
      .filter((target) => !isElsewhere(target) && isBroken(from, target))
      .map((target) => `${from}: ${target}`),
  );
};
