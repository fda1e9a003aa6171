/**
 * Asks ours what Python was asked, in every form and by every function that gives the answer, and compares.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { expect } from 'vitest';
import {
  BadData,
  base64Decode,
  base64Encode,
  bytesToInt,
  createPythonJSON,
  intToBytes,
  Serializer,
  type SerializerOptions,
  Signer,
  TimedSerializer,
  type TimedSerializerOptions,
  TimestampSigner,
  type TimestampSignerClass,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../src/index.js';
import {
  bytes,
  expectedRefusal,
  type Fallback,
  type Form,
  fallbackIsRefused,
  formsOf,
  holdsNaN,
  holdsProto,
  isCompact,
  isTimed,
  keysAreRefused,
  type Line,
  parsePython,
  pythonFailure,
  refusal,
  rulesOf,
  SIGNERS,
  searched,
  seconds,
  separatorIsRefused,
  signerOptions,
  splitLast,
  strictly,
  strictlyUnsafe,
  timeOf,
  tokenOf,
  withoutEmptyKeys,
  writtenBy,
} from './python-corpus.js';

// Ours, built as Python's were.

/** Configured with text where the token is text. */
export function makeSigner({ cfg, now }: Line, form: Form = (data) => data): Signer | TimestampSigner {
  const given = (base64: string): string => (isUtf8(bytes(base64)) ? form(bytes(base64)) : bytes(base64)) as string;
  const options = { ...signerOptions(cfg, now), salt: given(cfg.salt) };
  const keys = cfg.keys.map(given);
  if (now === undefined) return new Signer(keys, options);
  const signer = new TimestampSigner(keys, options);
  // So late that milliseconds cannot tell it.
  if (!Number.isSafeInteger(now * 1000)) signer.getTimestamp = () => now;
  return signer;
}

const SERIALIZERS = { Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer };

export function makeSerializer(
  line: Line,
  options: Omit<SerializerOptions, 'signer' | 'fallbackSigners'> = {},
): Serializer | TimedSerializer {
  const now = isTimed(line) ? line.now : undefined;
  return new SERIALIZERS[line.cls as keyof typeof SERIALIZERS](line.cfg.keys.map(bytes), {
    salt: bytes(line.cfg.salt),
    signerOptions: signerOptions(line.cfg, now),
    // They have the clock of the first one.
    fallbackSigners: (line.fallback_signers ?? []).map(makeFallback),
    ...options,
  });
}

function makeFallback(fallback: Fallback): NonNullable<TimedSerializerOptions['fallbackSigners']>[number] {
  const classOf = (name: string): TimestampSignerClass => SIGNERS[name] as TimestampSignerClass;
  if (typeof fallback === 'string') return classOf(fallback);
  return Array.isArray(fallback) ? [classOf(fallback[0]), signerOptions(fallback[1])] : signerOptions(fallback);
}

/** What a call gives, or the refusal of the BadData family that it throws. */
function outcome<Result>(call: () => Result): Result | ReturnType<typeof refusal> {
  try {
    return call();
  } catch (error) {
    return refusal(error);
  }
}

// One check for each operation

/** Long tokens are compared as one string: vitest compares arrays item by item. */
const shown = (data: string | Uint8Array): string =>
  typeof data === 'string' ? `text ${data}` : `bytes ${Buffer.from(data).toString('base64')}`;

