import { describe, expect, test } from 'vitest';
import { checkLine } from './python-checks.js';
import { holdsProto, type Line, readCorpus, strictly } from './python-corpus.js';
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
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../src/index.js';
import {
  bytes,
  expectedRefusal,
  type Form,
  formsOf,
  holdsNaN,
  holdsProto,
  isCompact,
  isTimed,
  isWrittenAlike,
  keysAreRefused,
  type Line,
  parsePython,
  readCorpus,
  refusal,
  seconds,
  separatorIsRefused,
  signerOptions,
  splitLast,
  strictly,
  strictlyUnsafe,
  tokenOf,
  withoutEmptyKeys,
} from './python-corpus.js';

// Ours, built as Python's were.

/** Configured with text where the token is text. */
function makeSigner({ cfg, now }: Line, form: Form = (data) => data): Signer | TimestampSigner {
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

function makeSerializer(
  line: Line,
  options: Omit<SerializerOptions, 'signer' | 'fallbackSigners'> = {},
): Serializer | TimedSerializer {
  const now = isTimed(line) ? line.now : undefined;
  return new SERIALIZERS[line.cls as keyof typeof SERIALIZERS](line.cfg.keys.map(bytes), {
    salt: bytes(line.cfg.salt),
    signerOptions: signerOptions(line.cfg, now),
    fallbackSigners: (line.fallback_signers ?? []).map((fallback) => signerOptions(fallback, now)),
    ...options,
  });
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
  for (const form of formsOf(value, token)) {
    const signer = makeSigner(line, form);
    const given = form(value) as string;
    const expected = shown(form(token));
    expect(shown(signer.sign(given))).toBe(expected);
    expect(signer.signMany([given, given]).map(shown)).toStrictEqual([expected, expected]);

    expect(signer.getSignature(form(signed))).toBe(Buffer.from(signature).toString());
    expect(signer.verifySignature(form(signed), form(signature))).toBe(true);
    expect(signer.verifySignature(form(signed), form(signature.subarray(1)))).toBe(false);

    const verdict = strictly({ ...line, expect: { ok: true } });
    const read = outcome(() => shown(signer.unsign(form(token))));
    expect(read).toStrictEqual(verdict.ok ? shown(form(value)) : expectedRefusal(verdict, form));
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
  for (const form of formsOf(tokenOf(line))) {
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
    expect(read).toStrictEqual(verdict.ok ? expected : expectedRefusal(verdict, form));

    const timed = signer instanceof TimestampSigner;
    expect(timed ? signer.validate(token, options) : signer.validate(token)).toBe(verdict.ok);

    const result = timed ? signer.tryUnsign(token, options) : signer.tryUnsign(token);
    if (result.ok) {
      expect(result.value).toStrictEqual(value);
      expect(result.needsResign).toBe(result.keyIndex !== line.cfg.keys.length - 1);
      if (line.key_index !== undefined) expect(result.keyIndex).toBe(line.key_index);
      if (verdict.ok && verdict.timestamp !== undefined) {
        expect(result).toMatchObject({ dateSigned: new Date(verdict.timestamp * 1000) });
      }
    } else {
      expect(refusal(result.error)).toStrictEqual(read);
    }
    const many = timed ? signer.tryUnsignMany(['x', token], options) : signer.tryUnsignMany(['x', token]);
    expect(many.map(({ ok }) => ok)).toStrictEqual([false, verdict.ok]);
    expect(many[1]).toStrictEqual(result);
  }
}

function checkDeriveKey(line: Line): void {
  for (const [i, key] of line.cfg.keys.entries()) {
    const expected = bytes((line.expect as unknown as string[])[i] as string);
    expect(makeSigner({ ...line, cfg: { ...line.cfg, keys: [key] } }).deriveKey()).toStrictEqual(expected);
    expect(makeSigner(line).deriveKey(bytes(key))).toStrictEqual(expected);
  }
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
  const value = parsePython(line.json, compact);
  const options = line.call_salt === undefined ? {} : { salt: bytes(line.call_salt) };
  let serializer = makeSerializer(line);

  if (holdsNaN(line.json)) {
    expect(() => serializer.dumps(value, options)).toThrow(TypeError);
    const style = compact ? { separators: [',', ':'] as const, ensureASCII: false } : {};
    serializer = makeSerializer(line, { serializer: createPythonJSON({ allowNaN: true, ...style }) });
  }

  const token = serializer.dumps(value, options);
  expect(serializer.dumpsMany([value])).toStrictEqual([serializer.dumps(value)]);
  if (line.expect) {
    // Python has no compact token for a lone surrogate, which has no UTF-8. Ours is escaped.
    const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(Buffer.from(serializer.dumpPayload(value)).toString()).toBe(payload);
  } else if (isWrittenAlike(line.json, compact && !holdsNaN(line.json))) {
    expect(token).toBe(line.token);
    if (line.payload !== undefined) expect(serializer.dumpPayload(value)).toStrictEqual(bytes(line.payload));
  }

  // JSON.stringify writes -0 as 0.
  const again = parsePython(compact ? line.json.replaceAll('-0.0', '0') : line.json, compact);
  const written = [[token, again], ...(line.expect ? [] : [[tokenOf(line), value]])] as [string, unknown][];
  for (const [token, expected] of written) {
    const read = outcome(() => serializer.loads(token, options));
    if (holdsProto(line.json)) expect(read).toMatchObject({ ok: false, exc: 'BadPayload' });
    else expect(read).toStrictEqual(expected);
  }
}

function checkLoads(line: Line): void {
  const verdict = strictly(line);
  const serializer = makeSerializer(line);
  const options = line.max_age === undefined ? {} : { maxAge: line.max_age };
  for (const form of formsOf(tokenOf(line))) {
    const token = form(tokenOf(line)) as string;
    const payload = verdict.ok && parsePython(verdict.json as string, isCompact(line));
    const timed = serializer instanceof TimedSerializer;
    const read = timed
      ? outcome(() => {
          const [payload, date] = serializer.loads(token, { ...options, returnTimestamp: true });
          return { payload, timestamp: seconds(date) };
        })
      : outcome(() => ({ payload: serializer.loads(token), timestamp: undefined }));
    expect(read).toStrictEqual(verdict.ok ? { payload, timestamp: verdict.timestamp } : expectedRefusal(verdict, form));
    if (timed && verdict.ok) expect(serializer.loads(token, options)).toStrictEqual(payload);

    const result = timed ? serializer.tryLoads(token, options) : serializer.tryLoads(token);
    if (result.ok) {
      expect({ payload: result.payload, timestamp: result.dateSigned && seconds(result.dateSigned) }).toStrictEqual(
        read,
      );
    } else {
      expect(refusal(result.error)).toStrictEqual(read);
    }
    const many = timed ? serializer.tryLoadsMany(['x', token], options) : serializer.tryLoadsMany(['x', token]);
    expect(many.map(({ ok }) => ok)).toStrictEqual([false, verdict.ok]);

    if (line.loads_unsafe) {
      const unsafe = timed ? serializer.loadsUnsafe(token, options) : serializer.loadsUnsafe(token);
      // A BadPayload is signed well.
      const valid = verdict.ok || verdict.exc === 'BadPayload';
      expect(unsafe).toStrictEqual([valid, strictlyUnsafe(line)]);
    }
  }
}

function checkInteger({ int, bytes: data }: Line): void {
  const number = Number.isSafeInteger(Number(int)) ? Number(int) : BigInt(int);
  expect(intToBytes(number)).toStrictEqual(bytes(data));
  expect(bytesToInt(bytes(data))).toBe(number);
}

function checkBase64Encode({ bytes: data, text }: Line): void {
  for (const form of formsOf(bytes(data))) expect(base64Encode(form(bytes(data)))).toBe(text);
  expect(base64Decode(text)).toStrictEqual(bytes(data));
}

/** Ours reads what it would write, Python what it can make out. */
function checkBase64Decode({ text_b64, expect: python }: Line): void {
  const text = bytes(text_b64);
  const canonical = python.ok && Buffer.from(text).equals(Buffer.from(base64Encode(bytes(python.bytes as string))));
  for (const form of formsOf(text)) {
    if (canonical) expect(base64Decode(form(text))).toStrictEqual(bytes(python.bytes as string));
    else expect(() => base64Decode(form(text))).toThrow(new BadData('Invalid base64-encoded data'));
  }
}

function checkSeparator({ sep, expect: python }: Line): void {
  const make = (): Signer => new Signer('key', { sep: bytes(sep) });
  if (separatorIsRefused(bytes(sep))) {
    expect(make).toThrow(RangeError);
  } else {
    expect(python.ok).toBe(true);
    expect(make().unsign(make().sign(Uint8Array.of(1)))).toStrictEqual(Uint8Array.of(1));
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

function checkLine(line: Line): void {
  const refused = line.cfg && keysAreRefused(line.cfg);
  if (refused) expect(() => (line.cls ? makeSerializer(line) : makeSigner(line))).toThrow(RangeError);
  const asked = refused ? withoutEmptyKeys(line) : line;
  if (asked) (CHECKS[line.op] as (line: Line) => void)(asked);
}

/** Tries every line, and names those that fail. */
function checkAll(lines: readonly Line[], check: (line: Line) => void): void {
  const failures = lines.flatMap((line) => {
    try {
      check(line);
      return [];
    } catch (error) {
      return [`${line.id}${line.mut ? ` (${line.mut})` : ''}: ${error instanceof Error ? error.message : error}`];
    }
  });
  expect(failures, `${failures.length} of ${lines.length} lines`).toStrictEqual([]);
}

const CORPORA: [name: string, path: string][] = [
  ['our own corpus', 'vectors/itsdangerous.jsonl'],
  ['the shared corpus', '../../shared/vectors/itsdangerous-2.2.0.jsonl'],
];

for (const [name, path] of CORPORA) {
  const lines = readCorpus(path);
  if (!lines.length) {
    test.skip(`${name} of Python's tokens: ${path} is not here`);
    continue;
  }

  describe(`Python's tokens, ${name}`, () => {
    const groupOf = ({ op, group, cls }: Line): string => [op, group, cls].filter(Boolean).join(', ');
    for (const group of new Set(lines.map(groupOf))) {
      const members = lines.filter((line) => groupOf(line) === group);
      test(`${group}: ${members.length} lines`, () => checkAll(members, checkLine));
    }
  });

  // Our idea of what is lenient in Python against the corpus's own marks.
  const accepted = lines.filter((line) => ['unsign', 'loads'].includes(line.op) && line.expect.ok);
  const marked = accepted.filter(({ strict_exc }) => strict_exc);
  if (!marked.length) continue;
  test(`${name}: the ${marked.length} of ${accepted.length} accepted tokens that are marked as lenient are those we refuse`, () => {
    checkAll(accepted, (line) => {
      const verdict = strictly(line);
      const proto = holdsProto(line.expect.ok ? (line.expect.json ?? '') : '');
      expect(verdict.ok ? undefined : verdict.exc).toBe(proto ? 'BadPayload' : line.strict_exc);
    });
  });
}
