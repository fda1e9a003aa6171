import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  BadData,
  BadSignature,
  type BytesLike,
  context,
  type Digest,
  HMACAlgorithm,
  NoneAlgorithm,
  Signer,
  SigningAlgorithm,
} from '../src/index.js';
import { DIGESTS, KEY_DERIVATIONS, referenceKey, referenceToken } from './reference.js';

const BUFFER = 65536;
const key = 'secret key';

describe('lengths', () => {
  // Around the blocks of both sizes with their padding, and around the core's buffer, beyond which values stream.
  const lengths = [0, 1, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129];
  lengths.push(...[-130, -1, 0, 1, 130].map((more) => BUFFER + more), 2 * BUFFER, 2 * BUFFER + 1, 5 * BUFFER + 77);

  for (const digestMethod of DIGESTS) {
    test(`${digestMethod} at every boundary`, () => {
      const signer = new Signer(key, { digestMethod });
      for (const length of lengths) {
        const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff);
        const signed = signer.sign(bytes);
        expect(Buffer.compare(signed, referenceToken({ key, digestMethod }, bytes)), `${length} bytes`).toBe(0);
        expect(Buffer.compare(signer.unsign(signed), bytes)).toBe(0);
        // Characters of three and four bytes lie across the buffer's end.
        for (const text of [
          'a'.repeat(length),
          'é'.repeat(length >> 1),
          '€'.repeat(length / 3),
          `x${'😀'.repeat(length / 4)}`,
        ]) {
          const token = signer.sign(text);
          expect(token === referenceToken({ key, digestMethod }, text).toString(), `${length} of text`).toBe(true);
          expect(signer.unsign(token) === text).toBe(true);
          expect(signer.validate(`x${token}`)).toBe(false);
        }
      }
    });
  }

  test('of separators, up to what the core takes and beyond, in characters of one to four bytes', () => {
    for (const character of ['|', 'é', '€', '😀']) {
      for (let length = 1; length <= 17; length++) {
        const sep = character.repeat(length);
        const token = new Signer(key, { sep }).sign('value');
        expect(token, sep).toBe(referenceToken({ key, sep }, 'value').toString());
        expect(new Signer(key, { sep }).unsign(token), sep).toBe('value');
      }
    }
  });

  test('keys and salts beyond the core’s buffer', () => {
    for (const keyDerivation of KEY_DERIVATIONS) {
      for (const [saltLength, keyLength] of [
        [0, BUFFER],
        [1, BUFFER],
        [BUFFER, 1],
        [BUFFER - 1, 1],
        [70000, 70000],
      ] as const) {
        const reference = { key: Buffer.alloc(keyLength, 7), salt: Buffer.alloc(saltLength, 9), keyDerivation };
        const signer = new Signer(reference.key, { salt: reference.salt, keyDerivation });
        expect(Buffer.from(signer.deriveKey()), `${keyDerivation} ${saltLength} ${keyLength}`).toEqual(
          referenceKey(reference),
        );
        expect(signer.sign('value')).toBe(referenceToken(reference, 'value').toString());
      }
    }
  });
});

describe('separators', () => {
  const separators = [
    '.',
    '->',
    '+',
    ' ',
    '\0',
    'a.',
    '..',
    '…',
    'x'.repeat(15).concat('!'),
    'x'.repeat(16).concat('!'),
  ];

  test('of every kind, in values that hold them too', () => {
    for (const sep of separators) {
      const signer = new Signer(key, { sep });
      for (const value of ['', 'value', sep, `a${sep}`, `${sep}${sep}b`, `é${sep}é`]) {
        const token = signer.sign(value);
        expect(token, sep).toBe(referenceToken({ key, sep }, value).toString());
        expect(signer.unsign(token), sep).toBe(value);
        expect(signer.unsign(Buffer.from(token)), sep).toEqual(new Uint8Array(Buffer.from(value)));
      }
    }
  });

  test('one that is not UTF-8 is for bytes alone', () => {
    // The second byte of "é": looked for in UTF-8, it would be found in the middle of a character.
    const sep = Uint8Array.of(0xa9);
    const signer = new Signer(key, { sep });
    const value = Uint8Array.of(0xc3);
    const signed = signer.sign(value);
    expect(Buffer.from(signed)).toEqual(referenceToken({ key, sep }, value));
    expect(signer.unsign(signed)).toEqual(value);
    expect(() => signer.sign('text')).toThrow(new TypeError('value must be a Uint8Array, as sep is not UTF-8'));
    const text = Buffer.from(signed).toString();
    expect(text).toContain('é');
    expect(() => signer.unsign(text)).toThrow(new BadSignature('No "\ufffd" found in value'));
  });
});