function checkSigned(line: Line, value: Uint8Array, token: Uint8Array): void {
  const [signed, signature] = splitLast(token, bytes(line.cfg.sep)) as [Uint8Array, Uint8Array];
  for (const form of formsOf(value, token, bytes(line.cfg.sep))) {
    const signer = makeSigner(line, form);
    const given = form(value) as string;
    const expected = shown(form(token));
    expect(shown(signer.sign(given))).toBe(expected);
    deepStrictEqual(signer.signMany([given, given]).map(shown), [expected, expected]);

    expect(signer.getSignature(form(signed))).toBe(Buffer.from(signature).toString());
    expect(signer.verifySignature(form(signed), form(signature))).toBe(true);
    const other = signature.length > 0 ? signature.subarray(1) : Buffer.from('AA');
    expect(signer.verifySignature(form(signed), form(other))).toBe(false);

    const verdict = strictly({ ...line, expect: { ok: true } });
    const read = outcome(() => shown(signer.unsign(form(token))));
    deepStrictEqual(read, verdict.ok ? shown(form(value)) : expectedRefusal(verdict, form));
  }
}

function checkSign(line: Line): void {
  if (line.value_unit === undefined) {
    checkSigned(line, bytes(line.value), tokenOf(line));
    return;
  }
  const value = new Uint8Array(Buffer.concat(Array(line.value_count).fill(bytes(line.value_unit))));
  const token = new Uint8Array(Buffer.concat([value, bytes(line.cfg.sep), Buffer.from(line.signature)]));
  expect(createHash('sha256').update(token).digest('hex')).toBe(line.token_sha256);
  checkSigned({ ...line, token_b64: Buffer.from(token).toString('base64') }, value, token);
}

function checkUnsign(line: Line): void {
  const verdict = strictly(line);
  for (const form of formsOf(tokenOf(line), bytes(line.cfg.sep))) {
    const signer = makeSigner(line, form);
    const token = form(tokenOf(line)) as string;
    const value = verdict.ok && form(bytes(verdict.value as string));
    const options = { ...(line.max_age === undefined ? {} : { maxAge: line.max_age }) };

    const read =
      signer instanceof TimestampSigner
        ? line.return_timestamp
          ? outcome(() => signer.unsign(token, { ...options, returnTimestamp: true }))
          : outcome(() => signer.unsign(token, options))
        : outcome(() => signer.unsign(token));
    const expected =
      verdict.ok && line.return_timestamp ? [value, new Date((verdict.timestamp as number) * 1000)] : value;
    deepStrictEqual(read, verdict.ok ? expected : expectedRefusal(verdict, form));

    const timed = signer instanceof TimestampSigner;
    expect(timed ? signer.validate(token, options) : signer.validate(token)).toBe(verdict.ok);

    const result = timed ? signer.tryUnsign(token, options) : signer.tryUnsign(token);
    if (result.ok) {
      deepStrictEqual(result.value, value);
      expect(result.needsResign).toBe(result.keyIndex !== line.cfg.keys.length - 1);
      if (line.key_index !== undefined) expect(result.keyIndex).toBe(line.key_index);
      if (verdict.ok && verdict.timestamp !== undefined) {
        expect(result).toMatchObject({ dateSigned: new Date(verdict.timestamp * 1000) });
      }
    } else {
      deepStrictEqual(refusal(result.error), read);
    }
    const many = timed ? signer.tryUnsignMany(['x', token], options) : signer.tryUnsignMany(['x', token]);
    deepStrictEqual(
      many.map(({ ok }) => ok),
      [false, verdict.ok],
    );
    deepStrictEqual(many[1], result);
  }
}

function checkDeriveKey(line: Line): void {
  for (const [i, key] of line.cfg.keys.entries()) {
    const expected = bytes((line.expect as unknown as string[])[i] as string);
    deepStrictEqual(makeSigner({ ...line, cfg: { ...line.cfg, keys: [key] } }).deriveKey(), expected);
    deepStrictEqual(makeSigner(line).deriveKey(bytes(key)), expected);
  }
  if (line.newest !== undefined) deepStrictEqual(makeSigner(line).deriveKey(), bytes(line.newest));
}

function checkLargeDumps(line: Line): void {
  const value = Buffer.from(bytes(line.value_unit as string))
    .toString()
    .repeat(line.value_count as number);
  expect(makeSerializer(line).dumps(value)).toBe(line.token);
  expect(makeSerializer(line).loads(line.token as string) === value).toBe(true);
}

