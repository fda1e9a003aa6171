import { describe, expect, test } from 'vitest';
import { type BytesLike, Serializer, Signer, type SignerOptions, TimestampSigner } from '../src/index.js';
import { DIGESTS, referenceToken } from './reference.js';

const key = 'secret key';
const NOW = 1767225600;
const clock = (): number => NOW * 1000;

/** Every length around the blocks of both sizes, in an order that lets long ones follow short ones. */
const VALUES = Array.from({ length: 280 }, (_, i) => {
  const length = (i * 37) % 280;
  return Array.from({ length }, (_, at) => String.fromCharCode(32 + ((i + 7 * at) % 95))).join('');
});

/** What a batch does not take, or takes apart from its neighbours. */
const OTHERS: BytesLike[] = ['', 'é'.repeat(30), 'x'.repeat(70000), Buffer.from('bytes'), '\u{1f600}.', 'a.b'];

const SIGNERS: [name: string, options: SignerOptions][] = [
  ...DIGESTS.map((digestMethod): [string, SignerOptions] => [digestMethod, { digestMethod }]),
  ['a long separator', { sep: '.:.:.:.:.:.:.:.:' }],
  ['a separator that is longer in bytes than in characters', { sep: '§' }],
  ['a separator that the core does not take', { sep: ':'.repeat(17) }],
];

describe.each(SIGNERS)('many at once: %s', (_name, options) => {
  for (const [Class, seconds] of [
    [Signer, undefined],
    [TimestampSigner, NOW],
  ] as const) {
    const one = new Class(key, { ...options, clock } as SignerOptions);
    const several = new Class(['oldest', key, 'newest'], { ...options, clock } as SignerOptions);

    test(`${Class.name}: signMany gives what the definition gives`, () => {
      for (const values of [
        VALUES,
        [...VALUES.slice(0, 70), ...OTHERS, ...VALUES.slice(70, 140)],
        [],
        VALUES.slice(0, 1),
      ]) {
        const expected = values.map((value) => {
          const token = referenceToken({ key, ...(options as object) }, value, seconds);
          return typeof value === 'string' ? token.toString() : new Uint8Array(token);
        });
        expect(one.signMany(values)).toEqual(expected);
      }
    });

    test(`${Class.name}: tryUnsignMany answers as tryUnsign does`, () => {
      const tokens: BytesLike[] = [...VALUES.slice(0, 140), ...OTHERS].flatMap((value, i): BytesLike[] => {
        const secret = ['oldest', key, 'newest', 'foreign'][i % 4] as string;
        const token = referenceToken({ key: secret, ...(options as object) }, value, seconds);
        const undated = referenceToken({ key: secret, ...(options as object) }, value);
        return typeof value === 'string' ? [token.toString(), undated.toString(), `${token}A`] : [token];
      });
      tokens.push('', '.', 'x', undefined as never, [] as never);
      expect(several.tryUnsignMany(tokens)).toEqual(tokens.map((token) => several.tryUnsign(token)));
      expect(several.tryUnsignMany(tokens).filter(({ ok }) => ok).length).toBeGreaterThan(100);
    });
  }
});

test('more keys than the core takes at once', () => {
  const keys = Array.from({ length: 20 }, (_, i) => `key ${i}`);
  const signer = new Signer(keys);
  const tokens = keys.map((each) => `${referenceToken({ key: each }, 'value')}`);
  expect(signer.tryUnsignMany(tokens)).toEqual(
    keys.map((_, keyIndex) => ({ ok: true, value: 'value', keyIndex, needsResign: keyIndex < 19 })),
  );
});

test('a hole is an item like any other that is no token and no value', () => {
  const holed = new Array<string>(2);
  for (const signer of [new Signer(key), new TimestampSigner(key)]) {
    holed[1] = signer.sign('value');
    expect(signer.tryUnsignMany(holed)).toMatchObject([{ ok: false }, { ok: true, value: 'value' }]);
    expect(() => signer.signMany(holed)).toThrow(new TypeError('value must be a string or a Uint8Array'));
  }
  const serializer = new Serializer(key);
  holed[1] = serializer.dumps('value');
  expect(serializer.tryLoadsMany(holed)).toMatchObject([{ ok: false }, { ok: true, payload: 'value' }]);
  expect(() => serializer.dumpsMany(holed)).toThrow(TypeError);
});

test('a clock is asked for every token', () => {
  let time = NOW;
  const signer = new TimestampSigner(key, { clock: () => 1000 * time++ });
  const values = VALUES.slice(0, 130);
  expect(signer.signMany(values)).toEqual(values.map((value, i) => `${referenceToken({ key }, value, NOW + i)}`));
});

test('methods that are overridden are obeyed', () => {
  class Own extends TimestampSigner {
    override sign(value: string): string;
    override sign(value: Uint8Array): Uint8Array;
    override sign(value: BytesLike): string | Uint8Array {
      return `signed ${value}`;
    }
    override tryUnsign(signed: BytesLike): never {
      return { ok: true, value: `read ${signed}` } as never;
    }
  }
  expect(new Own(key).signMany(['value'])).toEqual(['signed value']);
  expect(new Own(key).tryUnsignMany(['value'])).toMatchObject([{ value: 'read value' }]);
});

test('an unsign or a tryUnsign that is overridden is obeyed', () => {
  const read = (signed: BytesLike): string => `read ${signed}`;
  const tryUnsign = (signed: BytesLike): unknown => ({ ok: true, value: read(signed) });
  for (const own of [
    Object.assign(new Signer(key), { unsign: read }),
    Object.assign(new Signer(key), { tryUnsign }),
    Object.assign(new TimestampSigner(key), { unsign: (signed: BytesLike) => [read(signed), new Date(0)] }),
    Object.assign(new TimestampSigner(key), { tryUnsign }),
  ]) {
    expect((own as Signer).tryUnsignMany(['value'])).toMatchObject([{ ok: true, value: 'read value' }]);
  }
});
