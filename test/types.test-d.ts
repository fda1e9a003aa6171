/*
 * Types are part of the product: this file is type-checked and never run.
 */
import * as v from 'valibot';
import { expectTypeOf, test } from 'vitest';
import {
  type BadData,
  type BadSignature,
  type BinarySerializer,
  type BytesLike,
  type Digest,
  NoneAlgorithm,
  Serializer,
  Signer,
  type SignerOptions,
  type SigningAlgorithm,
  type StandardSchemaV1,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../src/index.js';

const key = 'secret key';
const bytes = new Uint8Array(1);

test('what goes in comes out', () => {
  const signer = new Signer(key);
  const token = signer.sign('value');
  expectTypeOf(token).toEqualTypeOf<string>();
  expectTypeOf(signer.sign(bytes)).toEqualTypeOf<Uint8Array>();
  expectTypeOf(signer.sign(bytes as BytesLike)).toEqualTypeOf<string | Uint8Array>();
  expectTypeOf(signer.unsign(token)).toEqualTypeOf<string>();
  expectTypeOf(signer.unsign(signer.sign(bytes))).toEqualTypeOf<Uint8Array>();
  expectTypeOf(signer.signMany(['value'])).toEqualTypeOf<string[]>();
  const result = signer.tryUnsign(token);
  if (result.ok) expectTypeOf(result.value).toEqualTypeOf<string>();
  else expectTypeOf(result.error).toEqualTypeOf<BadSignature>();
});

test('returnTimestamp gives a pair', () => {
  const signer = new TimestampSigner(key);
  const token = signer.sign('value');
  expectTypeOf(signer.unsign(token, { maxAge: 5 })).toEqualTypeOf<string>();
  expectTypeOf(signer.unsign(token, { returnTimestamp: false })).toEqualTypeOf<string>();
  expectTypeOf(signer.unsign(token, { returnTimestamp: true })).toEqualTypeOf<[value: string, dateSigned: Date]>();
  const signed = signer.sign(bytes);
  expectTypeOf(signer.unsign(signed, { returnTimestamp: true })).toEqualTypeOf<[value: Uint8Array, dateSigned: Date]>();
  const result = signer.tryUnsign(token);
  if (result.ok) expectTypeOf(result.dateSigned).toEqualTypeOf<Date>();
  const serializer = new TimedSerializer<number>(key);
  expectTypeOf(serializer.loads(token)).toEqualTypeOf<number>();
  expectTypeOf(serializer.loads(token, { returnTimestamp: true })).toEqualTypeOf<[payload: number, dateSigned: Date]>();
});

test('loads has the type that is given, or the schema’s output', () => {
  expectTypeOf(new Serializer(key).loads('token')).toEqualTypeOf<unknown>();
  expectTypeOf(new URLSafeSerializer<{ id: number }>(key).loads('token')).toEqualTypeOf<{ id: number }>();
  const schema = v.object({ when: v.pipe(v.string(), v.toDate()) });
  const serializer = new URLSafeTimedSerializer(key, { schema });
  expectTypeOf(serializer.loads('token')).toEqualTypeOf<{ when: Date }>();
  const result = serializer.tryLoads('token');
  if (result.ok) expectTypeOf(result.payload).toEqualTypeOf<{ when: Date }>();
  else expectTypeOf(result.error).toEqualTypeOf<BadData>();
  // @ts-expect-error: not what the schema gives
  () => serializer.dumps({ when: 'now' });
  expectTypeOf(schema).toExtend<StandardSchemaV1<unknown, { when: Date }>>();
});

test('dumps gives bytes where the serializer does', () => {
  const binary = { encode: (value: unknown) => Buffer.from(String(value)), decode: String };
  expectTypeOf(new Serializer(key).dumps(1)).toEqualTypeOf<string>();
  expectTypeOf(new Serializer(key, { serializer: JSON }).dumps(1)).toEqualTypeOf<string>();
  expectTypeOf(new Serializer(key, { serializer: binary }).dumps(1)).toEqualTypeOf<Uint8Array>();
  expectTypeOf(
    new Serializer<number, BinarySerializer>(key, { serializer: binary }).loads('token'),
  ).toEqualTypeOf<number>();
  expectTypeOf(new URLSafeTimedSerializer(key, { serializer: binary }).dumpsMany([1])).toEqualTypeOf<Uint8Array[]>();
  const both = { ...binary, stringify: String, parse: (text: string): unknown => text };
  expectTypeOf(new Serializer(key, { serializer: both }).dumps(1)).toEqualTypeOf<string>();
});

test('hooks', () => {
  class Either extends Serializer {
    override iterUnsigners(): Iterable<Signer> {
      return [new Signer(key)];
    }
  }
  expectTypeOf(new Either(key)).toExtend<Serializer>();
});

test('options', () => {
  expectTypeOf<SignerOptions['algorithm']>().toEqualTypeOf<SigningAlgorithm | undefined>();
  expectTypeOf(new NoneAlgorithm()).toExtend<SigningAlgorithm>();
  expectTypeOf<{
    name: string;
    blockSize: number;
    outputSize: number;
    hash(data: Uint8Array): Uint8Array;
  }>().toExtend<Digest>();
  new TimedSerializer(key, { signerOptions: { clock: Date.now }, fallbackSigners: [{ clockTolerance: 5 }] });
  // @ts-expect-error: without a clock
  () => new TimedSerializer(key, { signer: Signer });
  // @ts-expect-error: the salt is the serializer's
  () => new Serializer(key, { signerOptions: { salt: 'x' } });
  // @ts-expect-error: no such digest
  () => new Signer(key, { digestMethod: 'sha3' });
  // @ts-expect-error: no such derivation
  () => new Signer(key, { keyDerivation: 'scrypt' });
  // @ts-expect-error: not timed
  () => new Serializer(key).loads('token', { maxAge: 5 });
  // @ts-expect-error: seconds are a number
  () => new TimedSerializer(key).loads('token', { maxAge: '5' });
});
