import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { BadData, base64Decode, base64Encode, bytesToInt, intToBytes } from '../src/index.js';

/** The one spelling of these bytes: base64url without padding, RFC 4648 section 5. */
const encoded = (data: Uint8Array): string => Buffer.from(data).toString('base64url');

/** What a text stands for, or undefined unless it is the one spelling of those bytes. */
function decoded(text: string): Uint8Array | undefined {
  const data = Buffer.from(text, 'base64url');
  return encoded(data) === text ? new Uint8Array(data) : undefined;
}

/** What ours makes of a text: its bytes, or undefined where it is refused as it should be. */
function ours(text: string | Uint8Array): Uint8Array | undefined {
  try {
    return base64Decode(text);
  } catch (error) {
    if (error instanceof BadData && error.name === 'BadData' && error.message === 'Invalid base64-encoded data') return;
    throw error;
  }
}

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Every string of so many of these symbols. */
function* strings<T>(symbols: readonly T[], length: number): Generator<T[]> {
  if (length === 0) yield [];
  else for (const head of strings(symbols, length - 1)) for (const tail of symbols) yield [...head, tail];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const OUTSIDE = '+/=. \n';

describe('base64url', () => {
  test('writes and reads every byte string of 0 to 2 bytes', () => {
    const bytes = [...Array(256).keys()];
    for (let length = 0; length <= 2; length++) {
      for (const string of strings(bytes, length)) {
        const data = Uint8Array.from(string);
        const text = encoded(data);
        if (base64Encode(data) !== text || !same(ours(text), data)) expect.fail(`the bytes ${string}`);
      }
    }
  });

  test('reads a text of 0 to 2 bytes, whatever the bytes, exactly when it is the one spelling of something', () => {
    const bytes = [...Array(256).keys()];
    for (let length = 0; length <= 2; length++) {
      for (const string of strings(bytes, length)) {
        const text = Uint8Array.from(string);
        const right = string.every((byte) => byte < 0x80) ? decoded(String.fromCharCode(...string)) : undefined;
        if (!same(ours(text), right)) expect.fail(`the text of the bytes ${string}`);
      }
    }
  });

  test(`reads a text of 0 to 3 of ${ALPHABET.length + OUTSIDE.length} characters on the same rule`, () => {
    for (let length = 0; length <= 3; length++) {
      for (const string of strings([...ALPHABET, ...OUTSIDE], length)) {
        const text = string.join('');
        if (!same(ours(text), decoded(text))) expect.fail(JSON.stringify(text));
      }
    }
  });

  test('writes and reads every length to 300, and those around 64 KiB', () => {
    const sample = createHash('shake256', { outputLength: 2 ** 17 + 4 })
      .update('encoding')
      .digest();
    const around = [2 ** 14, 3 * 2 ** 14, 2 ** 16, 2 ** 17].flatMap((size) =>
      [-2, -1, 0, 1, 2, 3].map((i) => size + i),
    );
    for (const length of [...Array(301).keys(), ...around]) {
      const data = new Uint8Array(sample.subarray(1, 1 + length));
      const text = encoded(data);
      expect(base64Encode(data), `${length} bytes`).toBe(text);
      expect(same(ours(text), data), `${length} bytes`).toBe(true);
      expect(same(ours(Buffer.from(text)), data), `${length} bytes, the text as bytes`).toBe(true);
      // One wrong character is found wherever it stands.
      for (const at of new Set([0, length >> 1, text.length - 1])) {
        if (text)
          expect(ours(`${text.slice(0, at)}!${text.slice(at + 1)}`), `${length} bytes, wrong at ${at}`).toBe(undefined);
      }
    }
  });

  test('writes a string as its UTF-8 bytes', () => {
    expect(base64Encode('\0é☃😀')).toBe(encoded(Buffer.from('\0é☃😀')));
  });

  test('refuses a character outside ASCII, even one whose low byte is in the alphabet', () => {
    for (const text of ['é', 'YQé', 'Ł', 'ŁŁ', 'YŁ', '☃', '😀', '\u{10041}A', '\ufeffYQ']) {
      expect(ours(text), text).toBe(undefined);
    }
  });
});

/** A whole number and its bytes: big-endian, none for 0, no leading zero. */
const INTEGERS: [number | bigint, number[]][] = [
  [0, []],
  [1, [1]],
  [0x7f, [0x7f]],
  [0x80, [0x80]],
  [0xff, [0xff]],
  [0x100, [1, 0]],
  [0xffff, [0xff, 0xff]],
  [0x10000, [1, 0, 0]],
  [0xffffff, [0xff, 0xff, 0xff]],
  [0x1000000, [1, 0, 0, 0]],
  [2 ** 31 - 1, [0x7f, 0xff, 0xff, 0xff]],
  [2 ** 31, [0x80, 0, 0, 0]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff]],
  [2 ** 32, [1, 0, 0, 0, 0]],
  [2 ** 32 + 1, [1, 0, 0, 0, 1]],
  [2 ** 40 - 1, [0xff, 0xff, 0xff, 0xff, 0xff]],
  [2 ** 48, [1, 0, 0, 0, 0, 0, 0]],
  [Number.MAX_SAFE_INTEGER, [0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  [2n ** 53n, [0x20, 0, 0, 0, 0, 0, 0]],
  [2n ** 53n + 1n, [0x20, 0, 0, 0, 0, 0, 1]],
  [2n ** 56n - 1n, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  [2n ** 56n, [1, 0, 0, 0, 0, 0, 0, 0]],
  [2n ** 63n, [0x80, 0, 0, 0, 0, 0, 0, 0]],
  [2n ** 64n - 1n, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
];

describe('integers', () => {
  test.each(INTEGERS)('%s both ways', (number, bytes) => {
    expect(intToBytes(number)).toStrictEqual(Uint8Array.from(bytes));
    expect(intToBytes(BigInt(number))).toStrictEqual(Uint8Array.from(bytes));
    expect(bytesToInt(Uint8Array.from(bytes))).toBe(number);
  });

  test('leading zeros are read, to eight bytes', () => {
    expect(bytesToInt(Uint8Array.of(0))).toBe(0);
    expect(bytesToInt(new Uint8Array(8))).toBe(0);
    expect(bytesToInt(Uint8Array.of(0, 0, 0, 0, 0, 0, 1, 2))).toBe(0x102);
  });

  test('beyond 2^53 - 1 none is made where the host has no bigint', () => {
    vi.stubGlobal('BigInt', undefined);
    try {
      expect(() => bytesToInt(Uint8Array.of(0x20, 0, 0, 0, 0, 0, 0))).toThrow(
        new RangeError('0x020000000000000 needs BigInt, which this host does not have'),
      );
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
