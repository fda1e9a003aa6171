import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { compactJSON, createPythonJSON, pythonJSON } from '../src/index.js';

const FORMATS = { pythonJSON, compactJSON };

/** Floats that are no safe integers, as Python 3.11 writes them: `json.dumps(x)`. */
const FLOATS = `
  5e-324 1e-323 1.5e-323 2e-323 2.5e-323 1e-320 4.345847379897e-311 5.562684646268e-309 5.562684646268003e-309
  5.56268464626801e-309 9.999999999999994e-309 1e-308 1.0000000000000004e-308 1.1125369292536e-308
  1.1125369292536007e-308 1.112536929253601e-308 2.225073858507201e-308 2.2250738585072014e-308 2.225073858507202e-308
  4.4501477170144023e-308 4.450147717014403e-308 4.450147717014404e-308 5.400430985016779e-303 9.999999999999999e-301
  1e-300 1.0000000000000002e-300 3.8226477813891845e-298 6.71585843930511e-295 3.36243654762363e-285
  2.957630465416937e-272 9.40971839401458e-270 2.6015592699123717e-259 5.150423091405168e-247 2.2883557340936752e-246
  1.2459833914505327e-245 5.887225765912362e-236 2.0128589904991042e-233 1.770529492101781e-220 1.557374211108995e-207
  1.369880843130252e-194 1.204959932551442e-181 3.0653386233128906e-179 1.0598939654755962e-168 9.322925914000258e-156
  1.8514984942307483e-144 8.200532357869981e-143 7.213264545145106e-130 6.344854593289123e-117 5.696142291685862e-113
  5.5809931214954833e-104 9.999999999999999e-101 1e-100 1.0000000000000001e-100 1.4939761259051056e-95
  4.909093465297727e-91 4.3180842775472223e-78 1.2840461626540966e-74 2.463722779714357e-68 3.7982270983039195e-65
  3.3409558876152446e-52 4.465235965793618e-52 2.938735877055719e-39 2.5849394142282115e-26 8.6736173798840345e-19
  8.673617379884035e-19 8.673617379884037e-19 1.6073938430772716e-17 2.2737367544323206e-13 9.999999999999998e-13
  1e-12 1.0000000000000002e-12 1.5e-12 9.999999999999998e-12 1e-11 1.0000000000000001e-11 1.5e-11
  9.999999999999999e-11 1e-10 1.0000000000000002e-10 1.5e-10 9.313225746154784e-10 9.313225746154785e-10
  9.313225746154787e-10 9.999999999999999e-10 1e-09 1.0000000000000003e-09 1.5e-09 4.881669284074543e-09
  9.999999999999999e-09 1e-08 1.0000000000000002e-08 1.5e-08 5.455570896690886e-08 6.737906766486423e-08
  9.999999999999998e-08 1e-07 1.0000000000000001e-07 1.5e-07 9.536743164062499e-07 9.5367431640625e-07
  9.536743164062502e-07 9.999999999999997e-07 1e-06 1.0000000000000002e-06 1.5e-06 9.999999999999999e-06 1e-05
  1.0000000000000003e-05 1.2344999999999998e-05 1.2345e-05 1.2345000000000001e-05 1.5e-05 6.103515624999999e-05
  6.103515625e-05 6.103515625000001e-05 9.499999999999999e-05 9.5e-05 9.500000000000002e-05 9.999999999999999e-05
  0.0001 0.00010000000000000002 0.00012207031249999999 0.0001220703125 0.00012207031250000003 0.000123 0.00015
  0.00028942553995193966 0.0009765624999999999 0.0009765625 0.0009765625000000002 0.0009999999999999998 0.001
  0.0010000000000000002 0.0015 0.009999999999999998 0.01 0.010000000000000002 0.015 0.09999999999999999 0.1
  0.10000000000000002 0.12088995980580641 0.1234 0.12499999999999999 0.125 0.12500000000000003 0.15
  0.15913388939167566 0.2 0.24999999999999997 0.25 0.25000000000000006 0.3 0.3033685109329176 0.3326951853601291
  0.4221069999614152 0.49999999999999994 0.5 0.5000000000000001 0.5052838205796004 0.5875806061435594
  0.670305566414071 0.7111917696952796 0.7214844075832684 0.830035693274327 0.8461974184283128 0.8599465287952899
  0.8824790008318577 0.9364405867994596 0.9925434121760651 0.9999999999999999 1.0000000000000002 1.5 2.5
  2.718281828459045 3.14159 4.35 9.999999999999998 10.000000000000002 99.99999999999999 100.00000000000001
  209.2461155833687 622.2722718087826 123456.789 196797.5676871967 202345.21134689086 564188.3752766445
  755732.7290181944 3002633.29537198 143583565.33617917 1234567890.123 265799684040.85568 499938293753.1122
  36880202336631.18 51577493356050.65 99999999999999.98 100000000000000.02 999999999999999.9 1000000000000000.1
  9007199254740992.0 9007199254740994.0 9999999999999998.0 1e+16 1.0000000000000002e+16 1.2345678901234568e+16 1.5e+16
  1.8014398509481982e+16 1.8014398509481984e+16 1.8014398509481988e+16 3.6028797018963964e+16 3.602879701896397e+16
  3.6028797018963976e+16 5.334569671713698e+16 7.205759403792793e+16 7.205759403792794e+16 7.205759403792795e+16
  9.999999999999998e+16 1e+17 1.0000000000000002e+17 1.4411518807585586e+17 1.4411518807585587e+17
  1.441151880758559e+17 1.5e+17 2.2842986685365885e+17 2.882303761517117e+17 2.8823037615171174e+17
  2.882303761517118e+17 5.764607523034234e+17 5.764607523034235e+17 5.764607523034236e+17 9.999999999999999e+17 1e+18
  1.0000000000000001e+18 1.1529215046068468e+18 1.152921504606847e+18 1.1529215046068472e+18 1.5e+18
  2.3058430092136937e+18 2.305843009213694e+18 2.3058430092136945e+18 3.4517037516756326e+18 4.6116860184273874e+18
  4.611686018427388e+18 4.611686018427389e+18 9.223372036854775e+18 9.223372036854776e+18 9.223372036854778e+18
  9.999999999999998e+18 1e+19 1.0000000000000002e+19 1.5e+19 1.844674407370955e+19 1.8446744073709552e+19
  1.8446744073709556e+19 2.3792900566201745e+19 3.68934881474191e+19 3.6893488147419103e+19 3.689348814741911e+19
  7.37869762948382e+19 7.378697629483821e+19 7.378697629483822e+19 9.999999999999998e+19 1e+20 1.0000000000000002e+20
  1.2345678901234568e+20 1.5e+20 5.902958103587056e+20 5.902958103587057e+20 5.902958103587058e+20
  9.999999999999999e+20 1e+21 1.0000000000000001e+21 1.1805916207174112e+21 1.1805916207174113e+21
  1.1805916207174116e+21 1.5e+21 2.3611832414348223e+21 2.3611832414348226e+21 2.361183241434823e+21
  9.999999999999998e+21 1e+22 1.0000000000000002e+22 1.5e+22 9.999999999999997e+22 1e+23 1.0000000000000001e+23
  1.0000000000000003e+23 1.5e+23 9.999999999999998e+23 1e+24 1.0000000000000001e+24 1.5e+24 9.999999999999999e+24
  1e+25 1.0000000000000003e+25 1.5e+25 1.5474250491067253e+26 8.15459264421077e+32 1.361129467683754e+39
  9.642438589217952e+42 1.1972621413014757e+52 3.2998344786986033e+56 1.0531229166855719e+65 3.481255900561955e+66
  9.263367138985296e+77 1.1351679650259806e+80 8.148143905337944e+90 3.312685060696773e+92 9.999999999999998e+99
  1e+100 1.0000000000000002e+100 7.167183174968974e+103 2.2279587231122697e+109 1.8902539777832985e+115
  6.304320991423117e+116 1.1007777893838567e+121 5.54533938824163e+129 3.682420329618401e+139 4.877732109868738e+142
  4.290498537581631e+155 1.5982077220451807e+161 1.6320739963729004e+161 7.627553714813821e+162
  1.0492985020837662e+165 3.7739624248215414e+168 3.3196124551047944e+181 2.4810010051703156e+186
  4.520087423683831e+186 2.919961995278205e+194 2.568425733177917e+207 2.259211166966574e+220 1.9872231581449074e+233
  2.2472468196085684e+235 6.458023373509767e+242 1.7479799754928565e+246 9.132882523695296e+256
  1.5375394465392026e+259 4.039857109650966e+260 1.8711618304708076e+263 1.1952594746601974e+271
  1.352433999707303e+272 1.357605122641664e+279 1.1896135267822265e+285 3.109235655654209e+289 1.0463951242053392e+298
  9.999999999999999e+299 1e+300 1.0000000000000002e+300 4.4942328371557893e+307 4.49423283715579e+307
  4.494232837155791e+307 8.988465674311579e+307 8.98846567431158e+307 8.988465674311582e+307 9.999999999999998e+307
  1e+308 1.0000000000000002e+308 1.7976931348623155e+308 1.7976931348623157e+308
`
  .trim()
  .split(/\s+/);

