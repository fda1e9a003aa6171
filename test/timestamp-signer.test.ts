import { describe, expect, test, vi } from 'vitest';
import {
  BadSignature,
  BadTimeSignature,
  type BytesLike,
  SignatureExpired,
  Signer,
  TimestampSigner,
} from '../src/index.js';
import { referenceToken } from './reference.js';

const key = 'secret key';
/** 2026-01-01T00:00:00Z */
const NOW = 1767225600;
const LAST = 253402300799;

function at(seconds: number, options = {}): TimestampSigner {
  return new TimestampSigner(key, { clock: () => seconds * 1000, ...options });
}

describe('timestamps', () => {
  test('at every change of length, and at the ends', () => {
    for (const seconds of [0, 1, 255, 256, 65535, 65536, 2 ** 24, 2 ** 31, 2 ** 32 - 1, 2 ** 32, NOW, LAST]) {
      const token = at(seconds).sign('é');
      expect(token).toBe(referenceToken({ key }, 'é', seconds).toString());
      expect(at(seconds).unsign(token, { maxAge: 0, returnTimestamp: true })).toEqual(['é', new Date(seconds * 1000)]);
    }
  });

  test('beyond the year 9999 are written, but have no date', () => {
    class Far extends TimestampSigner {
      override getTimestamp(): number {
        return Number.MAX_SAFE_INTEGER;
      }
    }
    const token = new Far(key).sign('value');
    expect(token).toBe(referenceToken({ key }, 'value', Number.MAX_SAFE_INTEGER).toString());
    for (const refused of [token, referenceToken({ key }, 'value', LAST + 1).toString()]) {
      expect(() => new Far(key).unsign(refused)).toThrow(new BadTimeSignature('Malformed timestamp', 'value'));
    }
  });

  test('are the host’s own, looked up at each call', () => {
    const signer = new TimestampSigner(key, { clock: undefined });
    vi.useFakeTimers({ now: NOW * 1000 });
    expect(signer.getTimestamp()).toBe(NOW);
    vi.useRealTimers();
  });

  test('the clock is rounded down', () => {
    const clock = (): number => NOW * 1000 + 999;
    expect(new TimestampSigner(key, { clock }).getTimestamp()).toBe(NOW);
  });

  test('a value beyond the core’s buffer', () => {
    for (const value of ['x'.repeat(65536), 'x'.repeat(65537), new Uint8Array(65537)]) {
      const token = at(NOW).sign(value);
      expect(Buffer.compare(Buffer.from(token as string), referenceToken({ key }, value, NOW))).toBe(0);
      expect(at(NOW).tryUnsign(token, { maxAge: 0 })).toMatchObject({ ok: true, dateSigned: new Date(NOW * 1000) });
    }
  });
});

describe('age', () => {
  const token = at(NOW).sign('value');
  const table: [now: number, maxAge: number, tolerance: number, message: string | undefined][] = [
    [NOW, 0, 0, undefined],
    [NOW + 5, 5, 0, undefined],
    [NOW + 6, 5, 0, 'Signature age 6 > 5 seconds'],
    [NOW + 6, 5.5, 0, 'Signature age 6 > 5.5 seconds'],
    [NOW, -1, 0, 'Signature age 0 > -1 seconds'],
    [NOW - 1, 5, 0, 'Signature age -1 < 0 seconds'],
    [NOW - 1, 5, 1, undefined],
    [NOW - 2, 5, 1, 'Signature age -2 < 0 seconds'],
    [NOW + 6, 5, 1, undefined],
    [NOW + 7, 5, 1, 'Signature age 7 > 5 seconds'],
    [LAST, LAST, 0, undefined],
  ];
  for (const [now, maxAge, clockTolerance, message] of table) {
    test(`of ${now - NOW}, at most ${maxAge}, tolerance ${clockTolerance}: ${message ?? 'fine'}`, () => {
      const signer = at(now, { clockTolerance });
      const [result] = signer.tryUnsignMany([token], { maxAge });
      if (message === undefined) {
        expect(result).toMatchObject({ ok: true, value: 'value', dateSigned: new Date(NOW * 1000) });
        expect(signer.unsign(token, { maxAge })).toBe('value');
      } else {
        const error = { name: 'SignatureExpired', message, payload: 'value', dateSigned: new Date(NOW * 1000) };
        expect(result).toMatchObject({ ok: false, error });
        expect(() => signer.unsign(token, { maxAge })).toThrow(SignatureExpired);
      }
      expect(signer.validate(token, { maxAge })).toBe(message === undefined);
    });
  }

  test('is not looked at without maxAge, nor is the clock', () => {
    const signer = new TimestampSigner(key, {
      clock: () => {
        throw new Error('no clock');
      },
    });
    for (const options of [undefined, {}, { maxAge: undefined }, { maxAge: null }]) {
      expect(signer.unsign(token, options)).toBe('value');
    }
    expect(() => signer.unsign(token, { maxAge: 5 })).toThrow('no clock');
  });
});

