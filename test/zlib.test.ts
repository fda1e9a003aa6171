import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { instantiateZlib } from '../src/backend.js';
import { compress, decompress, zlib } from '../src/zlib.js';
import { nodeInflate } from './node-inflate.js';
import { Random, SHAPES } from './zlib-inputs.js';

const VECTORS = '../shared/vectors';
const haveVectors = existsSync(VECTORS);
if (!haveVectors) console.warn(`${VECTORS} is not there: its zlib vectors are skipped`);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** The bytes of a valid zlib stream around raw deflate data. */
function wrap(deflated: Uint8Array, data: Uint8Array): Uint8Array {
  const checksum = deflateSync(data).subarray(-4);
  return Buffer.concat([Uint8Array.of(0x78, 0x9c), deflated, checksum]);
}

describe.skipIf(!haveVectors)('vectors', () => {
  interface Line {
    id: string;
    op: 'compress' | 'decompress';
    data?: string;
    data_unit?: string;
    data_count?: number;
    xs32_seed?: number;
    xs32_len?: number;
    xs32_alphabet?: string;
    compressed?: string;
    compressed_len?: number;
    compressed_sha256?: string;
    stream?: string;
    expect?: { ok: boolean; len: number; sha256: string; trailing: number };
  }

  function dataOf(line: Line): Uint8Array {
    if (line.data !== undefined) return Buffer.from(line.data, 'base64');
    if (line.data_unit !== undefined) {
      const unit = Buffer.from(line.data_unit, 'base64');
      return Buffer.alloc(unit.length * (line.data_count as number), unit);
    }
    const alphabet = Buffer.from(line.xs32_alphabet as string, 'base64');
    let x = line.xs32_seed as number;
    return Uint8Array.from({ length: line.xs32_len as number }, () => {
      x ^= x << 13;
      x ^= x >>> 17;
      x ^= x << 5;
      return alphabet[(x >>> 0) % alphabet.length] as number;
    });
  }

  const lines: Line[] = haveVectors
    ? readFileSync(`${VECTORS}/zlib.jsonl`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => JSON.parse(line))
    : [];

  test('what Python compresses', () => {
    for (const line of lines.filter(({ op }) => op === 'compress')) {
      const stream = compress(dataOf(line), Number.POSITIVE_INFINITY) as Uint8Array;
      if (line.compressed !== undefined) expect(Buffer.from(stream).toString('base64'), line.id).toBe(line.compressed);
      else expect([stream.length, sha256(stream)], line.id).toEqual([line.compressed_len, line.compressed_sha256]);
    }
  });

  test('what Python decompresses or refuses', () => {
    for (const { id, stream, expect: verdict } of lines.filter(({ op }) => op === 'decompress')) {
      const bytes = Buffer.from(stream as string, 'base64');
      if (verdict?.ok && verdict.trailing === 0) {
        const data = decompress(bytes, verdict.len);
        expect([data.length, sha256(data)], id).toEqual([verdict.len, verdict.sha256]);
      } else {
        expect(() => decompress(bytes, 1e6), id).toThrow();
      }
    }
  });

  test("wuffs' corner cases", () => {
    const folder = `${VECTORS}/wuffs-deflate`;
    const files = readdirSync(folder);
    for (const file of files) {
      const name = file.split('.')[0];
      if (!/\.(deflate|zlib)$/.test(file)) continue;
      const data = readFileSync(
        `${folder}/${files.find((other) => new RegExp(`^${name}\\.(txt|.*decompressed)$`).test(other))}`,
      );
      const bytes = readFileSync(`${folder}/${file}`);
      const stream = file.endsWith('.zlib') ? bytes : wrap(bytes, data);
      if (name === 'distance-code-31') expect(() => decompress(stream, 1e6), file).toThrow('unused Huffman code');
      else expect(isSame(decompress(stream, data.length), data), file).toBe(true);
    }
  });
});

describe('compress', () => {
  test('a limit that nothing meets', () => {
    for (const below of [8, 0, -1]) expect(compress(new Uint8Array(), below)).toBeUndefined();
    expect(compress(new Uint8Array(), 9)).toHaveLength(8);
  });

  test('refuses what has more positions than are counted', () => {
    const error = new RangeError('data must be at most 1073741824 bytes');
    expect(() => compress({ length: 2 ** 30 + 1 } as Uint8Array, 1)).toThrow(error);
  });
});