function checkDumps(line: Line): void {
  const compact = isCompact(line);
  const { text, rules } = writtenBy(line.json, compact);
  // JSON.stringify has no NaN, so such a value is written by another serializer, with Python's numbers.
  const value = parsePython(line.json, compact && !holdsNaN(line.json));
  const options = line.call_salt === undefined ? {} : { salt: bytes(line.call_salt) };
  let serializer = makeSerializer(line);
  if (!isUtf8(bytes(line.cfg.sep))) {
    // A token is text, and this separator is not.
    expect(() => serializer.dumps(value, options)).toThrow(TypeError);
    return;
  }

  if (holdsNaN(line.json)) {
    expect(() => serializer.dumps(value, options)).toThrow(TypeError);
    const style = compact ? { separators: [',', ':'] as const, ensureASCII: false } : {};
    serializer = makeSerializer(line, { serializer: createPythonJSON({ allowNaN: true, ...style }) });
  }

  const token = serializer.dumps(value, options);
  deepStrictEqual(serializer.dumpsMany([value]), [serializer.dumps(value)]);
  expect(documentOf(serializer.dumpPayload(value), compact)).toBe(text);
  const isPythons = !line.expect && (rules.length === 0 || line.written !== undefined);
  if (isPythons) {
    expect(token).toBe(Buffer.from(tokenOf(line)).toString());
    if (line.payload !== undefined) deepStrictEqual(serializer.dumpPayload(value), bytes(line.payload));
  }

  const written = [[token, text], ...(line.expect ? [] : [[tokenOf(line), line.written ?? line.json]])];
  for (const [token, json] of written as [string, string][]) {
    const read = outcome(() => serializer.loads(token, options));
    if (holdsProto(line.json)) expect(read).toMatchObject({ ok: false, exc: 'BadPayload' });
    else deepStrictEqual(read, parsePython(json, compact && !holdsNaN(json)));
  }
}

/** The JSON of a payload. */
function documentOf(payload: Uint8Array, compact: boolean): string {
  const text = Buffer.from(payload).toString();
  if (!compact) return text;
  const data = Buffer.from(text.replace('.', ''), 'base64url');
  const document = text.startsWith('.') ? inflateSync(data) : data;
  expect(isUtf8(document)).toBe(true);
  return document.toString();
}

function checkLoads(line: Line): void {
  const verdict = strictly(line);
  const serializer = makeSerializer(line);
  const options = {
    ...(line.max_age === undefined ? {} : { maxAge: line.max_age }),
    ...(line.call_salt === undefined ? {} : { salt: bytes(line.call_salt) }),
  };
  // Python's own order of signers, and what it says by each, is what it says by all.
  deepStrictEqual(
    searched(line, ({ expect }) => expect),
    line.expect,
  );
  const separators = [line.cfg, ...(line.tried ?? [])].map(({ sep }) => bytes(sep));
  for (const form of formsOf(tokenOf(line), ...separators)) {
    const token = form(tokenOf(line)) as string;
    const payload = verdict.ok && parsePython(verdict.json as string, isCompact(line));
    const timed = serializer instanceof TimedSerializer;
    const read = timed
      ? outcome(() => {
          const [payload, date] = serializer.loads(token, { ...options, returnTimestamp: true });
          return { payload, timestamp: seconds(date) };
        })
      : outcome(() => ({ payload: serializer.loads(token, options), timestamp: undefined }));
    deepStrictEqual(read, verdict.ok ? { payload, timestamp: verdict.timestamp } : expectedRefusal(verdict, form));
    if (timed && verdict.ok) deepStrictEqual(serializer.loads(token, options), payload);

    const result = serializer.tryLoads(token, options);
    if (result.ok) {
      // The signer may know the time even where the serializer does not.
      deepStrictEqual([result.payload, result.dateSigned && seconds(result.dateSigned)], [payload, timeOf(line)]);
    } else {
      deepStrictEqual(refusal(result.error), read);
    }
    const many = serializer.tryLoadsMany(['x', token], options);
    deepStrictEqual(
      many.map(({ ok }) => ok),
      [false, verdict.ok],
    );

    if (line.loads_unsafe) {
      const unsafe = serializer.loadsUnsafe(token, options);
      // A BadPayload is signed well.
      const valid = verdict.ok || verdict.exc === 'BadPayload';
      deepStrictEqual(unsafe, [valid, strictlyUnsafe(line)]);
    }
  }
}

