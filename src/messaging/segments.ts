/** The characters of GSM 03.38, in which phones write most texts. */
const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Those that take two places there. */
const GSM_EXTENSION = '\f^{}\\[~]|€';

/** How much one segment holds alone, and as one of several, which must say how they belong together. */
type Room = { alone: number; joined: number };

const IN_GSM: Room = { alone: 160, joined: 153 };
/** One sign outside GSM 03.38 makes the whole text UCS-2. */
const IN_UCS2: Room = { alone: 70, joined: 67 };

const fill = (sizes: readonly number[], { alone, joined }: Room): number => {
  if (sizes.reduce((sum, size) => sum + size, 0) <= alone) return 1;
  let [segments, used] = [1, 0];
  for (const size of sizes) {
    // What takes two places is never cut in the middle.
    if (used + size > joined) [segments, used] = [segments + 1, 0];
    used += size;
  }
  return segments;
};

/** Into how many segments the networks cut a text, each of which counts as a message of its own. Source: 3GPP TS 23.038. */
export const segmentCount = (body: string): number => {
  const signs = Array.from(body);
  const isGsm = signs.every((sign) => GSM.includes(sign) || GSM_EXTENSION.includes(sign));
  return isGsm
    ? fill(
        signs.map((sign) => (GSM_EXTENSION.includes(sign) ? 2 : 1)),
        IN_GSM,
      )
    : fill(
        signs.map(({ length }) => length),
        IN_UCS2,
      );
};