/** A value, `json.dumps(value)`, and `json.dumps(value, ensure_ascii=False, separators=(',', ':'))`, all of Python 3.11. */
const VALUES: [value: unknown, python: string, compact: string][] = [
  [null, 'null', 'null'],
  [true, 'true', 'true'],
  [false, 'false', 'false'],
  [0, '0', '0'],
  [-1, '-1', '-1'],
  [0.5, '0.5', '0.5'],
  [2 ** 53 - 1, '9007199254740991', '9007199254740991'],
  [1 - 2 ** 53, '-9007199254740991', '-9007199254740991'],
  [2n ** 53n, '9007199254740992', '9007199254740992'],
  [-(2n ** 64n), '-18446744073709551616', '-18446744073709551616'],
  ['', '""', '""'],
  ['a"b\\c/', '"a\\"b\\\\c/"', '"a\\"b\\\\c/"'],
  ['é €', '"\\u00e9 \\u20ac"', '"é €"'],
  ['😀', '"\\ud83d\\ude00"', '"😀"'],
  [[], '[]', '[]'],
  [{}, '{}', '{}'],
  [[[], {}], '[[], {}]', '[[],{}]'],
  [[1, [2, [3]]], '[1, [2, [3]]]', '[1,[2,[3]]]'],
  [{ user_id: 42, name: 'ada' }, '{"user_id": 42, "name": "ada"}', '{"user_id":42,"name":"ada"}'],
  [{ a: { b: [null, true] }, '': 'x' }, '{"a": {"b": [null, true]}, "": "x"}', '{"a":{"b":[null,true]},"":"x"}'],
  [{ é: 1 }, '{"\\u00e9": 1}', '{"é":1}'],
  [{ constructor: 1, toString: 2 }, '{"constructor": 1, "toString": 2}', '{"constructor":1,"toString":2}'],
];

