/*
 * Millions of operations of all kinds: the memory of the modules stays as it is, and the heap comes back to what it was.
 */
import { expect, test } from 'vitest';
import {
  base64Decode,
  base64Encode,
  HMACAlgorithm,
  Serializer,
  Signer,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import { DIGESTS, KEY_DERIVATIONS } from '../reference.js';
import { Random } from '../zlib-inputs.js';
import { collectGarbage } from './garbage.js';
import { cases, count, report, SEED } from './proof.js';
import { memories, memorySize } from './wasm-memories.js';

const KEYS = ['old key', 'new key'];
const VALUE = { id: 42, name: 'ada ☃', roles: ['a', 'b'] };
const LARGE = { ...VALUE, zeros: '0'.repeat(2000) };
const BYTES = new Uint8Array(Buffer.from('some bytes'));
const LONG = 'x'.repeat(70_000);

type Operation = (random: Random) => unknown;

/** What users do, the short and common more often than the rest. */
function operations(): [weight: number, operation: Operation][] {
  const signers = DIGESTS.map((digestMethod) => new Signer(KEYS, { digestMethod }));
  const timed = new TimestampSigner(KEYS);
  const serializers = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer].map(
    (Class) => new Class<unknown>(KEYS, { fallbackSigners: [{ digestMethod: 'sha512' }] }),
  );
  const some = <Item>(items: readonly Item[], random: Random): Item => items[random.next(items.length)] as Item;
  const tokens = signers.map((signer) => signer.sign('value'));
  const timedToken = timed.sign('value');
  const dumped = serializers.map((serializer) => serializer.dumps(VALUE));
  const large = serializers.map((serializer) => serializer.dumps(LARGE));
  const algorithm = new HMACAlgorithm('sha256');
  return [
    [20, (random) => some(signers, random).sign('value')],
    [
      20,
      (random) => {
        const i = random.next(signers.length);
        return signers[i]?.unsign(tokens[i] as string);
      },
    ],
    [10, () => timed.sign('value')],
    [10, () => timed.unsign(timedToken, { maxAge: 1e6 })],
    [10, (random) => some(signers, random).validate(some(tokens, random))],
    [10, (random) => some(signers, random).tryUnsign(BYTES)],
    [10, (random) => some(serializers, random).dumps(VALUE)],
    [10, (random) => some(serializers, random).tryLoads(some(dumped, random))],
    [5, (random) => some(signers, random).sign(BYTES)],
    [5, (random) => some(signers, random).verifySignature('value', some(tokens, random))],
    [5, () => base64Decode(base64Encode(BYTES))],
    [2, (random) => some(serializers, random).loadsUnsafe(`${some(dumped, random)}A`)],
    [2, (random) => some(serializers, random).tryLoads(some(large, random))],
    [1, (random) => some(serializers, random).dumps(LARGE)],
    [
      1,
      (random) =>
        new Signer(KEYS, { digestMethod: some(DIGESTS, random), keyDerivation: some(KEY_DERIVATIONS, random) }).sign(
          'x',
        ),
    ],
    [1, (random) => new URLSafeTimedSerializer(`key ${random.next(1000)}`, { salt: 'x' }).dumps(VALUE)],
    [1, () => algorithm.verifySignature(BYTES, BYTES, algorithm.getSignature(BYTES, BYTES))],
    [1, (random) => some(signers, random).signMany(['a', 'b', 'c'])],
    [1, (random) => some(serializers, random).tryLoadsMany(dumped)],
  ];
}

function heap(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

test('memory after many operations is what it was after a few', () => {
  const random = new Random(SEED);
  const chosen = operations().flatMap(([weight, operation]) => Array<Operation>(weight).fill(operation));
  const run = (times: number): void => {
    for (let i = 0; i < times; i++) (chosen[random.next(chosen.length)] as Operation)(random);
  };
  const total = cases(10_000_000);
  const long = (): unknown => new Signer(KEYS).unsign(new Signer(KEYS).sign(LONG));
  long();
  // The host compiles and caches for a while.
  run(Math.min(500_000, total));
  const before = { memory: memorySize(), modules: memories.length, heap: heap(), ...process.memoryUsage() };
  run(total);
  long();
  const after = { memory: memorySize(), modules: memories.length, heap: heap(), ...process.memoryUsage() };
  expect(after.memory).toBe(before.memory);
  expect(after.modules).toBe(before.modules);
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(100_000);
  expect(after.heap - before.heap).toBeLessThan(1_000_000);
  report('endurance', `${count(total)} operations; wasm memory ${count(before.memory)} bytes before and after`);
  report('endurance', `heap after collection ${count(before.heap)} bytes before, ${count(after.heap)} after`);
});
