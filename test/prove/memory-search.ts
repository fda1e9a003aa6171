/**
 * Finds secrets in memory, whatever their number, in one pass.
 */

/**
 * As much of a secret as nobody has by chance. With the 30,000 windows of all but the longest keys, and 720,896 addresses, one
 * search in 10^9 would find 8 bytes that are not of the secret; 6 bytes, one in 13,000.
 */
const WINDOW = 8;

/** Bytes, and the same in words of the other byte order. */
function formsOf(secret: Uint8Array): Buffer[] {
  const words = (size: number): Buffer => Buffer.from(secret.subarray(0, secret.length - (secret.length % size)));
  return [Buffer.from(secret), words(4).swap32(), words(8).swap64()];
}

/** The bytes as a vector has each word: the same in four lanes, of which fewer tell nothing. */
function vectorsOf(form: Buffer): Buffer[] {
  const vectors: Buffer[] = [];
  for (let at = 0; at + 4 <= form.length; at += 4)
    vectors.push(Buffer.concat(Array(4).fill(form.subarray(at, at + 4))));
  return vectors;
}

export class MemorySearch {
  /** Every window of every secret, by its first four bytes. */
  readonly #windows = new Map<number, { name: string; window: Buffer }[]>();
  /** Whether there may be one. */
  readonly #known = new Uint8Array(2 ** 20);

  constructor(secrets: Iterable<readonly [name: string, secret: Uint8Array]>) {
    for (const [name, secret] of secrets) {
      const forms = formsOf(secret);
      for (const form of forms) {
        for (let at = 0; at + WINDOW <= form.length; at++) this.#add(name, form.subarray(at, at + WINDOW), 5);
      }
      for (const vector of forms.slice(0, 2).flatMap(vectorsOf)) this.#add(name, vector, 3);
    }
  }

  #add(name: string, window: Buffer, leastDifferent: number): void {
    const first = window.readInt32LE();
    // What is the same few bytes again and again, a padding say, tells nothing.
    if (first === 0 || new Set(window).size < leastDifferent) return;
    const others = this.#windows.get(first);
    if (others === undefined) this.#windows.set(first, [{ name, window }]);
    else others.push({ name, window });
    this.#known[hashOf(first)] = 1;
  }

  /** The name of a secret of which eight bytes are there, any of them, at any address. */
  find(memories: readonly Uint8Array[]): string | undefined {
    for (const memory of memories) {
      const buffer = Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength);
      let word = 0;
      for (let i = 0; i < memory.length; i++) {
        word = (word >>> 8) | ((memory[i] as number) << 24);
        if (word === 0 || this.#known[hashOf(word)] === 0) continue;
        const at = i - 3;
        const found = this.#windows
          .get(word)
          ?.find(({ window }) => window.equals(buffer.subarray(at, at + window.length)));
        if (found !== undefined) return found.name;
      }
    }
    return undefined;
  }
}

const hashOf = (word: number): number => (word ^ (word >>> 12)) & 0xfffff;
