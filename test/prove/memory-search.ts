/**
 * Finds secrets in memory, whatever their number, in one pass.
 */

/** As much of a secret as nobody has by chance. */
const WINDOW = 16;

/** Bytes, the same in words of the other byte order, and as a vector has each word: the same in four lanes. */
function formsOf(secret: Uint8Array): Buffer[] {
  const words = (size: number): Buffer => Buffer.from(secret.subarray(0, secret.length - (secret.length % size)));
  const forms = [words(4), words(4).swap32(), words(8).swap64()];
  const splats = forms.slice(0, 2).flatMap((form) => {
    const lanes: Buffer[] = [];
    for (let at = 0; at < form.length; at += 4) lanes.push(Buffer.concat(Array(4).fill(form.subarray(at, at + 4))));
    return lanes;
  });
  return [...forms, ...splats];
}

export class MemorySearch {
  /** Every window of every secret, by its first four bytes. */
  readonly #windows = new Map<number, { name: string; window: Buffer }[]>();
  /** Whether there may be one. */
  readonly #known = new Uint8Array(2 ** 16);

  constructor(secrets: Iterable<readonly [name: string, secret: Uint8Array]>) {
    for (const [name, secret] of secrets) {
      for (const form of formsOf(secret)) {
        for (let at = 0; at + WINDOW <= form.length; at += 4) this.#add(name, form.subarray(at, at + WINDOW));
      }
    }
  }

  #add(name: string, window: Buffer): void {
    const first = window.readInt32LE();
    // What is the same few bytes again and again, a padding say, tells nothing.
    const isVector = window.readInt32LE(4) === first && window.readInt32LE(8) === first;
    if (first === 0 || new Set(window).size < (isVector ? 3 : 5)) return;
    const others = this.#windows.get(first);
    if (others === undefined) this.#windows.set(first, [{ name, window }]);
    else others.push({ name, window });
    this.#known[hashOf(first)] = 1;
  }

  /** The name of a secret of which sixteen bytes are there, at any address. */
  find(memories: readonly Uint8Array[]): string | undefined {
    for (const memory of memories) {
      const buffer = Buffer.from(memory.buffer, memory.byteOffset, memory.byteLength);
      let word = 0;
      for (let i = 0; i < memory.length; i++) {
        word = (word >>> 8) | ((memory[i] as number) << 24);
        if (word === 0 || this.#known[hashOf(word)] === 0) continue;
        const at = i - 3;
        const found = this.#windows.get(word)?.find(({ window }) => window.equals(buffer.subarray(at, at + WINDOW)));
        if (found !== undefined) return found.name;
      }
    }
    return undefined;
  }
}

const hashOf = (word: number): number => (word ^ (word >>> 16)) & 0xffff;