/** SHA-256 of what Python writes for each UTF-16 code unit, one after the other. */
const CODE_UNITS = {
  // ''.join(json.dumps(chr(c)) for c in range(0x10000))
  pythonJSON: '61c8a55fc3bbfd6f9732d09531982254dd99a9d3f2fadb89c63831f07fcb648f',
  // ''.join(json.dumps(chr(c), ensure_ascii=False) for c in range(0x10000) if not 0xd800 <= c <= 0xdfff)
  compactJSON: '4e69a2216ceaa784fc7e1b5f1050673b8aa41456ebb8391b13dd45d0c11f119f',
};

/** What has no JSON, or loses its data there. */
const UNWRITABLE: [value: unknown, message: string][] = [
  [Number.NaN, 'value is NaN, which JSON cannot carry'],
  [{ user: { ages: [1, Infinity] } }, 'value.user.ages[1] is Infinity, which JSON cannot carry'],
  [{ 'a b': [-Infinity] }, 'value["a b"][0] is -Infinity, which JSON cannot carry'],
  [Object(Number.NaN), 'value is NaN, which JSON cannot carry'],
  [{ at: { toJSON: () => Number.NaN } }, 'value.at is NaN, which JSON cannot carry'],
  [[new Map([[1, 2]])], 'value[0] is a Map, which JSON cannot carry'],
  [{ tags: new Set() }, 'value.tags is a Set, which JSON cannot carry'],
  [runInNewContext('new Map()'), 'value is a Map, which JSON cannot carry'],
  ...[undefined, () => 1, Symbol('a'), { toJSON: () => undefined }].map((value): [unknown, string] => [
    value,
    'value is undefined, a function or a symbol, which JSON cannot carry',
  ]),
];

