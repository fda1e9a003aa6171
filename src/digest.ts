import { type Core, core, outputView } from './core.js';
import { type BytesLike, copyBytes, encodePiece, isBytes } from './text.js';

/** The digests that the core computes. */
export type DigestName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | 'sha512-256';

/**
 * A hash function. For one that the core does not have, adapt any synchronous implementation:
 *
 * ```ts
 * import { md5 } from '@noble/hashes/legacy.js';
 * const digest: Digest = { name: 'md5', blockSize: md5.blockLen, outputSize: md5.outputLen, hash: md5 };
 * ```
 */
export interface Digest {
  /** For messages alone. */
  readonly name: string;
  /** Bytes of a block, B in RFC 2104. */
  readonly blockSize: number;
  /** Bytes of a digest, L in RFC 2104. */
  readonly outputSize: number;
  /** The digest of `data`, `outputSize` bytes. */
  hash(data: Uint8Array): Uint8Array;
}

/**
 * A digest of the core's.
 *
 * @internal
 */
export class NativeDigest implements Digest {
  readonly name: DigestName;
  readonly blockSize: number;
  readonly outputSize: number;
  /** Its number in the core: see assembly/digest.ts. */
  readonly id: number;

  constructor(id: number, name: DigestName, blockSize: number, outputSize: number) {
    this.id = id;
    this.name = name;
    this.blockSize = blockSize;
    this.outputSize = outputSize;
  }

  hash(data: Uint8Array): Uint8Array {
    const c = core();
    c.run.streamInit(this.id);
    const length = streamAllButLast(c, this, data);
    c.run.streamFinish(this.id, length);
    const digest = copyBytes(outputView(c, this.outputSize));
    c.run.wipe(Math.min(data.length, c.INPUT_SIZE));
    return digest;
  }
}

/**
 * Streams `data`, bytes or text without a lone surrogate, until its last piece, which it leaves at the input; returns the
 * length of that.
 *
 * @internal
 */
export function streamAllButLast({ run, input }: Core, digest: NativeDigest, data: BytesLike): number {
  let filled = 0;
  let taken = 0;
  for (;;) {
    const room = input.subarray(filled);
    const end = taken + room.length;
    if (typeof data === 'string') {
      const { read, written } = encodePiece(data.slice(taken, end), room);
      taken += read;
      filled += written;
    } else {
      const piece = data.subarray(taken, end);
      room.set(piece);
      taken += piece.length;
      filled += piece.length;
    }
    if (taken === data.length) return filled;
    // Of text, the last character may have had no room, and what is there is not always whole blocks.
    const rest = filled % digest.blockSize;
    run.streamUpdate(digest.id, filled - rest);
    input.set(input.subarray(filled - rest, filled));
    filled = rest;
  }
}

const NATIVE_DIGESTS: { readonly [name in DigestName]: NativeDigest } = {
  sha1: new NativeDigest(0, 'sha1', 64, 20),
  sha224: new NativeDigest(1, 'sha224', 64, 28),
  sha256: new NativeDigest(2, 'sha256', 64, 32),
  sha384: new NativeDigest(3, 'sha384', 128, 48),
  sha512: new NativeDigest(4, 'sha512', 128, 64),
  'sha512-256': new NativeDigest(5, 'sha512-256', 128, 32),
};

const DIGEST_NAMES = Object.keys(NATIVE_DIGESTS) as DigestName[];

/** @internal */
export function nativeDigest(name: DigestName): NativeDigest {
  return NATIVE_DIGESTS[name];
}

/**
 * The digest that a programmer asked for as `parameter`.
 *
 * @throws TypeError if it is neither a known name nor a Digest
 * @internal
 */
export function toDigest(digestMethod: DigestName | Digest, parameter = 'digestMethod'): Digest {
  const native = DIGEST_NAMES.indexOf(digestMethod as DigestName);
  if (native >= 0) return nativeDigest(DIGEST_NAMES[native] as DigestName);
  const { name, blockSize, outputSize, hash } = (digestMethod ?? {}) as Partial<Digest>;
  if (typeof hash !== 'function' || !isSize(blockSize) || !isSize(outputSize) || outputSize > blockSize) {
    throw new TypeError(
      `${parameter} must be one of ${DIGEST_NAMES.join(', ')}, or an object with name, blockSize, outputSize and hash`,
    );
  }
  return { name: String(name), blockSize, outputSize, hash: (data) => checked(digestMethod as Digest, data) };
}

function isSize(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0;
}

/** What a foreign digest answers is looked at: a short one would be a weak signature that nobody notices. */
function checked(digest: Digest, data: Uint8Array): Uint8Array {
  const result: unknown = digest.hash(data);
  if (!isBytes(result) || result.length !== digest.outputSize) {
    throw new TypeError(`digestMethod ${digest.name} must hash to a Uint8Array of ${digest.outputSize} bytes`);
  }
  return copyBytes(result);
}
