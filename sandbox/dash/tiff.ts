/** A field of an image file directory that holds one number: tag, type (3 short, 4 long), value. */
type Entry = readonly [tag: number, type: 3 | 4, value: number];

const HEADER = 8;
const WIDTH = 1728;

/** A TIFF file of one blank line of a fax, in black and white and without compression. */
export const tiff = (): Uint8Array<ArrayBuffer> => {
  const strip = new Uint8Array(WIDTH / 8);
  const entries: readonly Entry[] = [
    [256, 4, WIDTH],
    [257, 4, 1],
    [258, 3, 1],
    [259, 3, 1],
    [262, 3, 0],
    [273, 4, HEADER],
    [277, 3, 1],
    [278, 4, 1],
    [279, 4, strip.length],
  ];
  const directory = HEADER + strip.length;
  const file = new DataView(new ArrayBuffer(directory + 2 + entries.length * 12 + 4));
  file.setUint16(0, 0x4949);
  file.setUint16(2, 42, true);
  file.setUint32(4, directory, true);
  file.setUint16(directory, entries.length, true);
  entries.forEach(([tag, type, value], index) => {
    const at = directory + 2 + index * 12;
    file.setUint16(at, tag, true);
    file.setUint16(at + 2, type, true);
    file.setUint32(at + 4, 1, true);
    file.setUint32(at + 8, value, true);
  });
  return new Uint8Array(file.buffer);
};