/** A text, and what it means; strings of the texts are Python's or RFC 8259's, the meanings `json.loads`'s. */
const TEXTS: [text: string, value: unknown][] = [
  [' \t\n\r{ "a" : [ 1 , -0.5e+1 , 2E2 , "b" ] } \t\n\r', { a: [1, -5, 200, 'b'] }],
  ['-0', 0],
  ['[-0]', [0]],
  ['-0e0', -0],
  ['-0.0', -0],
  ['1e400', Infinity],
  ['[NaN, Infinity, -Infinity, 1]', [Number.NaN, Infinity, -Infinity, 1]],
  ['{"a": 1, "b": 2, "a": 3}', { a: 3, b: 2 }],
  ['{"a": 1, "b": 2, "\\u0061": 3}', { a: 3, b: 2 }],
  ['"\\u0070\\ud83d\\ude00\\ud83d \\/\\b\\f\\n\\r\\t\\"\\\\"', 'p😀\ud83d /\b\f\n\r\t"\\'],
  ['"\\\\u0070"', '\\u0070'],
  ['"\\\\\\u0070\\\\"', '\\p\\'],
  ['["__proto__", {"__proto": 1}]', ['__proto__', { __proto: 1 }]],
  ['0.12345678901234567890', 0.12345678901234568],
  ['12345678901234567890.5', 12345678901234567000],
  ['[1234567890123456789e-1]', [123456789012345680]],
  ['"\u2028\u007f\ufeff1234567890123456"', '\u2028\u007f\ufeff1234567890123456'],
  [`[[], {}, [{ }, [\n]], true, false, null, ${2n ** 64n}]`, [[], {}, [{}, []], true, false, null, 2n ** 64n]],
];

/** An integer literal, and what the formats read: each a number where it would write that number in the same way. */
const INTEGERS: [literal: string, python: number | bigint, compact: number | bigint][] = [
  ['999999999999999', 999999999999999, 999999999999999],
  ['9007199254740991', 2 ** 53 - 1, 2 ** 53 - 1],
  ['-9007199254740991', 1 - 2 ** 53, 1 - 2 ** 53],
  ['9007199254740992', 2n ** 53n, 2 ** 53],
  ['-9007199254740992', -(2n ** 53n), -(2 ** 53)],
  ['9007199254740993', 2n ** 53n + 1n, 2n ** 53n + 1n],
  ['9007199254740994', 2n ** 53n + 2n, 2 ** 53 + 2],
  ['100000000000000000000', 10n ** 20n, 1e20],
  ['123456789012345680000', 123456789012345680000n, 123456789012345680000],
  ['123456789012345680001', 123456789012345680001n, 123456789012345680001n],
  ['1000000000000000000000', 10n ** 21n, 10n ** 21n],
  ['9'.repeat(4300), 10n ** 4300n - 1n, 10n ** 4300n - 1n],
  [`-${'9'.repeat(4300)}`, 1n - 10n ** 4300n, 1n - 10n ** 4300n],
];

