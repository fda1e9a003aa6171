/*
 * Faults in the middle of a call: of hooks, of buffers, of streams. Nothing forged is accepted, no wrong token is made, and the
 * next call works. Those of the host are in backend.test.ts.
 */
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import {
  BadPayload,
  type BinarySerializer,
  type Digest,
  HMACAlgorithm,
  Serializer,
  Signer,
  type SigningAlgorithm,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import { referenceToken } from '../reference.js';

const key = 'secret key';
const NOW = 1_700_000_000;
const clock = (): number => NOW * 1000;
const SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer];
const LONG = { text: 'a'.repeat(300) };

class Fault extends Error {}
const fails = (): never => {
  throw new Fault('not now');
};

/** Whether everything still makes and takes what it should, and nothing else. */
function expectSound(): void {
  expect(new Signer(key).sign('value')).toBe(referenceToken({ key }, 'value').toString());
  expect(new TimestampSigner(key, { clock }).sign('value')).toBe(referenceToken({ key }, 'value', NOW).toString());
  expect(new Signer(key).unsign(referenceToken({ key }, 'value').toString())).toBe('value');
  expect(new Signer(key).validate(referenceToken({ key: 'another' }, 'value').toString())).toBe(false);
  for (const Class of SERIALIZERS) {
    const serializer = new Class(key, { signerOptions: { clock } as object });
    expect(serializer.loads(serializer.dumps(LONG))).toEqual(LONG);
    expect(serializer.tryLoads(`${serializer.dumps(LONG)}A`).ok).toBe(false);
  }
}

afterEach(expectSound);

describe('hooks that throw', () => {
  /** A hook that throws until it is told to work. */
  function moody<Hook extends (...args: never[]) => unknown>(hook: Hook): { hook: Hook; works(): void } {
    let broken = true;
    const wrapped = ((...args: Parameters<Hook>) => (broken ? fails() : hook(...args))) as Hook;
    return {
      hook: wrapped,
      works: () => {
        broken = false;
      },
    };
  }
  const hmac = new HMACAlgorithm();
  const sha1: Digest = {
    name: 'sha1',
    blockSize: 64,
    outputSize: 20,
    hash: (data) => new Signer(data, { keyDerivation: 'concat', salt: '' }).deriveKey(),
  };

  test('in a signer: what they throw comes through, and the next call works', () => {
    const token = new TimestampSigner(key, { clock }).sign('value');
    const clocks = moody(clock);
    const signs = moody(hmac.getSignature.bind(hmac));
    const verifies = moody(hmac.verifySignature.bind(hmac));
    const hashes = moody(sha1.hash);
    const derives = moody((): Uint8Array => new Signer(key).deriveKey());
    class Deriving extends TimestampSigner {
      override deriveKey(): Uint8Array {
        return derives.hook();
      }
    }
    const algorithm = { getSignature: signs.hook, verifySignature: verifies.hook };
    const signers: [signer: TimestampSigner, works: () => void, calls: ('sign' | 'unsign')[]][] = [
      [new TimestampSigner(key, { clock: clocks.hook }), clocks.works, ['sign', 'unsign']],
      [
        new TimestampSigner(key, { clock, algorithm }),
        () => [signs, verifies].map((hook) => hook.works()),
        ['sign', 'unsign'],
      ],
      [
        new TimestampSigner(key, { clock, digestMethod: { ...sha1, hash: hashes.hook } }),
        hashes.works,
        ['sign', 'unsign'],
      ],
      [new Deriving(key, { clock }), derives.works, ['sign', 'unsign']],
    ];
    for (const [signer, works, calls] of signers) {
      if (calls.includes('sign')) expect(() => signer.sign('value')).toThrow(Fault);
      expect(() => signer.unsign(token, { maxAge: 5 })).toThrow(Fault);
      expect(() => signer.tryUnsign(token, { maxAge: 5 })).toThrow(Fault);
      expect(() => signer.signMany(['value'])).toThrow(Fault);
      works();
      expect(signer.sign('value')).toBe(token);
      expect(signer.unsign(token, { maxAge: 5 })).toBe('value');
      expect(signer.validate(`${token}A`)).toBe(false);
    }
  });

  test('in a serializer: at dumps they come through, at loads a payload cannot be read', () => {
    for (const Class of SERIALIZERS) {
      const good = new Class(key, { serializer: JSON });
      const token = good.dumps(LONG);
      const stringify = moody(JSON.stringify);
      const parse = moody(JSON.parse);
      const validate = moody((value: unknown) => ({ value }));
      const schema = { '~standard': { version: 1, vendor: 'test', validate: validate.hook } } as const;
      const serializers = [
        new Class<unknown>(key, { serializer: { stringify: stringify.hook, parse: parse.hook } }),
        new Class<unknown>(key, { serializer: JSON, schema }),
      ];
      for (const serializer of serializers) {
        expect(() => serializer.loads(token)).toThrow(BadPayload);
        expect(serializer.loadsUnsafe(token)).toEqual([true, undefined]);
        expect(serializer.loadsUnsafe(`${token}A`)).toEqual([false, undefined]);
      }
      expect(() => serializers[0]?.dumps(LONG)).toThrow(Fault);
      for (const hook of [stringify, parse, validate]) hook.works();
      for (const serializer of serializers) expect(serializer.loads(serializer.dumps(LONG))).toEqual(LONG);
    }
  });

  test('in a value that is written', () => {
    const values = [
      { toJSON: fails },
      {
        get a() {
          return fails();
        },
      },
      [{ b: { toJSON: fails } }],
      new Proxy({}, { ownKeys: fails }),
    ];
    for (const Class of SERIALIZERS) {
      const serializer = new Class(key);
      for (const value of values) expect(() => serializer.dumps({ a: 1, value })).toThrow(Fault);
    }
  });
});

