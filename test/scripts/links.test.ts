import { brokenLinks } from '../../scripts/docs/links.ts';

const pages = new Map([
  ['README.md', '[a](docs/a.md) [b](docs/b.md) ![c](docs/c.svg) [d](#what-it-is) [e](https://example.com/x.md)'],
  ['docs/a.md', '# What `it` is, “really”\n\n## Twice\n\n## Twice\n\n[up](../README.md) [x](#twice-1) [y](#twice-2)'],
  [
    'docs/deep/c.md',
    '`[code](no.md)`\n\n```\n[code](no.md)\n```\n\n[a](../a.md#what-it-is-really) [z](../a.md#thrice)',
  ],
]);

test('links to pages, files, and headings that are not there are found, and no others', () => {
  expect(brokenLinks(pages, (path) => path === 'docs/c.svg')).toEqual([
    'README.md: docs/b.md',
    'README.md: #what-it-is',
    'docs/a.md: #twice-2',
    'docs/deep/c.md: ../a.md#thrice',
  ]);
});