/** What `json.loads` refuses, and a `__proto__` key, which we do. */
const UNREADABLE: [text: string, message: string][] = [
  ['', 'Expected a value at position 0'],
  [' \t', 'Expected a value at position 2'],
  ['[1,]', 'Expected a value at position 3'],
  ['[1 2]', "Expected ']' at position 3"],
  ['{"a": 1,}', "Expected '\"' at position 8"],
  ['{"a" 1}', "Expected ':' at position 5"],
  ['{"a": 1 "b"}', "Expected '}' at position 8"],
  ['{a: 1}', "Expected '\"' at position 1"],
  ['1 2', 'Expected the end at position 2'],
  ['[1]]', 'Expected the end at position 3'],
  ['"a', 'Expected a string at position 0'],
  ['"a\\"', 'Expected a string at position 0'],
  ['["\\x41"]', 'Expected a string at position 1'],
  ['"\\u00 1"', 'Expected a string at position 0'],
  ['"\n"', 'Expected a string at position 0'],
  ['"\0"', 'Expected a string at position 0'],
  ['\ufeff1', 'Expected a value at position 0'],
  ['1\u000b', 'Expected the end at position 1'],
  ['1\u00a0', 'Expected the end at position 1'],
  ['-NaN', 'Expected a value at position 0'],
  ['nan', 'Expected a value at position 0'],
  ['Infinityy', 'Expected a value at position 0'],
  ['+1', 'Expected a value at position 0'],
  ['01234567890123456789', 'Expected a value at position 0'],
  ['1_000', 'Expected a value at position 0'],
  ['1234567890123456789.', 'Expected a value at position 0'],
  ['١', 'Expected a value at position 0'],
  ['undefined', 'Expected a value at position 0'],
  [`[${'9'.repeat(4301)}]`, 'Expected at most 4300 digits at position 1'],
  [`-${'9'.repeat(4301)}`, 'Expected at most 4300 digits at position 0'],
  ['9'.repeat(2 ** 23), 'Expected at most 4300 digits at position 0'],
  ['{"__proto__": 1}', 'Expected a key other than "__proto__" at position 12'],
  ['[{"a": {"\\u005f_proto__": 1}}]', 'Expected a key other than "__proto__" at position 24'],
  ['{"__\\u0070roto__": 1}', 'Expected a key other than "__proto__" at position 17'],
  ['{"__prot\\u006F__": 1}', 'Expected a key other than "__proto__" at position 17'],
];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A text with an integer beside it that keeps `JSON.parse` from reading the whole. */
const slowly = (text: string): string => `[${text}, ${2n ** 64n}]`;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('writing', () => {
  test.each(VALUES)('%o as Python does', (value, python, compact) => {
    expect(pythonJSON.stringify(value)).toBe(python);
    expect(compactJSON.stringify(value)).toBe(compact);
  });

  test("every float as Python's repr", () => {
    for (const text of [...FLOATS, '0.0']) {
      expect(pythonJSON.stringify(-Number(text))).toBe(`-${text}`);
      if (text !== '0.0') expect(pythonJSON.stringify(Number(text))).toBe(text);
    }
  });

  test('every code unit as Python does', () => {
    const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
    const wellFormed = units.filter((unit) => !/\p{Surrogate}/u.test(unit));
    const write = (units: string[], json = pythonJSON): string => units.map((unit) => json.stringify(unit)).join('');
    expect(sha256(write(units))).toBe(CODE_UNITS.pythonJSON);
    expect(sha256(write(wellFormed, compactJSON))).toBe(CODE_UNITS.compactJSON);
  });

  test('in compactJSON a lone surrogate as an escape, for it has no UTF-8', () => {
    expect(compactJSON.stringify(['\ud800', '\udc00\ud83d', '\ud83d😀\ude00'])).toBe(
      '["\\ud800","\\udc00\\ud83d","\\ud83d😀\\ude00"]',
    );
  });

  test('in compactJSON whatever JSON.stringify writes without loss', () => {
    class Point {
      x = 1;
      #y = 2;
      get y(): number {
        return this.#y;
      }
    }
    const shared = { a: 1 };
    const keyed = { toJSON: (key: string) => key };
    const values = [
      [undefined, () => 1, Symbol('a')],
      { a: undefined, b: () => 1, c: Symbol('c'), [Symbol('d')]: 1, e: 0 },
      { 2: 0, b: 0, 1: 0, a: 0 },
      [new Point(), Object.create({ inherited: 1 }), Object.assign(Object.create(null), { a: 1 }), [shared, shared]],
      [Object(1), Object('a'), Object(true), Object(false), new Date(0), /a/, new Uint8Array([1, 2])],
      [keyed, { a: keyed, 1: keyed }],
      [keyed],
      keyed,
      Object.assign(() => 1, { toJSON: () => ({ toJSON: 1 }) }),
      { toJSON: () => ({ toJSON: () => 1, a: 1 }) },
      { toJSON: 1 },
      new Array(3),
      Object.defineProperty({}, 'hidden', { value: 1 }),
      { [Symbol.toStringTag]: 'Map', a: 1 },
      new Proxy({ a: 1 }, {}),
      new Proxy([1], {}),
      runInNewContext('[{ a: [1] }, new Number(1), new String("a"), new Boolean(false)]'),
    ];
    for (const value of values) expect(compactJSON.stringify(value)).toBe(JSON.stringify(value));
    const anything = fc.jsonValue({ stringUnit: 'binary' });
    fc.assert(
      fc.property(anything, (value) => {
        expect(compactJSON.stringify(value)).toBe(JSON.stringify(value));
      }),
    );
    for (const text of [...FLOATS, '0']) {
      expect(compactJSON.stringify(-Number(text))).toBe(JSON.stringify(-Number(text)));
    }
  });

  test('in compactJSON by the host where it loses nothing, and by our own writer elsewhere', () => {
    const stringify = vi.spyOn(JSON, 'stringify');
    const writtenByHost = (value: unknown): boolean => {
      const whole = { '': [value] };
      compactJSON.stringify(whole);
      return stringify.mock.calls.some(([given]) => given === whole);
    };
    const nested = (depth: number): unknown => (depth === 0 ? [] : [nested(depth - 1)]);
    try {
      for (const plain of ['a', 1, true, null, undefined, {}, [], { a: [{}] }, nested(29)]) {
        expect(writtenByHost(plain), inspect(plain)).toBe(true);
      }
      for (const other of [5n, () => 1, new Date(0), { toJSON: 1 }, Object.create({}), { a: [5n] }, nested(30)]) {
        expect(writtenByHost(other), inspect(other)).toBe(false);
      }
    } finally {
      stringify.mockRestore();
    }
  });

  test('a bigint as an integer, whatever its toJSON', () => {
    const prototype = BigInt.prototype as { toJSON?: () => string };
    prototype.toJSON = () => 'polluted';
    try {
      expect(compactJSON.stringify([5n, { a: -5n }])).toBe('[5,{"a":-5}]');
    } finally {
      delete prototype.toJSON;
    }
    expect(compactJSON.stringify(Object(5n))).toBe('5');
  });

  test.each(Object.entries(FORMATS))('in %s nothing that would be lost', (_, { stringify }) => {
    for (const [value, message] of UNWRITABLE) expect(() => stringify(value)).toThrow(new TypeError(message));

    const cycle: Record<'itself' | 'list', unknown> = { itself: undefined, list: undefined };
    cycle.itself = cycle;
    expect(() => stringify(cycle)).toThrow(new TypeError('value.itself is part of a cycle, which JSON cannot carry'));
    cycle.itself = 0;
    cycle.list = [0, { cycle }];
    expect(() => stringify(cycle)).toThrow(
      new TypeError('value.list[1].cycle is part of a cycle, which JSON cannot carry'),
    );

    const most = 10n ** 4300n - 1n;
    expect(stringify(-most)).toBe(`-${'9'.repeat(4300)}`);
    for (const bigint of [most + 1n, -most - 1n]) {
      expect(() => stringify([bigint])).toThrow(
        new RangeError('value[0] has more than 4300 digits, which Python refuses to read'),
      );
    }
  });
});

