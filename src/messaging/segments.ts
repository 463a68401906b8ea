/** The characters of GSM 03.38, in which phones write most texts. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** The characters that take two places in it. */
const GSM_EXTENSION = '\f^{}\\[~]|€';

/** The places of a segment: alone, and as one of several, which need a header. */
type Room = { alone: number; joined: number };

const IN_GSM: Room = { alone: 160, joined: 153 };
/** One character outside GSM 03.38 makes the whole text UCS-2. */
const IN_UCS2: Room = { alone: 70, joined: 67 };

const fill = (sizes: readonly number[], { alone, joined }: Room): number => {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    // A character that takes two places is never split.
    if (used + size > joined) [segments, used] = [segments + 1, 0];
    used += size;
  }
  return segments;
};

/** The number of segments into which networks split a text; each counts as a message. Source: 3GPP TS 23.038. */
export const segmentCount = (body: string): number => {
  const characters = Array.from(body);
  const isGsm = characters.every((character) => GSM.includes(character) || GSM_EXTENSION.includes(character));
  return isGsm
    ? fill(
        characters.map((character) => (GSM_EXTENSION.includes(character) ? 2 : 1)),
        IN_GSM,
      )
    : fill(
        characters.map(({ length }) => length),
        IN_UCS2,
      );
};
