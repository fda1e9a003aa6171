/*
 * Whatever is called back in the middle of a call may itself sign and verify, with other signers, as deep as it likes: what
 * comes out is what would have come out without.
 */
import { expect, test } from 'vitest';
import { nativeDigest } from '../../src/digest.js';
import {
  compactJSON,
  type Digest,
  HMACAlgorithm,
  type URLSafeTimedSerializer as Loader,
  Signer,
  type SigningAlgorithm,
  TimestampSigner,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import { DIGESTS, KEY_DERIVATIONS, referenceToken } from '../reference.js';
import { Random } from '../zlib-inputs.js';
import { count, report } from './proof.js';

const KEYS = ['old key', 'new key'];
const NOW = 1_700_000_000;

test('calls within calls', () => {
  const random = new Random(1);
  let depth = 0;
  let calls = 0;

  /** Something with a right answer, on a signer of its own; within it hooks may call this again. */
  function interrupt(): void {
    if (depth >= 3 || random.next(4) > 0) return;
    depth++;
    calls++;
    const digestMethod = DIGESTS[random.next(DIGESTS.length)] as (typeof DIGESTS)[number];
    const keyDerivation = KEY_DERIVATIONS[random.next(KEY_DERIVATIONS.length)] as (typeof KEY_DERIVATIONS)[number];
    const value = 'x'.repeat(random.next(3) === 0 ? 70_000 : random.next(300));
    const expected = referenceToken({ key: 'inner', digestMethod, keyDerivation }, value).toString();
    switch (random.next(4)) {
      case 0:
        expect(new Signer('inner', { digestMethod, keyDerivation }).sign(value)).toBe(expected);
        break;
      case 1:
        expect(new Signer('inner', { digestMethod, keyDerivation }).unsign(expected)).toBe(value);
        break;
      case 2:
        expect(new Signer('inner', hooks(digestMethod)).validate(expected.slice(0, -1))).toBe(false);
        break;
      default:
        everything();
    }
    depth--;
  }

  /** Options of a signer, all of whose hooks interrupt. */
  function hooks(digestMethod: (typeof DIGESTS)[number]): {
    digestMethod: Digest;
    algorithm: SigningAlgorithm;
    clock: () => number;
  } {
    const native = nativeDigest(digestMethod);
    const hmac = new HMACAlgorithm(digestMethod);
    const { name, blockSize, outputSize } = native;
    const between = <Result>(call: () => Result): Result => {
      interrupt();
      const result = call();
      interrupt();
      return result;
    };
    return {
      digestMethod: { name, blockSize, outputSize, hash: (data) => between(() => native.hash(data)) },
      algorithm: {
        getSignature: (key, value) => between(() => hmac.getSignature(key, value)),
        verifySignature: (key, value, signature) => between(() => hmac.verifySignature(key, value, signature)),
      },
      clock: () => between(() => NOW * 1000),
    };
  }

  /** A serializer that calls back wherever it can, beside one that calls nobody. */
  function everything(): void {
    const digestMethod = DIGESTS[random.next(DIGESTS.length)] as (typeof DIGESTS)[number];
    class Interrupted extends TimestampSigner {
      override deriveKey(secretKey?: string | Uint8Array): Uint8Array {
        interrupt();
        const key = super.deriveKey(secretKey);
        interrupt();
        return key;
      }
      override getTimestamp(): number {
        interrupt();
        return super.getTimestamp();
      }
    }
    const validate = (value: unknown): { value: unknown } => {
      interrupt();
      return { value };
    };
    const interrupted: Loader = new URLSafeTimedSerializer(KEYS, {
      signer: Interrupted,
      signerOptions: hooks(digestMethod),
      fallbackSigners: [hooks('sha1')],
      serializer: {
        stringify: (value) => {
          interrupt();
          return compactJSON.stringify(value);
        },
        parse: (text) => {
          interrupt();
          return compactJSON.parse(text);
        },
      },
      schema: { '~standard': { version: 1, vendor: 'test', validate } },
    });
    const plain = new URLSafeTimedSerializer(KEYS, { signerOptions: { digestMethod, clock: () => NOW * 1000 } });
    const value = { list: Array(random.next(50)).fill('item') };
    const later = (): string => {
      interrupt();
      return 'now';
    };
    const written = { ...value, when: { toJSON: later } };
    const token = plain.dumps({ list: value.list, when: 'now' });
    expect(interrupted.dumps(written)).toBe(token);
    expect(interrupted.loads(token, { maxAge: 5 })).toEqual({ list: value.list, when: 'now' });
    expect(interrupted.tryLoads(`${token}A`, { maxAge: 5 }).ok).toBe(false);
  }

  for (let i = 0; i < 40; i++) everything();
  expect(calls).toBeGreaterThan(200);
  report('re-entrancy', `${count(calls)} calls within calls`);
});

test('a clock that signs, where the core alone makes and reads the rest', () => {
  const other = new Signer('inner');
  const expected = referenceToken({ key: 'inner' }, 'x'.repeat(300)).toString();
  const clock = (): number => {
    expect(other.sign('x'.repeat(300))).toBe(expected);
    return NOW * 1000;
  };
  const [plain, interrupted] = [() => NOW * 1000, clock].map(
    (each) => new URLSafeTimedSerializer(KEYS, { signerOptions: { clock: each } }),
  ) as [Loader, Loader];
  for (const value of ['short', 'a long one '.repeat(30)]) {
    const token = plain.dumps(value);
    expect(interrupted.dumps(value)).toBe(token);
    expect(interrupted.dumpsMany([value, value])).toEqual([token, token]);
    expect(interrupted.loads(token, { maxAge: 5 })).toBe(value);
    expect(interrupted.tryLoadsMany([token], { maxAge: 5 })).toMatchObject([{ payload: value }]);
  }
});