describe('the options of createPythonJSON', () => {
  const value = { b: [1, { d: 2, c: 3 }], a: 'é' };
  test.each([
    // json.dumps with the same options
    [{}, '{"b": [1, {"d": 2, "c": 3}], "a": "\\u00e9"}'],
    [{ sortKeys: true }, '{"a": "\\u00e9", "b": [1, {"c": 3, "d": 2}]}'],
    [{ separators: [' ;', '= '] as const }, '{"b"= [1 ;{"d"= 2 ;"c"= 3}] ;"a"= "\\u00e9"}'],
    [{ ensureASCII: false }, '{"b": [1, {"d": 2, "c": 3}], "a": "é"}'],
  ])('%o', (options, text) => {
    expect(createPythonJSON(options).stringify(value)).toBe(text);
  });

  test('allowNaN', () => {
    const json = createPythonJSON({ allowNaN: true });
    expect(json.stringify([Number.NaN, Infinity, -Infinity])).toBe('[NaN, Infinity, -Infinity]');
  });

  test('sortKeys sorts by code point', () => {
    const keys = 'b a é \uffff 😀 \ue000 \ud83d \ud83dz aa A 10 9  _ \udc00'.split(' ');
    const object = Object.fromEntries(keys.map((key) => [key, 0]));
    const json = createPythonJSON({ sortKeys: true, separators: [',', ':'] });
    // json.dumps(dict.fromkeys(keys, 0), sort_keys=True, separators=(',', ':'))
    expect(json.stringify(object)).toBe(
      '{"":0,"10":0,"9":0,"A":0,"_":0,"a":0,"aa":0,"b":0,"\\u00e9":0,"\\ud83d":0,"\\ud83dz":0,"\\udc00":0,' +
        '"\\ue000":0,"\\uffff":0,"\\ud83d\\ude00":0}',
    );
  });

  test.each([
    [null, 'options must be an object'],
    ['sortKeys', 'options must be an object'],
    [{ sortKeys: 1 }, 'sortKeys must be a boolean'],
    [{ ensureASCII: null }, 'ensureASCII must be a boolean'],
    [{ allowNaN: 'no' }, 'allowNaN must be a boolean'],
    ...[', ', null, [','], [',', ':', ''], [',', 1]].map((separators): [unknown, string] => [
      { separators },
      'separators must be two strings: between items, and between key and value',
    ]),
  ])('%o is refused', (options, message) => {
    expect(() => createPythonJSON(options as never)).toThrow(new TypeError(message));
  });
});