function isAccepted(validate: () => boolean): boolean {
  try {
    return validate();
  } catch {
    return false;
  }
}

/** ES2024: younger than the types that the project is compiled with. */
interface ResizableBuffer extends ArrayBuffer {
  resize(length: number): void;
}
const Resizable = ArrayBuffer as unknown as new (length: number, options: { maxByteLength: number }) => ResizableBuffer;

describe('bytes that change or go away during a call', () => {
  /** An algorithm that does something to the caller's bytes in the middle. */
  const meddling = (meddle: () => void): SigningAlgorithm => ({
    getSignature: (derived, value) => {
      const signature = new HMACAlgorithm().getSignature(derived, value);
      meddle();
      return signature;
    },
    verifySignature: (derived, value, signature) => {
      const good = new HMACAlgorithm().verifySignature(derived, value, signature);
      meddle();
      return good;
    },
  });
  /** In a buffer that can become shorter. */
  const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
    const { length } = Buffer.from(text);
    const bytes = new Uint8Array(new Resizable(length, { maxByteLength: length + 1 }));
    bytes.set(Buffer.from(text));
    return bytes;
  };
  const WAYS: [name: string, meddle: (bytes: Uint8Array<ArrayBuffer>) => void][] = [
    ['overwritten', (bytes) => bytes.fill(0x78)],
    ['detached', (bytes) => structuredClone(bytes, { transfer: [bytes.buffer] })],
    ['made shorter', (bytes) => (bytes.buffer as ResizableBuffer).resize(2)],
    ['made longer', (bytes) => (bytes.buffer as ResizableBuffer).resize(bytes.length + 1)],
  ];

  for (const [name, meddle] of WAYS) {
    test(`${name}: a token is that of the value, and a value that of the token`, () => {
      const value = bytesOf('a value');
      const signer = new Signer(key, { algorithm: meddling(() => meddle(value)) });
      expect(Buffer.from(signer.sign(value))).toEqual(referenceToken({ key }, 'a value'));
      const token = bytesOf(referenceToken({ key }, 'a value').toString());
      const unsigner = new Signer(key, { algorithm: meddling(() => meddle(token)) });
      expect(Buffer.from(unsigner.unsign(token)).toString()).toBe('a value');
    });

    test(`${name}: keys and salts while they are taken`, () => {
      const first = bytesOf('first key');
      function* keys(): Generator<Uint8Array> {
        yield first;
        meddle(first);
        yield bytesOf(key);
      }
      const signer = new Signer(keys());
      expect(signer.validate(referenceToken({ key: 'first key' }, 'value').toString())).toBe(true);
      expect(signer.sign('value')).toBe(referenceToken({ key }, 'value').toString());
    });

    test(`${name}: what an encoder gave`, () => {
      const buffer = bytesOf('payload');
      const serializer = new Serializer<unknown, BinarySerializer>(key, {
        serializer: { encode: () => buffer, decode: (bytes) => Buffer.from(bytes).toString() },
        signer: class extends Signer {
          override getSignature(value: string | Uint8Array): string {
            meddle(buffer);
            return super.getSignature(value);
          }
        },
      });
      expect(serializer.loads(serializer.dumps(1))).toBe('payload');
    });
  }

  test('detached from the beginning, they are no bytes', () => {
    const bytes = bytesOf('value');
    structuredClone(bytes, { transfer: [bytes.buffer] });
    expect(() => new Signer(bytes)).toThrow(TypeError);
    expect(new Signer(key).validate(bytes)).toBe(false);
    expect(() => new Signer(key).sign(bytes)).toThrow(/^value must be/);
  });

  test('bytes whose own properties lie', () => {
    const signer = new Signer(key);
    const lies: [name: string, value: unknown][] = [
      ['length', 3],
      ['byteLength', 2 ** 30],
      ['byteOffset', 5],
      ['subarray', () => bytesOf('lie')],
      ['slice', () => bytesOf('lie')],
      [Symbol.toStringTag as never, 'lie'],
      ['constructor', { [Symbol.species]: fails }],
    ];
    for (const [name, value] of lies) {
      const lying = Object.defineProperty(bytesOf('value'), name, { value });
      let token: Uint8Array;
      try {
        token = signer.sign(lying);
      } catch (error) {
        expect(error, name).toBeInstanceOf(TypeError);
        continue;
      }
      // Whatever it took the value to be, the token is good for that.
      expect(Buffer.from(token), name).toEqual(referenceToken({ key }, token.subarray(0, token.lastIndexOf(0x2e))));
      const forged = Object.defineProperty(bytesOf(`value.${'A'.repeat(27)}`), name, { value });
      expect(
        isAccepted(() => signer.validate(forged)),
        name,
      ).toBe(false);
    }
  });

  test('shared with a thread that changes them all the time', async () => {
    const [one, two] = ['value one', 'value two'].map((value) => referenceToken({ key }, value));
    const shared = new Uint8Array(new SharedArrayBuffer((one as Buffer).length));
    const writer = new Worker(
      `const { one, two, shared } = require('node:worker_threads').workerData;
       for (;;) { shared.set(one); shared.set(two); }`,
      { eval: true, workerData: { one, two, shared } },
    );
    try {
      const signer = new Signer(key);
      const seen = new Set<string>();
      const until = Date.now() + 5000;
      for (let i = 0; i < 50_000 || (seen.size < 2 && Date.now() < until); i++) {
        const result = signer.tryUnsign(shared);
        if (result.ok) seen.add(Buffer.from(result.value).toString());
        const signed = signer.sign(shared);
        if (!signer.validate(signed)) expect.fail('a token that is not good for its own value');
      }
      expect([...seen].sort()).toEqual(['value one', 'value two']);
    } finally {
      await writer.terminate();
    }
  });
});