function checkInteger({ int, bytes: data }: Line): void {
  const number = Number.isSafeInteger(Number(int)) ? Number(int) : BigInt(int);
  deepStrictEqual(intToBytes(number), bytes(data));
  expect(bytesToInt(bytes(data))).toBe(number);
}

function checkBase64Encode({ bytes: data, text }: Line): void {
  for (const form of formsOf(bytes(data))) expect(base64Encode(form(bytes(data)))).toBe(text);
  deepStrictEqual(base64Decode(text), bytes(data));
}

/** Ours reads what it would write, Python what it can make out. */
function checkBase64Decode(line: Line): void {
  const { expect: python } = line;
  const text = bytes(line.text_b64);
  const message = 'Invalid base64-encoded data';
  if (!python.ok) deepStrictEqual(python, { ok: false, exc: 'BadData', message });
  const canonical = python.ok && rulesOf(line).length === 0;
  for (const form of formsOf(text)) {
    if (canonical) deepStrictEqual(base64Decode(form(text)), bytes(python.bytes as string));
    else expect(() => base64Decode(form(text))).toThrow(new BadData(message));
  }
}

function checkSeparator({ sep, expect: python }: Line): void {
  const make = (): Signer => new Signer('key', { sep: bytes(sep) });
  if (!python.ok) expect(python.exc).toBe('ValueError');
  if (separatorIsRefused(bytes(sep))) {
    expect(make).toThrow(RangeError);
  } else {
    expect(python.ok).toBe(true);
    deepStrictEqual(make().unsign(make().sign(Uint8Array.of(1))), Uint8Array.of(1));
  }
}

const CHECKS: Record<string, (line: Line) => void> = {
  sign: checkSign,
  unsign: checkUnsign,
  derive_key: checkDeriveKey,
  dumps: (line) => (line.value_unit === undefined ? checkDumps : checkLargeDumps)(line),
  loads: checkLoads,
  int_to_bytes: checkInteger,
  base64_encode: checkBase64Encode,
  base64_decode: checkBase64Decode,
  separator: checkSeparator,
};

/** What Python lets out for a timestamp beyond its last date. */
const DATE_ERRORS = ['ValueError', 'OverflowError', 'OSError'];

/** @throws an AssertionError that says in what ours differs from what is expected */
export function checkLine(line: Line): void {
  const failure = line.expect && 'leak' in line.expect ? line.expect.exc : undefined;
  if (['sign', 'derive_key', 'dumps'].includes(line.op)) expect(failure).toBe(pythonFailure(line));
  if (fallbackIsRefused(line)) {
    expect(() => makeSerializer(line)).toThrow(TypeError);
    for (const { timed, expect: python } of line.tried ?? []) {
      if (!timed) deepStrictEqual(python, { ok: false, exc: pythonFailure(line), leak: true });
    }
    return;
  }
  if (['unsign', 'loads'].includes(line.op) && failure !== undefined) expect(DATE_ERRORS).toContain(failure);
  const refused = line.cfg && keysAreRefused(line.cfg);
  if (refused) expect(() => (line.cls ? makeSerializer(line) : makeSigner(line))).toThrow(RangeError);
  const asked = refused ? withoutEmptyKeys(line) : line;
  if (asked) (CHECKS[line.op] as (line: Line) => void)(asked);
}