describe.each(Object.entries(FORMATS))('reading %s', (name, { stringify, parse }) => {
  test.each(TEXTS)('%s', (text, value) => {
    expect(parse(text)).toStrictEqual(value);
    expect(parse(slowly(text))).toStrictEqual([value, 2n ** 64n]);
  });

  test('an integer as a number exactly when it would be written as this integer', () => {
    for (const [literal, python, compact] of INTEGERS) {
      expect(parse(literal), literal).toBe(name === 'pythonJSON' ? python : compact);
      expect(stringify(parse(literal)), literal).toBe(literal);
    }
  });

  test('nothing that json.loads refuses, and no __proto__ key', () => {
    for (const [text, message] of UNREADABLE)
      expect(() => parse(text), text.slice(0, 40)).toThrow(new SyntaxError(message));
    expect(() => parse(1 as never)).toThrow(new TypeError('text must be a string'));
  });

  test('keys as own properties, whatever the prototype of objects', () => {
    const set = vi.fn();
    Object.defineProperty(Object.prototype, 'a', { set, configurable: true });
    try {
      for (const text of ['{"a": 1}', `{"a": ${2n ** 64n}}`]) {
        const object = parse(text) as object;
        expect(Object.keys(object)).toEqual(['a']);
        expect(Reflect.deleteProperty(object, 'a')).toBe(true);
      }
    } finally {
      delete (Object.prototype as { a?: unknown }).a;
    }
    expect(set).not.toHaveBeenCalled();
  });

  test('any depth, or an error', () => {
    const nested = (depth: number, text: string): string => '['.repeat(depth) + text + ']'.repeat(depth);
    expect(stringify(parse(nested(900, `${2n ** 64n}`)))).toBe(nested(900, `${2n ** 64n}`));
    for (const text of [`${2n ** 64n}`, '1', '!']) {
      let value: unknown;
      try {
        value = parse(nested(100_000, text));
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        continue;
      }
      expect(value).toBeInstanceOf(Array);
    }
  });

  test('common text by JSON.parse in one piece', () => {
    const native = vi.spyOn(JSON, 'parse');
    const text = '{"id": 123456789012345, "x": 0.1234567890123456, "s": "\\u00e9 \\u001f proto"}';
    parse(text);
    expect(native.mock.calls).toEqual([[text]]);
  });

  test('what was written', () => {
    const number = fc
      .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger())
      // Like JSON.stringify, compactJSON writes -0 as 0.
      .map((value) => (name === 'compactJSON' ? value + 0 : value));
    // Odd and beyond 2^53: no double is that number.
    const bigint = fc.bigInt().map((n) => 2n * n + 1n + (n < 0n ? -(2n ** 53n) : 2n ** 53n));
    const string = fc.string({ unit: 'binary' });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('array'), tie('object')),
      leaf: fc.oneof(number, bigint, string, fc.boolean(), fc.constant(null)),
      array: fc.array(tie('value')),
      object: fc.dictionary(
        string.filter((key) => key !== '__proto__'),
        tie('value'),
        { noNullPrototype: true },
      ),
    }));
    fc.assert(
      fc.property(value, (value) => {
        expect(parse(stringify(value))).toEqual(value);
      }),
    );
  });
});

const suite = new URL('../../shared/vectors/jsontestsuite/test_parsing.jsonl', import.meta.url);

if (existsSync(suite)) {
  test("accepts of JSONTestSuite what Python's json.loads accepts", () => {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const accepts = (data: Uint8Array): boolean => {
      try {
        pythonJSON.parse(utf8.decode(data));
        return true;
      } catch {
        return false;
      }
    };
    const lines = readFileSync(suite, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(316);
    for (const line of lines) {
      const { name, data_b64, python_accepts } = JSON.parse(line);
      expect(accepts(Buffer.from(data_b64, 'base64')), name).toBe(python_accepts);
    }
  });
} else {
  test.skip('JSONTestSuite: ../shared/vectors is not here');
}
