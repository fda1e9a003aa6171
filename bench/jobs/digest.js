import { deepStrictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { createSHA1, createSHA256, createSHA512 } from 'hash-wasm';
import { text, vary } from '../inputs.js';
import { importInternals } from '../internals.js';
import { OURS } from '../ours.js';

// The package exports no hash functions: these are the ones that its signers run on.
const { nativeDigest } = await importInternals('digest');

const DIGESTS = {
  sha1: { noble: sha1, hashWasm: await createSHA1() },
  sha256: { noble: sha256, hashWasm: await createSHA256() },
  sha512: { noble: sha512, hashWasm: await createSHA512() },
};

export const jobs = Object.entries(DIGESTS).flatMap(([name, { noble, hashWasm }]) =>
  [64, 1024, 65536].map((size) => {
    const ours = nativeDigest(name);
    const node = (bytes) => createHash(name).update(bytes).digest();
    return {
      name: `${name}, ${size.toLocaleString('en')} bytes`,
      inputs: vary((number) => new TextEncoder().encode(text(size, number)), size > 1024 ? 10 : 100),
      check: (digest, bytes) => deepStrictEqual(Buffer.from(digest), node(bytes)),
      contestants: {
        [OURS]: (bytes) => ours.hash(bytes),
        'node:crypto': node,
        '@noble/hashes': (bytes) => noble(bytes),
        'hash-wasm': (bytes) => hashWasm.init().update(bytes).digest('binary'),
      },
    };
  }),
);
