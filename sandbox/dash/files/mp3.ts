/** MPEG 1 layer III, 32 kbit/s, 44.1 kHz, mono: the header of a frame; the other bytes of a silent one are zero. */
const header = [0xff, 0xfb, 0x10, 0xc0] as const;
const bytesPerFrame = 104;
const framesPerSecond = 44_100 / 1152;

/** An MP3 file of silence of this duration in seconds. */
export const silence = (seconds: number): Uint8Array<ArrayBuffer> => {
  const frames = Math.max(1, Math.ceil(seconds * framesPerSecond));
  const mp3 = new Uint8Array(frames * bytesPerFrame);
  for (let frame = 0; frame < frames; frame++) mp3.set(header, frame * bytesPerFrame);
  return mp3;
};