describe('decompress', () => {
  test('every byte of a stream is needed, and none more', () => {
    const data = SHAPES.json(2000, new Random(1));
    const stream = deflateSync(data);
    for (let length = 0; length < stream.length; length++) {
      expect(() => decompress(stream.subarray(0, length), 2000)).toThrow('stream is truncated');
    }
    for (const size of [1, 3, 40_000]) {
      expect(() => decompress(Buffer.concat([stream, Buffer.alloc(size)]), 2000)).toThrow('bytes after the end');
    }
  });

  test('the limit is exact, at every size around the buffers', () => {
    for (const limit of [0, 1, 32768, 65536 - 262, 65536, 131072]) {
      for (let size = Math.max(0, limit - 3); size <= limit + 3; size++) {
        for (const level of [0, 6]) {
          const stream = deflateSync(Buffer.alloc(size, 'ab'), { level });
          expect(decompress(stream, size)).toHaveLength(size);
          if (size > 0) expect(() => decompress(stream, size - 1)).toThrow(`more than ${size - 1} bytes`);
        }
      }
    }
  });

  /** A stream of the bits given in the order in which they are read; spaces do not count. */
  function bits(text: string): Uint8Array {
    const all = text.replaceAll(' ', '');
    const bytes = new Uint8Array(Math.ceil(all.length / 8));
    for (let i = 0; i < all.length; i++) bytes[i >> 3] = (bytes[i >> 3] as number) | (Number(all[i]) << (i & 7));
    return wrap(bytes, new Uint8Array());
  }

  /** Fields of a dynamic block: last, type, HLIT, HDIST, HCLEN, then the lengths of the codes for 16, 17, 18, 0, 8, 7, … */
  const dynamic = (hlit: string, hdist: string, lengths: string[]): string =>
    `1 01 ${hlit} ${hdist} ${[0, 1, 2, 3].map((bit) => ((lengths.length - 4) >> bit) & 1).join('')} ${lengths.join('')}`;
  // 1 and 18 have the codes 0 and 1.
  const ZEROS_AND_ONES = [...Array(2).fill('000'), '100', ...Array(14).fill('000'), '100'];
  /** Code 18 with a count of zeros. */
  const zeros = (count: number): string => `1${[0, 1, 2, 3, 4, 5, 6].map((bit) => ((count - 11) >> bit) & 1).join('')}`;
  const flip = (stream: Uint8Array, at: number): Uint8Array => stream.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const hello = deflateSync('hello hello');

  const REFUSED: [reason: string, stream: Uint8Array][] = [
    ['stream is truncated', new Uint8Array()],
    // Six literals, and the beginning of a length code that with zeros behind it would be one that stands for nothing.
    ['stream is truncated', bits(`1 10 ${'110010000'.repeat(6)} 1100011`).subarray(0, -4)],
    ['bad zlib header', Uint8Array.of(0x79, 0x9b, ...hello.subarray(2))],
    ['bad zlib header', Uint8Array.of(0x88, 0x1c, ...hello.subarray(2))],
    ['bad zlib header', Uint8Array.of(0x78, 0x9d, ...hello.subarray(2))],
    ['preset dictionary', Uint8Array.of(0x78, 0xbb, ...hello.subarray(2))],
    ['bad block type', bits('1 11')],
    ['stored block length', flip(deflateSync('stored', { level: 0 }), 5)],
    ['too many length or distance codes', bits(dynamic('11111', '00000', ['000', '000', '000', '000']))],
    ['too many length or distance codes', bits(dynamic('00000', '01111', ['000', '000', '000', '000']))],
    ['over-subscribed', bits(dynamic('00000', '00000', ['100', '100', '100', '000']))],
    ['under-subscribed', bits(dynamic('00000', '00000', ['100', '000', '000', '000']))],
    ['under-subscribed', bits(dynamic('00000', '00000', ['000', '000', '000', '000']))],
    // 16 and 0: a repetition of nothing; 18 and 1: more zeros than there are symbols.
    ['code length repeated', bits(`${dynamic('00000', '00000', ['100', '000', '000', '100'])} 1 00`)],
    ['code length repeated', bits(`${dynamic('00000', '00000', ZEROS_AND_ONES)} ${zeros(138)} ${zeros(138)}`)],
    ['no end-of-block code', bits(`${dynamic('00000', '00000', ZEROS_AND_ONES)} ${zeros(138)} ${zeros(119)} 0`)],
    // Two literals and the end, one bit each.
    ['over-subscribed', bits(`${dynamic('00000', '00000', ZEROS_AND_ONES)} 0 0 ${zeros(138)} ${zeros(116)} 0 0`)],
    // The end alone has a code, 0.
    ['unused Huffman code', bits(`${dynamic('00000', '00000', ZEROS_AND_ONES)} ${zeros(138)} ${zeros(118)} 0 0 1`)],
    // Of the fixed codes: length 286, distance 30.
    ['unused Huffman code', bits('1 10 11000110')],
    ['unused Huffman code', bits('1 10 00110000 0000001 11110')],
    ['distance too far back', bits('1 10 00110000 0000001 00001')],
    ['wrong Adler-32', flip(hello, hello.length - 1)],
    ['bytes after the end', Buffer.concat([hello, hello])],
  ];

  test.each(REFUSED)('refuses: %s', (reason, stream) => {
    expect(() => decompress(stream, 100)).toThrow(reason);
    expect(nodeInflate(stream, 100)).toBeUndefined();
  });

  test('a distance beyond what the header declares, but within the output, as zlib does', () => {
    const data = SHAPES.random(10_000, new Random(3));
    const repeated = Buffer.concat([data, data]);
    const stream = Buffer.concat([Uint8Array.of(0x08, 0x1d), deflateSync(repeated).subarray(2)]);
    expect(isSame(inflateSync(stream), repeated)).toBe(true);
    expect(isSame(decompress(stream, repeated.length), repeated)).toBe(true);
  });

  test('a bomb stops at the limit', () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000), { level: 9 });
    const { arrayBuffers } = process.memoryUsage();
    const start = performance.now();
    expect(() => decompress(bomb, 1e6)).toThrow('more than 1000000 bytes');
    const milliseconds = (performance.now() - start).toFixed(1);
    const kilobytes = Math.round((process.memoryUsage().arrayBuffers - arrayBuffers) / 1024);
    console.log(`${bomb.length} bytes that expand to 50 MB, refused at 1 MB: ${milliseconds} ms, ${kilobytes} KiB`);
  });
});

