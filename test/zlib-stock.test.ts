/*
 * Random and large data, compared with what stock zlib makes of them: pako writes, node:zlib writes and reads.
 * `npm run prove -- --long zlib-stock` tries ten times as much.
 */
import { constants, deflateSync } from 'node:zlib';
import pako from 'pako';
import { afterAll, describe, expect, test } from 'vitest';
import { compress, decompress } from '../src/zlib.js';
import { nodeInflate } from './node-inflate.js';
import { cases, count, report } from './prove/proof.js';
import { periodic, Random, SHAPES } from './zlib-inputs.js';

const tried = { written: 0, 'read, good or damaged': 0 };
afterAll(() => {
  for (const [how, number] of Object.entries(tried)) report('stock zlib', `${count(number)} streams ${how}`);
});

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

describe('compress', () => {
  /** Compares with pako, which writes stock zlib's bytes; names the first case that differs. */
  function expectStock(data: Uint8Array, name: string): void {
    tried.written++;
    const stock = pako.deflate(data);
    const stream = compress(data, stock.length + 1);
    if (!stream || !isSame(stream, stock)) expect.fail(`${name}: not what zlib writes`);
    if (compress(data, stock.length)) expect.fail(`${name}: ${stock.length} bytes are not fewer than that`);
    if (!isSame(decompress(stream, data.length), data)) expect.fail(`${name}: does not come back`);
  }

  const shapes = Object.entries(SHAPES);

  for (const [shape, make] of shapes) {
    test(`${shape}: small sizes`, () => {
      for (let seed = 0; seed < cases(3000); seed++) {
        const random = new Random(seed);
        expectStock(make(random.small(seed % 10 === 0 ? 5000 : 800), random), `${shape}, seed ${seed}`);
      }
    });

    // Pieces of 32 KiB, blocks of 16383 symbols, zlib's window that moves, their multiples, and what is short of them by a
    // match, an unfinished match, the lookahead.
    test(`${shape}: sizes near limits`, () => {
      const random = new Random(shape.length);
      for (const limit of [16383, 32766, 32768, 49149, 65274, 65536, 98304]) {
        for (const offset of [-262, -258, -3, -2, -1, 0, 1, 2, 3, 258, 261, 262, 263]) {
          expectStock(make(limit + offset, random), `${shape}, ${limit + offset} bytes`);
        }
      }
    });

    test(`${shape}: large sizes`, () => {
      for (let seed = 0; seed < cases(4); seed++) {
        const random = new Random(seed);
        expectStock(make(100_000 + random.next(400_000), random), `${shape}, large, seed ${seed}`);
      }
    });
  }

  test('every size to 600 bytes', () => {
    for (let size = 0; size <= 600; size++) {
      for (const shape of ['random', 'json', 'runs'] as const) {
        expectStock(SHAPES[shape](size, new Random(size)), `${shape}, ${size} bytes`);
      }
    }
  });

  // Where a bound tells, before any match is looked for, that a stream has `below` bytes or more: see assembly/zlib/short-text.ts.
  test('short text, of few characters and of many, with repeats and without', () => {
    for (let seed = 0; seed < cases(20_000); seed++) {
      const random = new Random(seed);
      const [characters, repeats] = [1 + random.next(95), random.next(8)];
      const text: number[] = [];
      for (let size = random.next(64); text.length < size; ) {
        const from = random.next(text.length + 1);
        if (random.next(8) < repeats) text.push(...text.slice(from, from + 3 + random.next(6)));
        else text.push(0x20 + random.next(characters));
      }
      expectStock(Uint8Array.from(text), `short text, seed ${seed}`);
    }
  });

  // The window's edge, and where three bytes become too far to be worth it.
  test('periods near every limit of a distance', () => {
    const periods = [
      [1, 300],
      [4080, 4110],
      [32490, 32790],
    ] as const;
    for (const [from, to] of periods) {
      for (let period = from; period <= to; period++) {
        expectStock(periodic(period + 700 + (period % 300), period, new Random(period)), `period ${period}`);
        if (period % 10 === 0) expectStock(periodic(140_000, period, new Random(period)), `period ${period}, long`);
      }
    }
  });

  test('matches of three bytes at every distance near the farthest', () => {
    for (let distance = 4080; distance <= 4110; distance++) {
      const data = SHAPES.random(distance + 20, new Random(distance));
      data.copyWithin(distance + 5, 5, 8);
      expectStock(data, `distance ${distance}`);
    }
  });

  test('16 MiB', () => {
    for (const shape of ['random', 'mixed', 'json'] as const) {
      expectStock(SHAPES[shape](2 ** 24, new Random(16)), shape);
    }
  });

  test('after more bytes than positions are counted', () => {
    const zeros = new Uint8Array(2 ** 24);
    const data = SHAPES.copies(100_000, new Random(1));
    for (let bytes = 0; bytes < 2 ** 30; bytes += zeros.length) {
      for (const value of [zeros, data]) compress(value, Number.POSITIVE_INFINITY);
    }
    // Counting has begun again, or does now.
    expectStock(data, 'again');
  });
});