describe('a clock that gives no time is no token that never expires', () => {
  const token = at(NOW).sign('value');
  for (const time of [Number.NaN, 1.5, -1, Number.POSITIVE_INFINITY, 2 ** 53, '5', undefined, 5n, new Date(5)]) {
    test(`${typeof time} ${String(time)}`, () => {
      class Own extends TimestampSigner {
        override getTimestamp(): number {
          return time as number;
        }
      }
      const clocked = new TimestampSigner(key, { clock: () => time as number });
      for (const [signer, name] of [
        [clocked, 'clock'],
        [new Own(key), 'getTimestamp'],
      ] as const) {
        const failure = expect.objectContaining({ name: 'RangeError', message: expect.stringContaining(name) });
        expect(() => signer.sign('value')).toThrow(failure);
        expect(() => signer.unsign(token, { maxAge: 1e9 })).toThrow(failure);
        expect(() => signer.tryUnsign(token, { maxAge: 1e9 })).toThrow(failure);
      }
    });
  }
});

describe('hooks', () => {
  test('timestampToDate and unsign are obeyed', () => {
    class Own extends TimestampSigner {
      override timestampToDate(timestamp: number): Date {
        return new Date((timestamp + 60) * 1000);
      }
      override unsign(signed: BytesLike, options?: object): never {
        const [value] = super.unsign(String(signed), { ...options, returnTimestamp: true });
        if (value === 'revoked') throw new BadSignature('Revoked');
        return [value, new Date(0)] as never;
      }
    }
    const own = new Own(key, { clock: () => NOW * 1000 });
    expect(own.tryUnsign(own.sign('value'))).toMatchObject({ ok: true, value: 'value', dateSigned: new Date(0) });
    expect(own.validate(own.sign('revoked'))).toBe(false);
    expect(own.tryUnsign(`${own.sign('value')}A`)).toMatchObject({
      error: { dateSigned: new Date((NOW + 60) * 1000) },
    });
  });

  test('a timestampToDate that has no date for what came over the wire', () => {
    const EPOCH = 1293840000;
    class Old extends TimestampSigner {
      override getTimestamp(): number {
        return super.getTimestamp() - EPOCH;
      }
      override timestampToDate(timestamp: number): Date {
        return super.timestampToDate(timestamp + EPOCH);
      }
    }
    const old = new Old(key, { clock: () => NOW * 1000 });
    expect(old.unsign(old.sign('value'), { maxAge: 0, returnTimestamp: true })).toEqual([
      'value',
      new Date(NOW * 1000),
    ]);
    const token = referenceToken({ key }, 'value', LAST).toString();
    for (const text of [token, `${token}A`]) {
      const refused = { ok: false, error: new BadTimeSignature('Malformed timestamp', 'value') };
      expect(old.tryUnsign(text)).toMatchObject(refused);
      expect(old.tryUnsign(text, { maxAge: 5 })).toMatchObject(refused);
    }
    expect(() => old.unsign(token, { returnTimestamp: true })).toThrow('Malformed timestamp');
  });

  test('a timestampToDate that gives no Date is a mistake', () => {
    const own = Object.assign(at(NOW), { timestampToDate: (timestamp: number) => timestamp });
    expect(() => own.tryUnsign(own.sign('value'))).toThrow(new TypeError('timestampToDate must give a Date'));
  });

  test('an overridden unsign that ignores returnTimestamp is a mistake', () => {
    for (const answer of [undefined, 'value', [], ['value', NOW], [5, new Date()]]) {
      const own = Object.assign(new TimestampSigner(key), { unsign: () => answer });
      expect(() => own.validate('token'), String(answer)).toThrow(/^unsign must give \[value, date\]/);
    }
    const later = Object.assign(new TimestampSigner(key), { unsign: () => Promise.reject(new Error('later')) });
    expect(() => later.validate('token')).toThrow(/^unsign must be synchronous/);
  });

  test('timestampToDate takes what has a date alone', () => {
    const signer = new TimestampSigner(key);
    expect(signer.timestampToDate(0)).toEqual(new Date(0));
    expect(signer.timestampToDate(LAST)).toEqual(new Date('9999-12-31T23:59:59Z'));
    for (const timestamp of [-1, LAST + 1, 0.5, Number.NaN]) {
      expect(() => signer.timestampToDate(timestamp)).toThrow(/^timestamp must be/);
    }
  });
});

test('which of several keys, beyond what the core takes at once', () => {
  const keys = Array.from({ length: 17 }, (_, i) => `key ${i}`);
  const oldest = new TimestampSigner('key 0', { clock: () => NOW * 1000 }).sign('value');
  const found = new TimestampSigner(keys).tryUnsign(oldest);
  expect(found).toMatchObject({ ok: true, value: 'value', keyIndex: 0, needsResign: true });
});

test('a token without a timestamp, and a timestamp that is none', () => {
  const plain = new Signer(key);
  const table: [token: string, error: BadTimeSignature][] = [
    [plain.sign('value'), new BadTimeSignature('timestamp missing', 'value')],
    [plain.sign('value.!'), new BadTimeSignature('Malformed timestamp', 'value')],
    [plain.sign(`value.${'A'.repeat(12)}`), new BadTimeSignature('Malformed timestamp', 'value')],
    [plain.sign('value.AAE'), new BadTimeSignature('Malformed timestamp', 'value')],
  ];
  for (const [token, error] of table) expect(() => new TimestampSigner(key).unsign(token)).toThrow(error);
});