describe('several keys', () => {
  test('the newest signs, all verify, and which one it was is told', () => {
    // More than the core takes in one call, twice over.
    const keys = Array.from({ length: 35 }, (_, i) => `key ${i}`);
    const signer = new Signer(keys);
    expect(signer.sign('value')).toBe(new Signer('key 34').sign('value'));
    for (const [keyIndex, single] of keys.entries()) {
      const value = 'é'.repeat(keyIndex);
      const found = { ok: true, keyIndex, needsResign: keyIndex !== 34 };
      expect(signer.tryUnsign(new Signer(single).sign(value))).toEqual({ ...found, value });
    }
    const long = 'x'.repeat(BUFFER);
    for (const keyIndex of [0, 34]) {
      expect(signer.tryUnsign(new Signer(`key ${keyIndex}`).sign(long))).toMatchObject({ ok: true, keyIndex });
    }
    expect(signer.validate(new Signer('key 35').sign('value'))).toBe(false);
  });

  test.each([2, 20])('a digest that throws, or verifies itself, while the older of %d are derived', (count) => {
    const keys = Array.from({ length: count }, (_, i) => `key ${i}`);
    const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(data).digest());
    // The oldest is derived last.
    const ending = new TextEncoder().encode('key 0');
    const during = (interrupt: () => void): Signer => {
      const hash = (data: Uint8Array): Uint8Array => {
        if (Buffer.from(data.subarray(-ending.length)).equals(ending)) interrupt();
        return sha256(data);
      };
      const digestMethod = { name: 'own', blockSize: 64, outputSize: 32, hash };
      return new Signer(keys, { digestMethod, algorithm: new HMACAlgorithm('sha256') });
    };
    const token = new Signer('key 0', { digestMethod: 'sha256' }).sign('value');
    const found = { ok: true, value: 'value', keyIndex: 0, needsResign: true };

    let failures = 0;
    const failing = during(() => {
      if (failures++ < 2) throw new Error('for now');
    });
    expect(failing.sign('value')).toBe(new Signer(`key ${count - 1}`, { digestMethod: 'sha256' }).sign('value'));
    expect(() => failing.tryUnsign(token)).toThrow('for now');
    expect(() => failing.tryUnsignMany([token])).toThrow('for now');
    expect(failing.tryUnsign(token)).toEqual(found);
    expect(failing.tryUnsignMany([token])).toEqual([found]);

    const inner: unknown[] = [];
    const verifying: Signer = during(() => {
      if (inner.length === 0) {
        inner.push('asked');
        inner.push(verifying.tryUnsign(token));
      }
    });
    expect(verifying.tryUnsign(token)).toEqual(found);
    expect(inner).toEqual(['asked', found]);
  });
});

describe('what is passed in and what comes out', () => {
  test('keys, salt and separator are copied in, and copies come out', () => {
    const secretKey = Buffer.from('secret key');
    const salt = Buffer.from('salt');
    const sep = Buffer.from('|');
    const signer = new Signer([Buffer.from('old'), secretKey], { salt, sep });
    const expected = referenceToken({ key, salt: 'salt', sep: '|' }, 'value').toString();
    for (const bytes of [secretKey, salt, sep, signer.secretKey, ...signer.secretKeys, signer.salt, signer.sep])
      bytes.fill(0);
    expect(signer.sign('value')).toBe(expected);
    expect(signer.secretKeys.map((bytes) => Buffer.from(bytes).toString())).toEqual(['old', 'secret key']);
    expect(Buffer.from(signer.secretKey).toString()).toBe('secret key');
  });

  test('options are told as they were given', () => {
    const options = { keyDerivation: 'hmac', digestMethod: 'sha512', algorithm: new NoneAlgorithm() } as const;
    const { keyDerivation, digestMethod, algorithm } = new Signer(key, options);
    expect([keyDerivation, digestMethod]).toEqual(['hmac', 'sha512']);
    expect(algorithm).toBe(options.algorithm);
  });

  test('a value and a token stay as they were, and what comes out shares nothing with them', () => {
    const signer = new Signer(key);
    const value = Buffer.from('a value');
    const signed = Buffer.from(signer.sign(value));
    const before = signed.toString();
    const unsigned = signer.unsign(signed);
    unsigned.fill(0);
    expect(value.toString()).toBe('a value');
    expect(signed.toString()).toBe(before);
    expect(Buffer.isBuffer(unsigned)).toBe(false);
  });
});