describe('the module', () => {
  const run = instantiateZlib();
  const memory = Buffer.from(run.memory.buffer);

  /** Whether some eight bytes of `data` stand in memory as they do there; looks at its ends and between. */
  function isLeft(data: Buffer, place: Buffer = memory): boolean {
    const last = data.length - 8;
    const places = Array.from({ length: 40 }, (_, i) => Math.floor((last * i) / 39));
    return places.some((at) => place.includes(data.subarray(at, at + 8)));
  }

  /** Hands over `input` in pieces, until `take` says that enough has come. */
  function feed(input: Uint8Array, take: (length: number, last: number) => boolean): void {
    const size = run.PIECE_SIZE.value;
    for (let at = 0; at < input.length; at += size) {
      memory.set(input.subarray(at, at + size), run.piece.value);
      if (take(Math.min(size, input.length - at), at + size >= input.length ? 1 : 0)) return;
    }
  }

  const ENDS = ['short', 'long', 'given up', 'refused'] as const;
  test.each(ENDS)('leaves no value and no stream in its buffers: %s', (end) => {
    const data = Buffer.from(SHAPES.letters(end === 'long' ? 200_000 : 2000, new Random(77)));
    const stream = deflateSync(data);
    if (end === 'refused') stream.fill(0xff, 1500);

    run.deflateStart(end === 'given up' ? 100 : 1e6);
    feed(data, (length, last) => run.deflatePiece(length, last) < 0);
    expect(isLeft(data)).toBe(true);
    run.deflateEnd();
    expect(isLeft(data) || isLeft(stream)).toBe(false);

    const NEEDS_INPUT = 1;
    const OUTPUT_FULL = 2;
    run.inflateStart();
    expect(run.inflate()).toBe(NEEDS_INPUT);
    feed(stream, (length, last) => {
      run.inflatePiece(length, last);
      let status = run.inflate();
      while (status === OUTPUT_FULL) status = run.inflate();
      return status !== NEEDS_INPUT;
    });
    expect(isLeft(data)).toBe(true);
    run.inflateEnd();
    expect(isLeft(data) || isLeft(stream)).toBe(false);
  });

  test('its buffers are wiped after every call', () => {
    const data = Buffer.from(SHAPES.letters(2000, new Random(77)));
    const stream = deflateSync(data);
    const calls: (() => unknown)[] = [
      () => compress(data, 1e6),
      () => compress(data, 100),
      () => decompress(stream, 2000),
      () => expect(() => decompress(stream, 1999)).toThrow(),
    ];
    for (const call of calls) {
      call();
      const place = Buffer.from(zlib().memory.buffer);
      expect(isLeft(data, place) || isLeft(stream, place)).toBe(false);
    }
  });
});
