/*
 * HMAC, RFC 2104: in the core for its own digests, on midstates (see assembly/hmac.ts); by definition for any other.
 */
import { core, outputView } from './core.js';
import { type Digest, NativeDigest, streamAllButLast } from './digest.js';
import { type BytesLike, concatBytes, copyBytes, isBytes } from './text.js';

/** The two hash states that stand for a key, as the core takes them. */
export type Midstates = Uint8Array;

export function prepareKey(digest: NativeDigest, key: Uint8Array): Midstates {
  const c = core();
  // A key that is longer than a block is hashed in its place (§2); the core does that too, for what fits in it.
  const used = key.length > c.INPUT_SIZE ? digest.hash(key) : key;
  c.input.set(used);
  const midstates = copyBytes(outputView(c, c.run.prepareKey(digest.id, used.length)));
  c.run.wipe(used.length);
  return midstates;
}

function nativeHmac(digest: NativeDigest, midstates: Midstates, value: BytesLike): Uint8Array {
  const c = core();
  c.memory.set(midstates, c.SIGNER);
  c.run.hmacInit(digest.id);
  const length = streamAllButLast(c, digest, value);
  c.run.hmacFinish(digest.id, length);
  const mac = copyBytes(outputView(c, digest.outputSize));
  c.run.wipe(length);
  return mac;
}

/**
 * The code of `value` under `key`, as long as the digest.
 *
 * @throws TypeError if one of them is no Uint8Array: what a hook gave, an ArrayBuffer say, would be taken for no bytes
 */
export function hmac(digest: Digest, key: Uint8Array, value: Uint8Array): Uint8Array {
  if (!isBytes(key) || !isBytes(value)) throw new TypeError('key and value must be Uint8Arrays');
  if (digest instanceof NativeDigest) return nativeHmac(digest, prepareKey(digest, key), value);
  const used = key.length > digest.blockSize ? digest.hash(copyBytes(key)) : key;
  const inner = digest.hash(concatBytes([padded(used, 0x36, digest.blockSize), value]));
  return digest.hash(concatBytes([padded(used, 0x5c, digest.blockSize), inner]));
}

/**
 * The same of the UTF-8 bytes of a text without a lone surrogate. They go into the core piece by piece: to have
 * 16 MiB of them all at once takes a fifth of the time.
 */
export function hmacOfText(digest: NativeDigest, key: Uint8Array, text: string): Uint8Array {
  return nativeHmac(digest, prepareKey(digest, key), text);
}

function padded(key: Uint8Array, pad: number, blockSize: number): Uint8Array {
  const block = new Uint8Array(blockSize);
  for (let i = 0; i < blockSize; i++) block[i] = (key[i] ?? 0) ^ pad;
  return block;
}