describe('hooks', () => {
  const md5: Digest = {
    name: 'md5',
    blockSize: 64,
    outputSize: 16,
    hash: (data) => createHash('md5').update(data).digest(),
  };

  test('a digest of the user’s own', () => {
    for (const length of [1, 64, 65]) {
      const secret = 'k'.repeat(length);
      const token = new Signer(secret, { digestMethod: md5, keyDerivation: 'hmac' }).sign('value');
      const derived = createHmac('md5', secret).update('itsdangerous.Signer').digest();
      expect(token).toBe(`value.${createHmac('md5', derived).update('value').digest('base64url')}`);
    }
  });

  test('derivation and algorithm may have different digests', () => {
    const signer = new Signer(key, { digestMethod: 'sha512', algorithm: new HMACAlgorithm('sha256') });
    const derived = referenceKey({ key, digestMethod: 'sha512' });
    expect(signer.sign('value')).toBe(`value.${createHmac('sha256', derived).update('value').digest('base64url')}`);
    expect(signer.unsign(signer.sign('value'))).toBe('value');
  });

  test('defaults of a subclass', () => {
    class Strong extends Signer {
      static override readonly defaultDigestMethod = 'sha512';
      static override readonly defaultKeyDerivation = 'hmac';
    }
    const expected = referenceToken({ key, digestMethod: 'sha512', keyDerivation: 'hmac' }, 'value').toString();
    expect(new Strong(key).sign('value')).toBe(expected);
    class StrongHMAC extends HMACAlgorithm {
      static override readonly defaultDigestMethod = 'sha384';
    }
    expect(new StrongHMAC().digestMethod).toBe('sha384');
  });

  test('overridden methods are obeyed by all that rests on them', () => {
    class OwnKey extends Signer {
      override deriveKey(secretKey: BytesLike = this.secretKey): Uint8Array {
        return Buffer.from(secretKey).reverse();
      }
    }
    const reversed = `value.${createHmac('sha1', 'yek terces').update('value').digest('base64url')}`;
    expect(new OwnKey(key).sign('value')).toBe(reversed);
    expect(new OwnKey([key, 'new']).tryUnsign(reversed)).toMatchObject({ ok: true, keyIndex: 0, needsResign: true });

    class OwnSignature extends Signer {
      override getSignature(): string {
        return 'signature';
      }
      override verifySignature(_value: BytesLike, signature: BytesLike): boolean {
        return String(signature) === 'signature';
      }
    }
    expect(new OwnSignature(key).sign('value')).toBe('value.signature');
    expect(new OwnSignature(key).unsign('value.signature')).toBe('value');
    expect(new OwnSignature(key).validate('value.other')).toBe(false);

    class Revoking extends Signer {
      override unsign(signed: string): string;
      override unsign(signed: Uint8Array): Uint8Array;
      override unsign(signed: BytesLike): string | Uint8Array {
        const value = super.unsign(signed);
        if (String(value) === 'revoked') throw new BadSignature('Revoked', value);
        return value;
      }
    }
    const revoking = new Revoking(key);
    expect(revoking.tryUnsign(revoking.sign('fine'))).toMatchObject({ ok: true, value: 'fine' });
    expect(revoking.validate(revoking.sign('revoked'))).toBe(false);
    expect(revoking.tryUnsign(revoking.sign('revoked'))).toMatchObject({ ok: false, error: { message: 'Revoked' } });
  });

  test('an overridden method may call the one that it overrides', () => {
    class Calling extends Signer {
      override deriveKey(secretKey?: BytesLike): Uint8Array {
        return super.deriveKey(secretKey);
      }
      override getSignature(value: BytesLike): string {
        return super.getSignature(value);
      }
      override verifySignature(value: BytesLike, signature: BytesLike): boolean {
        return super.verifySignature(value, signature);
      }
      override unsign(signed: string): string;
      override unsign(signed: Uint8Array): Uint8Array;
      override unsign(signed: BytesLike): string | Uint8Array {
        return super.unsign(signed);
      }
    }
    const calling = new Calling(['old', 'new']);
    const token = new Signer('old').sign('value');
    expect(calling.tryUnsign(token)).toEqual({ ok: true, value: 'value', keyIndex: 0, needsResign: true });
    expect(calling.tryUnsign(calling.sign('value'))).toMatchObject({ keyIndex: 1, needsResign: false });
    expect(calling.validate(`${token}A`)).toBe(false);
  });

  test('methods of a subclass with names of ours take no part', () => {
    const names = ['verify', 'read', 'split', 'refuse', 'success', 'attempt', 'makeToken', 'join', 'derive'];
    class Named extends Signer {}
    for (const name of names) {
      for (const owner of [Named, Named.prototype]) Object.defineProperty(owner, name, { value: () => 'mine' });
    }
    const named = new Named(key);
    expect(named.unsign(named.sign('value'))).toBe('value');
    expect(named.validate('value.x')).toBe(false);
  });

  test('what hooks answer is looked at: nothing but true makes a token good, nothing but bytes is a key', () => {
    const promise = async (): Promise<boolean> => false;
    const forged = `admin.${createHmac('sha1', '').update('admin').digest('base64url')}`;
    class Own extends Signer {}
    const own = (hooks: object): Signer => Object.assign(new Own(key), hooks);
    const algorithm = { getSignature: () => new Uint8Array(20), verifySignature: promise as never };
    const answers: [signer: Signer, message: string][] = [
      [new Signer(key, { algorithm }), 'algorithm.verifySignature must give true or false'],
      [own({ verifySignature: promise }), 'verifySignature must give true or false'],
      [own({ unsign: () => Promise.reject(new Error('later')) }), 'unsign must be synchronous, but gave a promise'],
      [own({ unsign: () => 5 }), 'unsign must give a string or a Uint8Array'],
      [own({ deriveKey: promise }), 'deriveKey must give a Uint8Array'],
      [own({ deriveKey: () => new ArrayBuffer(32) }), 'deriveKey must give a Uint8Array'],
      [own({ deriveKey: () => 'text' }), 'deriveKey must give a Uint8Array'],
    ];
    for (const [signer, message] of answers) expect(() => signer.validate(forged)).toThrow(new TypeError(message));
    for (const answer of [promise(), new Uint8Array(20), undefined]) {
      const signer = own({ getSignature: () => answer });
      expect(() => signer.sign('value')).toThrow(new TypeError('getSignature must give a string'));
    }
    expect(() => new HMACAlgorithm().getSignature('key' as never, new Uint8Array(1))).toThrow(TypeError);
    expect(() => new HMACAlgorithm().getSignature(new Uint8Array(1), 'value' as never)).toThrow(TypeError);
  });

  test('an overridden method cannot change the keys, nor a value after it was verified', () => {
    class Wiping extends Signer {
      override deriveKey(secretKey: BytesLike = this.secretKey): Uint8Array {
        const derived = super.deriveKey(secretKey);
        (secretKey as Uint8Array).fill(0);
        return derived;
      }
    }
    const wiping = new Wiping(key);
    const token = Buffer.from(wiping.sign('value'));
    const changing: SigningAlgorithm = {
      getSignature: (derived, value) => new HMACAlgorithm().getSignature(derived, value),
      verifySignature: (derived, value, signature) => {
        const good = new HMACAlgorithm().verifySignature(derived, value, signature);
        token.fill(0x78, 0, 5);
        return good;
      },
    };
    expect(wiping.validate(token)).toBe(true);
    expect(Buffer.from(new Signer(key, { algorithm: changing }).unsign(token)).toString()).toBe('value');
  });

  test('an algorithm cannot change the keys that a signer has derived', () => {
    const wiping: SigningAlgorithm = {
      getSignature: (derived, value) => {
        const signature = new HMACAlgorithm().getSignature(derived, value);
        derived.fill(0);
        return signature;
      },
      verifySignature: (derived, value, signature) => {
        const good = new HMACAlgorithm().verifySignature(derived, value, signature);
        derived.fill(0);
        return good;
      },
    };
    const signer = new Signer(['old', key], { algorithm: wiping });
    for (const secret of [key, 'old']) {
      const token = new Signer(secret).sign('value');
      for (let time = 0; time < 2; time++) expect(signer.validate(token)).toBe(true);
    }
    for (let time = 0; time < 2; time++) expect(signer.sign('value')).toBe(new Signer(key).sign('value'));
  });

  test('an overridden unsign may raise any of the BadData family', () => {
    class Decoding extends Signer {
      override unsign(signed: string): string;
      override unsign(signed: Uint8Array): Uint8Array;
      override unsign(): never {
        throw new BadData('Not even base64');
      }
    }
    expect(new Decoding(key).tryUnsign('x')).toEqual({ ok: false, error: new BadSignature('Not even base64') });
  });

  test('algorithms of the user’s own', () => {
    class Reversed extends SigningAlgorithm {
      getSignature(derived: Uint8Array, value: Uint8Array): Uint8Array {
        return createHmac('sha1', derived).update(value).digest().reverse();
      }
    }
    const signer = new Signer(['old', key], { algorithm: new Reversed() });
    const derived = referenceKey({ key });
    const signature = createHmac('sha1', derived).update('value').digest().reverse().toString('base64url');
    expect(signer.sign('value')).toBe(`value.${signature}`);
    expect(signer.tryUnsign(signer.sign('value'))).toMatchObject({ ok: true, value: 'value', keyIndex: 1 });
    expect(signer.validate('value.AAAA')).toBe(false);

    class LongHMAC extends HMACAlgorithm {
      override getSignature(derived: Uint8Array, value: Uint8Array): Uint8Array {
        return Buffer.alloc(100_000, super.getSignature(derived, value));
      }
    }
    const long = new Signer(key, { algorithm: new LongHMAC() });
    expect(long.sign('value')).toHaveLength('value.'.length + 133_334);
    expect(long.unsign(long.sign('value'))).toBe('value');
    const last = long.sign('value').replace(/.$/, (character) => (character === 'A' ? 'Q' : 'A'));
    expect(long.validate(last)).toBe(false);

    class Credulous extends HMACAlgorithm {
      override verifySignature(): boolean {
        return true;
      }
    }
    expect(new Signer(key, { algorithm: new Credulous() }).validate('value.AAAA')).toBe(true);

    const none = new Signer(key, { algorithm: new NoneAlgorithm() });
    expect(none.sign('value')).toBe('value.');
    expect(none.unsign('value.')).toBe('value');
    expect(none.validate('value.AA')).toBe(false);
  });

  test('an algorithm that signs with another signer in the middle of a call', () => {
    const inner = new Signer('inner', { digestMethod: 'sha512' });
    const nested: SigningAlgorithm = {
      getSignature: (_key, value) => createHash('sha1').update(inner.sign(value)).digest(),
      verifySignature: (_key, value, signature) =>
        inner.validate(inner.sign('x')) && createHash('sha1').update(inner.sign(value)).digest().equals(signature),
    };
    const signer = new Signer(key, { algorithm: nested });
    expect(signer.unsign(signer.sign('value'))).toBe('value');
  });

  test('what a digest or an algorithm throws comes through, and the next call works', () => {
    let fails = true;
    const moody: Digest = {
      ...md5,
      hash: (data) => {
        if (fails) throw new Error('not now');
        return md5.hash(data);
      },
    };
    const signer = new Signer(key, { digestMethod: moody });
    expect(() => signer.sign('value')).toThrow('not now');
    fails = false;
    expect(signer.sign('value')).toBe(new Signer(key, { digestMethod: md5 }).sign('value'));
  });
});

describe('context', () => {
  test('is a netstring for each part', () => {
    expect(Buffer.from(context('password-reset', '42')).toString()).toBe('14:password-reset,2:42,');
    expect(Buffer.from(context('é', new Uint8Array(0))).toString()).toBe('2:é,0:,');
    expect(context('ab', 'c')).not.toEqual(context('a', 'bc'));
  });
});