describe('decompress', () => {
  const { Z_DEFAULT_STRATEGY, Z_FIXED } = constants;

  test('everything that node:zlib writes', () => {
    for (let level = 0; level <= 9; level++) {
      for (let strategy = Z_DEFAULT_STRATEGY; strategy <= Z_FIXED; strategy++) {
        for (let windowBits = 9; windowBits <= 15; windowBits++) {
          const seed = level * 100 + strategy * 10 + windowBits;
          const random = new Random(seed);
          for (const [shape, make] of Object.entries(SHAPES)) {
            const size = random.next(8) === 0 ? 50_000 + random.next(150_000) : random.small(6000);
            const data = make(size, random);
            const memLevel = 1 + random.next(9);
            const stream = deflateSync(data, { level, strategy, windowBits, memLevel });
            tried['read, good or damaged']++;
            const name = `${shape}, level ${level}, strategy ${strategy}, window ${windowBits}, seed ${seed}`;
            if (!isSame(decompress(stream, size), data)) expect.fail(name);
          }
        }
      }
    }
  });

  function ourInflate(stream: Uint8Array, maxSize: number): Uint8Array | undefined {
    try {
      return decompress(stream, maxSize);
    } catch {
      return undefined;
    }
  }

  /** Gives a damaged stream a good header and, if it decompresses, a good checksum, so that more than those refuses it. */
  function repair(stream: Uint8Array): Uint8Array {
    stream.set([0x78, 0x9c]);
    const bare = new pako.Inflate({ raw: true });
    bare.push(stream.subarray(2), true);
    if (bare.err || !(bare.result instanceof Uint8Array)) return stream;
    return Buffer.concat([stream.subarray(0, -4), deflateSync(bare.result).subarray(-4)]);
  }

  test('damaged streams as node:zlib does', () => {
    const MAX_SIZE = 20_000;
    let accepted = 0;
    const shapes = Object.values(SHAPES);
    for (let seed = 0; seed < cases(15_000); seed++) {
      const random = new Random(seed);
      const make = shapes[seed % shapes.length] as (typeof shapes)[0];
      const level = random.next(10);
      const strategy = random.next(5);
      const whole = Buffer.from(deflateSync(make(random.small(3000), random), { level, strategy }));
      // Half of the damage in the header of the first block, where the trees are.
      for (let flips = 1 + random.small(6); flips > 0; flips--) {
        const at = random.next(random.next(2) ? whole.length : Math.min(60, whole.length));
        whole[at] = (whole[at] as number) ^ (1 << random.next(8));
      }
      const cut = random.next(10) === 0 ? whole.subarray(0, random.next(whole.length)) : whole;
      const stream = cut.length > 8 && random.next(2) ? repair(cut) : cut;
      const theirs = nodeInflate(stream, MAX_SIZE);
      const ours = ourInflate(stream, MAX_SIZE);
      tried['read, good or damaged']++;
      const agree = theirs && ours ? isSame(theirs, ours) : theirs === ours;
      if (!agree) expect.fail(`seed ${seed}: node:zlib ${theirs ? 'accepts' : 'refuses'} ${stream.toString('hex')}`);
      if (ours) accepted++;
    }
    expect(accepted).toBeGreaterThan(cases(500));
  });
});
