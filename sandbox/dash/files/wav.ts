const samplesPerSecond = 8000;
const bytesPerSample = 2;

/** The two tones of the beep in hertz, which alternate every half second. */
const tones = [440, 660] as const;

const loudness = 8000;

/** The samples of one second. The tones are whole hertz, so that every second sounds the same. */
const createSecond = (): Buffer => {
  const second = Buffer.alloc(samplesPerSecond * bytesPerSample);
  for (let sample = 0; sample < samplesPerSecond; sample++) {
    const time = sample / samplesPerSecond;
    const tone = time < 0.5 ? tones[0] : tones[1];
    second.writeInt16LE(Math.round(loudness * Math.sin(2 * Math.PI * tone * time)), sample * bytesPerSample);
  }
  return second;
};

const second = createSecond();

/** A WAV file (mono, 8 kHz, 16 bit) of a two-tone beep of this duration in seconds. */
export const beep = (seconds: number): Uint8Array<ArrayBuffer> => {
  const samples = Math.round(seconds * samplesPerSecond);
  const size = samples * bytesPerSample;
  const wav = Buffer.alloc(44 + size);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + size, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16); // length of the format block
  wav.writeUInt16LE(1, 20); // uncompressed samples
  wav.writeUInt16LE(1, 22); // one channel
  wav.writeUInt32LE(samplesPerSecond, 24);
  wav.writeUInt32LE(samplesPerSecond * bytesPerSample, 28);
  wav.writeUInt16LE(bytesPerSample, 32);
  wav.writeUInt16LE(8 * bytesPerSample, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(size, 40);
  wav.fill(second, 44);
  return new Uint8Array(wav);
};
