import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** The ids of a wasm binary's sections (WebAssembly core specification, 5.5.2). */
function sectionIds(binary: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < binary.length; ) {
    ids.push(binary[at++] as number);
    let size = 0;
    for (let shift = 0, byte = 0x80; byte & 0x80; shift += 7) {
      byte = binary[at++] as number;
      size |= (byte & 0x7f) << shift;
    }
    at += size;
  }
  return ids;
}

for (const file of ['build/core.wasm', 'build/zlib.wasm']) {
  describe(file, () => {
    const wasm = readFileSync(file);

    test('imports nothing and has no start function', () => {
      const START_SECTION = 8;
      expect(WebAssembly.Module.imports(new WebAssembly.Module(wasm))).toEqual([]);
      expect(sectionIds(wasm)).not.toContain(START_SECTION);
    });

    test('has a memory that cannot grow', () => {
      const { memory } = new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports;
      expect(() => (memory as WebAssembly.Memory).grow(1)).toThrow(RangeError);
    });
  });
}

/** Whether `secret`, or any 16 bytes of it, are in the core's memory. */
function isLeft(secret: Uint8Array): boolean {
  const memory = Buffer.from(core().memory);
  for (let at = 0; at + 16 <= secret.length; at += 4) {
    if (memory.includes(Buffer.from(secret.subarray(at, at + 16)))) return true;
  }
  return false;
}

describe('no secret is left in memory', () => {
  // Longer than a block: HMAC works on its hash as well.
  const key = Buffer.from('0123456789abcdef'.repeat(20));
  for (const digestMethod of DIGESTS) {
    for (const keyDerivation of KEY_DERIVATIONS) {
      test(`${digestMethod}, ${keyDerivation}`, () => {
        const reference = { key, digestMethod, keyDerivation };
        const derived = referenceKey(reference);
        const digest = nativeDigest(digestMethod);
        const blockKey = derived.length > digest.blockSize ? digest.hash(derived) : derived;
        const block = Buffer.alloc(digest.blockSize);
        block.set(blockKey);
        const midstates = prepareKey(digest, derived);
        const stateSize = digestMethod === 'sha1' ? 20 : digest.blockSize / 2;
        const value = 'a value';
        const token = referenceToken(reference, value).toString();
        const good = Buffer.from(token.slice(value.length + 1), 'base64url');
        const secrets: [name: string, bytes: Uint8Array][] = [
          ['key', key],
          ['derived key', derived],
          ['hashed key', blockKey],
          ['inner block', block.map((byte) => byte ^ 0x36)],
          ['outer block', block.map((byte) => byte ^ 0x5c)],
          ['inner midstate', midstates.subarray(0, stateSize)],
          ['outer midstate', midstates.subarray(stateSize)],
          // Whoever forged a token must not find there what would have made it good.
          ['signature of a forged token', good],
        ];
        const forged = `${value}.${'A'.repeat(token.length - value.length - 1)}`;
        const long = 'x'.repeat(2 ** 17);
        const signer = new Signer(key, { digestMethod, keyDerivation });
        const actions: [name: string, action: () => unknown][] = [
          ['deriveKey', () => signer.deriveKey()],
          ['sign', () => signer.sign('other')],
          ['sign a long value', () => signer.sign(long)],
          ['unsign', () => signer.unsign(signer.sign('other'))],
          ['refuse', () => signer.validate(forged)],
          ['sign and refuse many', () => signer.tryUnsignMany([...signer.signMany(['other', '']), forged])],
          ['verifySignature', () => signer.verifySignature(value, forged.slice(value.length + 1))],
          ['with a timestamp', () => new TimestampSigner(key, { digestMethod, keyDerivation }).sign('other')],
          ['HMACAlgorithm', () => new HMACAlgorithm(digestMethod).verifySignature(derived, Buffer.from(value), good)],
        ];
        for (const [action, act] of actions) {
          act();
          for (const [name, secret] of secrets) expect(isLeft(secret), `${name} after ${action}`).toBe(false);
        }
      });
    }
  }

  test('keys that stream through, and keys that are made', () => {
    const long = Buffer.from(Array.from({ length: 70000 }, (_, i) => (i * i) & 0xff));
    for (const keyDerivation of KEY_DERIVATIONS) {
      new Signer(long, { keyDerivation }).sign('value');
      expect(isLeft(long.subarray(0, 64)), keyDerivation).toBe(false);
      expect(isLeft(long.subarray(60000, 60064)), keyDerivation).toBe(false);
    }
    const made = generateSecretKey();
    expect(isLeft(Buffer.from(made))).toBe(false);
    expect(isLeft(Buffer.from(made, 'base64url'))).toBe(false);
  });

  test('and the search finds what is there', () => {
    core().input.set(Buffer.from('0123456789abcdef0123'), 1000);
    expect(isLeft(Buffer.from('0123456789abcdef0123456789abcdef'))).toBe(true);
    core().run.wipe(2000);
  });
});
