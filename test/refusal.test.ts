import { expect, test } from 'vitest';
import {
  BadSignature,
  type BadTimeSignature,
  Serializer,
  Signer,
  TimedSerializer,
  TimestampSigner,
} from '../src/index.js';
import { Refusal } from '../src/refusal.js';

const key = 'secret key';

test('a refusal gives { ok: false, error } to whoever takes it apart or writes it as JSON', () => {
  const refusal = new Refusal(() => new BadSignature('Forged', 'value'));
  const plain = { ok: false, error: new BadSignature('Forged', 'value') };
  expect(JSON.stringify(refusal)).toBe(JSON.stringify(plain));
  const { ok, error } = refusal;
  expect([ok, error]).toEqual([false, plain.error]);
  expect(Refusal.prototype.error).toBe(undefined);
});

test('its error is made once, when it is asked for', () => {
  let made = 0;
  const refusal = new Refusal(() => {
    made++;
    return new BadSignature('Forged');
  });
  expect(refusal.ok).toBe(false);
  expect(made).toBe(0);
  expect(refusal.error).toBe(refusal.error);
  expect(made).toBe(1);
});

test('it tells of the token that was refused, whatever the caller writes over it since', () => {
  const token = Buffer.from('value.aVW4-w.AAAAAAAAAAAAAAAAAAAAAAAAAAA');
  const dated = { payload: Buffer.from('value'), dateSigned: new Date(0x6955b8fb * 1000) };
  for (const [refuse, error] of [
    [(bytes: Uint8Array) => new Signer(key).tryUnsign(bytes), { payload: Buffer.from('value.aVW4-w') }],
    [(bytes: Uint8Array) => new TimestampSigner(key).tryUnsign(bytes), dated],
    [(bytes: Uint8Array) => new Serializer(key).tryLoads(bytes), { payload: Buffer.from('value.aVW4-w') }],
    [(bytes: Uint8Array) => new TimedSerializer(key).tryLoads(bytes), dated],
  ] as const) {
    const bytes = Buffer.from(token);
    const refused = refuse(bytes) as Refusal<BadTimeSignature>;
    bytes.fill('x');
    expect(Buffer.from(refused.error.payload as Uint8Array)).toEqual(error.payload);
    expect(refused.error).toMatchObject({
      message: 'Signature "AAAAAAAAAAAAAAAAAAAAAAAAAAA" does not match',
      ...('dateSigned' in error && { dateSigned: error.dateSigned }),
    });
  }
});

test('what a subclass’s timestampToDate throws is thrown at once', () => {
  class Own extends TimestampSigner {
    override timestampToDate(): Date {
      throw new TypeError('no dates here');
    }
  }
  expect(() => new Own(key).tryUnsign('value.aVW4-w.forged')).toThrow('no dates here');
});
