/** Inputs of every shape that matters to a compressor, the same in every run. */

/** Marsaglia's 32-bit xorshift. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = Math.imul(seed, 0x9e3779b1) | 1;
  }

  /** An integer from 0 to `below` − 1. */
  next(below: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % below;
  }

  /** An integer from 0 to `below` − 1, small ones more often. */
  small(below: number): number {
    return this.next(this.next(below) + 1);
  }
}

/** Fills `size` bytes with what `write` makes of each position, which returns how many bytes it wrote there. */
function fill(size: number, write: (bytes: Uint8Array, at: number) => number): Uint8Array {
  const bytes = new Uint8Array(size + 1024);
  for (let at = 0; at < size; ) at += write(bytes, at);
  return bytes.slice(0, size);
}

function ofAlphabet(size: number, letters: number, random: Random): Uint8Array {
  return fill(size, (bytes, at) => {
    bytes[at] = random.next(letters);
    return 1;
  });
}

const WORDS = 'the of and a session user token id name admin true false null Zürich naïve 東京 2024-01-01 0.125'.split(
  ' ',
);

function textOf(size: number, piece: () => string): Uint8Array {
  return fill(size, (bytes, at) => new TextEncoder().encodeInto(piece(), bytes.subarray(at)).written);
}

type Shape = (size: number, random: Random) => Uint8Array;

/** Each makes `size` bytes. */
export const SHAPES: Record<'random' | 'letters' | 'text' | 'json' | 'runs' | 'copies' | 'skewed' | 'mixed', Shape> = {
  random: (size, random) => ofAlphabet(size, 256, random),
  letters: (size, random) => ofAlphabet(size, 2 + random.next(80), random),
  text: (size, random) => textOf(size, () => `${WORDS[random.small(WORDS.length)]} `),
  json: (size, random) =>
    textOf(
      size,
      () => `{"${WORDS[random.next(6)]}":${random.next(1e6)},"${WORDS[random.next(14)]}":["x",${random.next(9)}]},`,
    ),
  runs: (size, random) =>
    fill(size, (bytes, at) => {
      const length = 1 + random.small(600);
      bytes.fill(random.next(256), at, at + length);
      return length;
    }),
  // What a compressor finds: literals, and copies of every length and distance.
  copies: (size, random) =>
    fill(size, (bytes, at) => {
      const length = 1 + random.small(270);
      const distance = 1 + random.small(33000);
      for (let i = at; i < at + length; i++)
        bytes[i] = random.next(40) && i >= distance ? (bytes[i - distance] as number) : random.next(256);
      return length;
    }),
  // Frequencies that double, in shuffled order: trees deeper than the format allows.
  skewed: (size, random) =>
    fill(size, (bytes, at) => {
      bytes[at] = Math.clz32(random.next(2 ** 31)) * 37 + (random.next(3) && 101);
      return 1;
    }),
  // One shape after the other: blocks whose trees have nothing in common.
  mixed: (size, random) =>
    fill(size, (bytes, at) => {
      const shape = Object.values(SHAPES)[random.next(7)] as Shape;
      const part = shape(1 + random.small(Math.min(size, 40000)), random).subarray(0, bytes.length - at);
      bytes.set(part, at);
      return part.length;
    }),
};

/** `size` bytes that repeat after `period`, but for some in between. */
export function periodic(size: number, period: number, random: Random): Uint8Array {
  const bytes = ofAlphabet(size, 256, random);
  for (let at = period; at < size; at++) bytes[at] = bytes[at - period] as number;
  for (let at = 0; at < size; at += 1 + random.next(400)) bytes[at] = random.next(256);
  return bytes;
}