describe('options that change while they are read', () => {
  test('getters that give something else each time', () => {
    let reads = 0;
    const options = {
      get salt(): string {
        return ['first', 'second', 'third'][reads++] as string;
      },
    };
    const signer = new Signer(key, options);
    const token = signer.sign('value');
    expect(token).toBe(referenceToken({ key, salt: Buffer.from(signer.salt) }, 'value').toString());
    expect(signer.unsign(token)).toBe('value');
  });

  test('getters that throw', () => {
    const throwing = (name: string): object => Object.defineProperty({}, name, { get: fails, enumerable: true });
    for (const name of ['salt', 'sep', 'keyDerivation', 'digestMethod', 'algorithm']) {
      expect(() => new Signer(key, throwing(name))).toThrow(Fault);
    }
    const signer = new TimestampSigner(key, { clock });
    expect(() => signer.validate('x', throwing('maxAge'))).toThrow(Fault);
    expect(() => new Serializer(key).loads('x', throwing('salt'))).toThrow(Fault);
  });

  test('an age that is changed by the clock', () => {
    const options = { maxAge: 5 };
    const signer = new TimestampSigner(key, {
      clock: () => {
        options.maxAge = Number.POSITIVE_INFINITY;
        return (NOW + 10) * 1000;
      },
    });
    expect(signer.validate(new TimestampSigner(key, { clock }).sign('value'), options)).toBe(false);
  });
});

describe('sinks and sources that fail in the middle', () => {
  const serializer = new URLSafeSerializer(key);
  const token = serializer.dumps(LONG);
  const halves = [token.slice(0, 20), token.slice(20)];

  test('a sink', () => {
    expect(() => serializer.dump(LONG, { write: fails })).toThrow(Fault);
  });

  const sources: [name: string, source: () => unknown][] = [
    [
      'an iterable',
      function* () {
        yield halves[0];
        fails();
      },
    ],
    [
      'an asynchronous iterable',
      async function* () {
        yield halves[0];
        fails();
      },
    ],
    [
      'a stream',
      () =>
        new ReadableStream({
          start: (controller) => {
            controller.enqueue(Buffer.from(halves[0] as string));
            controller.error(new Fault());
          },
        }),
    ],
    [
      'a reader',
      () => ({ getReader: () => ({ read: fails, cancel: async () => undefined, releaseLock: () => undefined }) }),
    ],
    ['a body', () => ({ body: { getReader: fails } })],
    ['a blob', () => ({ stream: fails })],
  ];
  for (const [name, source] of sources) {
    test(name, async () => {
      await expect(serializer.load(source() as never)).rejects.toThrow(Fault);
      await expect(serializer.loadUnsafe(source() as never)).rejects.toThrow(Fault);
      expect(await serializer.load(halves)).toEqual(LONG);
    });
  }

  test('a chunk that changes once it was given', async () => {
    async function* changing(): AsyncGenerator<Uint8Array> {
      const buffer = Buffer.alloc(20);
      for (let at = 0; at < token.length; at += 20) {
        const length = buffer.write(token.slice(at, at + 20));
        yield buffer.subarray(0, length);
      }
    }
    // A source that uses its buffer again spoils its own token; it is refused, or was copied in time.
    const [valid, payload] = await serializer.loadUnsafe(changing());
    if (valid) expect(payload).toEqual(LONG);
  });
});
