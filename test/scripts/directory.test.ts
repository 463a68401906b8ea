import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const root = join(__dirname, '../..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

const listing = new Map(
  [...textOf('docs/directory.md').matchAll(/^\| (.+?) +\| (.+?) +\|$/gm)].map(([, field = '', text = '']) => [
    field,
    text,
  ]),
);

describe('the listing', () => {
  const description = listing.get('Description') ?? '';

  test('has a description of the phone system, as long as the directory allows', () => {
    expect(description).toMatch(/^VirtualPBX is a .+\.$/);
    expect(description.length).toBeGreaterThanOrEqual(40);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(description.split(/[.!?](?:\s|$)/).filter(Boolean).length).toBeLessThanOrEqual(3);
    expect(description).not.toMatch(/zapier|sync|https?:|www\./i);
  });

  test('has the bare name, a category, and a home page with HTTPS', () => {
    expect(listing.get('Name')).toBe('VirtualPBX');
    expect(listing.get('Category')).toMatch(/\w/);
    expect(listing.get('Home page')).toMatch(/^https:\/\/www\.virtualpbx\.com$/);
  });

  test('is what register proposes', () => {
    expect(packageJson).toMatchObject({ description, homepage: listing.get('Home page') });
  });

  test('has the color of the icon', () => {
    const color = listing.get('Primary color') ?? '';
    expect(color).toMatch(/^#[\dA-F]{6}$/);
    expect(textOf('assets/icon.svg')).toContain(`fill="${color.toLowerCase()}"`);
  });
});

describe('the icon', () => {
  const png = readFileSync(join(root, 'assets/icon.png'));

  test('is a square PNG file with transparency', () => {
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([512, 512]);
    const [bitDepth, colorType] = [png.readUInt8(24), png.readUInt8(25)];
    expect({ bitDepth, colorType }).toEqual({ bitDepth: 8, colorType: 6 });
    expect(png.length).toBeLessThan(64 * 1024);
  });

  test('is drawn in a square without anything from elsewhere', () => {
    const svg = textOf('assets/icon.svg');
    expect(svg).toContain('viewBox="0 0 512 512"');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|url\(|<(image|script|style|text)\b/,
    );
  });
});
