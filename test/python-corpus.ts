/**
 * Reads the records of what Python's itsdangerous makes of its inputs (vectors/README.md describes them), and translates
 * them into what is expected of ours: `strictly` holds every rule by which the two differ on a token.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { inflateSync } from 'node:zlib';
import {
  BadData,
  type BadPayload,
  type BytesLike,
  type Digest,
  type DigestName,
  HMACAlgorithm,
  type KeyDerivation,
  NoneAlgorithm,
  type SignatureExpired,
  Signer,
  type SignerClass,
  TimestampSigner,
  type TimestampSignerOptions,
} from '../src/index.js';

/** Of a signer, or of a serializer's signer. Keys, salt and separator are base64. */
export interface Config {
  digest: string;
  kd: KeyDerivation;
  keys: string[];
  salt: string;
  sep: string;
  /** `none`, or the digest of an HMAC where it is not the signer's own. */
  algorithm?: string;
}

/** As a serializer takes it, with the name of a class for the class; what options it has not are the class's defaults. */
export type Fallback = FallbackOptions | string | [string, FallbackOptions];
export type FallbackOptions = Partial<Omit<Config, 'keys' | 'salt'>>;

/** What came of a call in Python. Values and payloads are base64, times are Unix seconds. */
export type Verdict =
  | { ok: true; value?: string; json?: string; bytes?: string; timestamp?: number; signature_valid?: boolean }
  | {
      ok: false;
      exc: string;
      message: string;
      payload?: string | null;
      date_signed?: number | null;
      original_error?: string;
      /** Python let out an error of another family. */
      leak?: boolean;
    };

/** A record; which fields it has follows from its `op`. */
export interface Line {
  id: string;
  group: string;
  op: string;
  mut?: string;
  cls?: 'Serializer' | 'TimedSerializer' | 'URLSafeSerializer' | 'URLSafeTimedSerializer';
  cfg: Config;
  now?: number;
  max_age?: number | null;
  return_timestamp?: boolean;
  fallback_signers?: Fallback[];
  call_salt?: string;
  value: string;
  value_unit?: string;
  value_count?: number;
  signature: string;
  token_sha256?: string;
  json: string;
  payload: string;
  token?: string;
  token_b64?: string;
  bytes: string;
  text: string;
  text_b64: string;
  int: string;
  sep: string;
  expect: Verdict;
  loads_unsafe?: Verdict;
  /** Why Python accepts what it would never write, and the class with which a strict reader refuses it. */
  lenient?: string[];
  strict_exc?: string;
  /** What Python says by each signer alone, in the order in which they are tried. In live answers alone. */
  tried?: Attempt[];
  /** What Python reads of all that a signer may take for the payload, by that in base64. In live answers alone. */
  readable?: Record<string, string>;
  /** Which key of several made the token. */
  key_index?: number;
  /** The key derived by default. In live answers alone. */
  newest?: string;
  /** The JSON that Python was given to sign, instead of its own for the value: {@link writtenBy} ours. In live answers alone. */
  written?: string;
}

/** A signer, and what it says of a token. */
export interface Attempt {
  sep: string;
  timed: boolean;
  /** Whether it takes the signature, whatever else there is to be said of the token. */
  matched: boolean;
  expect: Verdict;
}

/** The lines of a corpus beside this file; none when it is not there. */
export function readCorpus(path: string): Line[] {
  const url = new URL(path, import.meta.url);
  if (!existsSync(url)) return [];
  const lines = readFileSync(url, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line)).filter((line) => !('meta' in line));
}

export const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

export const tokenOf = ({ token, token_b64 }: Line): Uint8Array =>
  token === undefined ? bytes(token_b64 as string) : new Uint8Array(Buffer.from(token));

/** A form in which bytes go in and come out: as they are, or as the text that they are in UTF-8. */
export type Form = (data: Uint8Array) => string | Uint8Array;
const asBytes: Form = (data) => data;
const asText: Form = (data) => Buffer.from(data).toString();

/** The forms in which all of these can be given. */
export const formsOf = (...data: Uint8Array[]): Form[] => (data.every(isUtf8) ? [asBytes, asText] : [asBytes]);

// Building ours from Python's options

const OURS: Record<string, DigestName> = {
  sha1: 'sha1',
  sha224: 'sha224',
  sha256: 'sha256',
  sha384: 'sha384',
  sha512: 'sha512',
  sha512_256: 'sha512-256',
};

/** Python's other hashes, by node:crypto: its name for the hash, and the sizes of block and output in bytes. */
const OTHERS: Record<string, [name: string, blockSize: number, outputSize: number]> = {
  md5: ['md5', 64, 16],
  sha512_224: ['sha512-224', 128, 28],
  sha3_256: ['sha3-256', 136, 32],
  sha3_512: ['sha3-512', 72, 64],
  blake2b: ['blake2b512', 128, 64],
  blake2s: ['blake2s256', 64, 32],
};

function digestMethod(python: string): DigestName | Digest {
  const ours = OURS[python];
  if (ours) return ours;
  const [name, blockSize, outputSize] = OTHERS[python] as (typeof OTHERS)[string];
  const hash = (data: Uint8Array): Uint8Array => new Uint8Array(createHash(name).update(data).digest());
  return { name, blockSize, outputSize, hash };
}

/** The options of a signer but for its salt. */
export function signerOptions({ digest, kd, sep, algorithm }: FallbackOptions, now?: number): TimestampSignerOptions {
  return {
    ...(digest === undefined ? {} : { digestMethod: digestMethod(digest) }),
    ...(kd === undefined ? {} : { keyDerivation: kd }),
    ...(sep === undefined ? {} : { sep: bytes(sep) }),
    ...(algorithm === undefined
      ? {}
      : { algorithm: algorithm === 'none' ? new NoneAlgorithm() : new HMACAlgorithm(digestMethod(algorithm)) }),
    ...(now === undefined ? {} : { clock: () => now * 1000 }),
  };
}

class ReversedSigner extends Signer {
  override deriveKey(secretKey?: BytesLike): Uint8Array {
    return super.deriveKey(secretKey).reverse();
  }
}

class ReversedTimestampSigner extends TimestampSigner {
  override deriveKey(secretKey?: BytesLike): Uint8Array {
    return super.deriveKey(secretKey).reverse();
  }
}

/** The classes that a fallback signer may be of; Python has the same in vectors/python_calls.py. */
export const SIGNERS: Record<string, SignerClass> = {
  Signer,
  TimestampSigner,
  ReversedSigner,
  ReversedTimestampSigner,
};

/** Ours takes no empty key, and no empty list of keys. */
export const keysAreRefused = ({ keys }: Config): boolean => keys.length === 0 || keys.includes('');

/** The line without its empty keys: as good where a token is made, unless by an empty key. */
export function withoutEmptyKeys(line: Line): Line | undefined {
  const { op, cfg } = line;
  if (!['sign', 'dumps'].includes(op) || !cfg.keys.at(-1)) return undefined;
  return { ...line, cfg: { ...cfg, keys: cfg.keys.filter((key) => key !== '') } };
}

/** Ours takes no fallback signer that cannot tell the age of a token, where one is asked for. */
export function fallbackIsRefused(line: Line): boolean {
  const names = (line.fallback_signers ?? []).map((fallback) => (Array.isArray(fallback) ? fallback[0] : fallback));
  return isTimed(line) && names.some((name) => typeof name === 'string' && !name.includes('Timestamp'));
}

/** Ours takes no separator of base64url characters alone; Python only refuses a run of its alphabet. */
export const separatorIsRefused = (sep: Uint8Array): boolean => /^[\w=-]*$/.test(latin1(sep));

// JSON

const PYTHON_JSON = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;
const isInteger = (number: string): boolean => /^-?\d+$/.test(number);

/**
 * What Python's JSON stands for in JavaScript. An integer is a bigint where a number would not be written as that integer
 * again: beyond 2^53 - 1 any number is written as a float, in the compact form as JavaScript spells it.
 */
export function parsePython(json: string, compact: boolean): unknown {
  const marked = json.replace(PYTHON_JSON, (token) => {
    const number = Number(token);
    const plain = isInteger(token)
      ? Number.isSafeInteger(number) || (compact && `${number}` === token)
      : Number.isFinite(number);
    return token.startsWith('"') || plain ? token : `{"$number": "${token}"}`;
  });
  return JSON.parse(marked, (_, value) => {
    const number = value?.$number;
    if (number === undefined) return value;
    return isInteger(number) ? BigInt(number) : Number(number);
  });
}

const numbersIn = (json: string): string[] => (json.match(PYTHON_JSON) ?? []).filter((token) => !token.startsWith('"'));

export const holdsNaN = (json: string): boolean => numbersIn(json).some((token) => !Number.isFinite(Number(token)));
export const holdsProto = (json: string): boolean => json.includes('"__proto__":');

/** Text that has no UTF-8. */
const holdsHalfPair = ({ json = '' }: Line): boolean =>
  (json.match(PYTHON_JSON) ?? []).some((token) => token.startsWith('"') && /\p{Surrogate}/u.test(JSON.parse(token)));

/** Writes Python's JSON anew, each number as it stands there, and keys in the order that JavaScript gives them. */
function rewrite(json: string, compact: boolean): string {
  const [comma, colon] = compact ? [',', ':'] : [', ', ': '];
  const quote = (text: string): string =>
    compact
      ? JSON.stringify(text)
      : JSON.stringify(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const write = (value: unknown): string => {
    if (typeof value === 'string') return quote(value);
    if (typeof value !== 'object' || value === null) return `${value}`;
    if (Array.isArray(value)) return `[${value.map(write).join(comma)}]`;
    if ('$number' in value) return `${value.$number}`;
    return `{${Object.entries(value)
      .map(([key, value]) => `${quote(key)}${colon}${write(value)}`)
      .join(comma)}}`;
  };
  const isNumber = (token: string): boolean => !token.startsWith('"');
  return write(JSON.parse(json.replace(PYTHON_JSON, (token) => (isNumber(token) ? `{"$number":"${token}"}` : token))));
}

const respell = (json: string, spell: (token: string) => string): string =>
  json.replace(PYTHON_JSON, (token) => (token.startsWith('"') || isInteger(token) ? token : spell(token)));

/**
 * How ours writes JSON otherwise than Python: what becomes of Python's text, by one after the other. Numbers are spelt as
 * JavaScript does in compact JSON, unless that holds NaN, which only Python's spelling has.
 */
const WRITING_RULES: { name: string; write(json: string, asJavaScript: boolean): string }[] = [
  {
    name: 'compact JSON has floats in the spelling of JavaScript',
    write: (json, asJavaScript) => (asJavaScript ? respell(json, (token) => `${Number(token)}`) : json),
  },
  {
    name: 'a float that is a whole number to 2^53 - 1 is written as an integer',
    write: (json) =>
      respell(json, (token) => (Number.isSafeInteger(Number(token)) && token !== '-0.0' ? `${Number(token)}` : token)),
  },
  {
    name: 'keys that are array indices come first, in their order',
    write: (json) => rewrite(json, false),
  },
];

/** What ours writes for the value that Python's `json.dumps` writes so, and the names of the rules by which it does. */
export function writtenBy(json: string, compact: boolean): { text: string; rules: string[] } {
  const asJavaScript = compact && !holdsNaN(json);
  let text = json;
  const rules: string[] = [];
  for (const { name, write } of WRITING_RULES) {
    const before = text;
    text = write(before, asJavaScript);
    if (text !== before) rules.push(name);
  }
  return { text: compact ? rewrite(text, true) : text, rules };
}

export const isWrittenAlike = (json: string, compact: boolean): boolean => writtenBy(json, compact).rules.length === 0;

// What is expected of a token

/** The last second of the year 9999, where Python's dates end. */
const YEAR_9999 = 253402300799;

/** What stands before and after the last separator; undefined where there is none. */
export function splitLast(data: Uint8Array, sep: Uint8Array): [Uint8Array, Uint8Array] | undefined {
  const at = Buffer.from(data).lastIndexOf(sep);
  return at < 0 ? undefined : [data.subarray(0, at), data.subarray(at + sep.length)];
}

/** What a text stands for, unless it is not as itsdangerous writes it: base64url in its one spelling. */
function decoded(text: Uint8Array): Buffer | undefined {
  const data = Buffer.from(latin1(text), 'base64url');
  return data.toString('base64url') === latin1(text) ? data : undefined;
}

/** The seconds of a timestamp, unless it is not as itsdangerous writes it: at most eight bytes, no leading zero. */
function readTime(stamp: Uint8Array): number | undefined {
  const data = decoded(stamp);
  return data && data.length <= 8 && data[0] !== 0 ? Number(`0x0${data.toString('hex')}`) : undefined;
}

/** Python shows bytes as it writes them in a program; ours as a text in double quotes. */
const quoted = (data: Uint8Array): string => JSON.stringify(Buffer.from(data).toString());

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function inOurWords(python: Verdict): Verdict {
  return python.ok || python.leak ? python : { ...python, message: translateMessage(python.message) };
}

function translateMessage(message: string): string {
  return message.replace(/b'((?:[^'\\]|\\.)*)'|b"((?:[^"\\]|\\.)*)"/g, (_, single?: string, double?: string) => {
    const inside = single ?? double ?? '';
    const raw = inside.replace(/\\(?:x(..)|(.))/g, (_, hex?: string, char = '') =>
      hex ? String.fromCharCode(Number.parseInt(hex, 16)) : (ESCAPES[char] ?? char),
    );
    return quoted(Buffer.from(raw, 'latin1'));
  });
}

/** Why a strict reader stops at the payload of a URL-safe token, before it comes to the JSON. */
function payloadFault(payload: Uint8Array): string | undefined {
  const compressed = payload[0] === 0x2e;
  const data = decoded(compressed ? payload.subarray(1) : payload);
  if (!data) return BAD_BASE64;
  return compressed && !isOneStream(data) ? BAD_ZLIB : undefined;
}

/** Whether this is a zlib stream with nothing after its end. */
function isOneStream(data: Uint8Array): boolean {
  try {
    const { engine } = inflateSync(data, { info: true }) as unknown as { engine: { bytesWritten: number } };
    return engine.bytesWritten === data.length;
  } catch {
    return false;
  }
}

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
export const isTimed = ({ cls, now }: Line): boolean => (cls ? cls.includes('Timed') : now !== undefined);
export const isCompact = ({ cls }: Line): boolean => cls?.startsWith('URLSafe') ?? false;

/** What one signer of Python's said of a token, and what it looked at. */
interface Judged extends Omit<Attempt, 'sep' | 'expect'> {
  /** Its message in our words. */
  python: Verdict;
  signed: Uint8Array;
  signature: Uint8Array;
  /** What stands before the timestamp, where there has to be one, and the whole signed value elsewhere. */
  value: Uint8Array;
  /** What stands as a timestamp, where there has to be one. */
  stamp: Uint8Array | undefined;
  compact: boolean;
  /** Whether Python came as far as to read the payload. */
  reads: boolean;
}

/** The signers that a token is tried with; in a recorded line there is no more to be known of them than the verdict. */
function attemptsOf(line: Line): Attempt[] {
  if (line.tried) return line.tried;
  const { expect } = line;
  const matched = expect.ok || expect.leak || !expect.message.startsWith('Signature b');
  return [{ sep: line.cfg.sep, timed: isTimed(line), matched, expect }];
}

function judged(line: Line, { sep, timed, matched, expect }: Attempt): Judged | undefined {
  const python = inOurWords(expect);
  const [signed, signature] = splitLast(tokenOf(line), bytes(sep)) ?? [];
  if (!signed || !signature) return undefined;
  const [value, stamp] = (timed && splitLast(signed, bytes(sep))) || [signed];
  const reads = line.op === 'loads' && (python.ok || python.exc === 'BadPayload');
  return { python, timed, matched, signed, signature, value, stamp, compact: isCompact(line), reads };
}

/** What is said of a token whose signature does not match. */
function mismatch({ signed, signature, value, stamp }: Judged): Verdict {
  const message = `Signature ${quoted(signature)} does not match`;
  if (!stamp) return { ok: false, exc: 'BadSignature', message, payload: base64(signed) };
  const time = readTime(stamp);
  const refused = { ok: false, exc: 'BadTimeSignature', payload: base64(value) } as const;
  return time !== undefined && time > YEAR_9999
    ? { ...refused, message: 'Malformed timestamp', date_signed: null }
    : { ...refused, message, date_signed: time ?? null };
}

const malformed = ({ value }: Judged): Verdict => ({
  ok: false,
  exc: 'BadTimeSignature',
  message: 'Malformed timestamp',
  payload: base64(value),
  date_signed: null,
});

const BAD_BASE64 = 'Could not base64 decode the payload because of an exception';
const BAD_ZLIB = 'Could not zlib decompress the payload before decoding the payload';
const BAD_JSON = 'Could not load the payload because an exception occurred on unserializing the data.';
const badPayload = (message: string): Verdict => ({ ok: false, exc: 'BadPayload', message, original_error: 'ours' });

interface Rule {
  name: string;
  applies(judged: Judged): boolean;
  ours(judged: Judged): Verdict;
}

/**
 * How ours differs from Python on a token, and there is no other difference but that a message shows bytes as a text in
 * double quotes. The first rule that applies tells what is expected.
 */
const RULES: Rule[] = [
  {
    name: 'a signature that is not as itsdangerous writes it does not match, whatever bytes it stands for',
    applies: ({ matched, signature }) => matched && !decoded(signature),
    ours: mismatch,
  },
  {
    name: 'a timestamp that is not as itsdangerous writes it, or beyond the year 9999, is malformed under a good signature',
    applies: ({ matched, stamp }) =>
      matched && stamp !== undefined && !((readTime(stamp) ?? YEAR_9999 + 1) <= YEAR_9999),
    ours: malformed,
  },
  {
    name: 'a timestamp that is not as itsdangerous writes it gives no date under a bad signature',
    applies: ({ matched, stamp }) => !matched && stamp !== undefined && readTime(stamp) === undefined,
    ours: mismatch,
  },
  {
    name: 'a payload that is not as itsdangerous writes it in base64 is a BadPayload',
    applies: ({ reads, compact, value }) => reads && compact && payloadFault(value) === BAD_BASE64,
    ours: () => badPayload(BAD_BASE64),
  },
  {
    name: 'a payload that goes on after the end of its zlib stream is a BadPayload',
    applies: ({ reads, compact, value }) => reads && compact && payloadFault(value) === BAD_ZLIB,
    ours: () => badPayload(BAD_ZLIB),
  },
  {
    name: 'a payload with a key __proto__ is a BadPayload',
    applies: ({ reads, python }) => reads && python.ok && holdsProto(python.json as string),
    ours: () => badPayload(BAD_JSON),
  },
];

/** What comes of several signers: that of the first whose answer is no bad signature, or else that of the last. */
export function searched(line: Line, answer: (attempt: Attempt) => Verdict): Verdict {
  const attempts = attemptsOf(line);
  const decides = (verdict: Verdict): boolean =>
    verdict.ok || !['BadSignature', 'BadTimeSignature'].includes(verdict.exc);
  const verdicts = attempts.map(answer);
  return verdicts.find(decides) ?? (verdicts.at(-1) as Verdict);
}

function answerOf(line: Line, attempt: Attempt): { rule?: Rule; verdict: Verdict } {
  const parts = judged(line, attempt);
  const rule = parts && RULES.find((rule) => rule.applies(parts));
  return rule ? { rule, verdict: rule.ours(parts) } : { verdict: inOurWords(attempt.expect) };
}

/** What is expected of ours where Python said `line.expect`. */
export function strictly(line: Line): Verdict {
  return searched(line, (attempt) => answerOf(line, attempt).verdict);
}

/** When an accepted token was signed, if it says so. */
export function timeOf(line: Line): number | undefined {
  const attempt = attemptsOf(line).find((attempt) => answerOf(line, attempt).verdict.ok);
  const stamp = attempt && judged(line, attempt)?.stamp;
  return stamp && readTime(stamp);
}

const isSaidAlike = (one: Verdict, other: Verdict): boolean =>
  isDeepStrictEqual({ ...one, original_error: undefined }, { ...other, original_error: undefined });

/** The name of the rule by which ours answers otherwise than Python on the token of the line, if there is one. */
function ruleOf(line: Line): string | undefined {
  if (isSaidAlike(strictly(line), inOurWords(line.expect))) return undefined;
  const answers = attemptsOf(line).map((attempt) => ({
    ...answerOf(line, attempt),
    python: inOurWords(attempt.expect),
  }));
  return answers.find(({ verdict, python }) => !isSaidAlike(verdict, python))?.rule?.name;
}

/**
 * How ours differs where it does not come to a token's judgement, and with what error Python fails there, if it does. Of
 * several such errors Python's is the first.
 */
const CALL_RULES: { name: string; applies(line: Line): boolean | undefined; python?: string }[] = [
  {
    name: 'compact JSON escapes half of a surrogate pair',
    applies: (line) => line.op === 'dumps' && isCompact(line) && line.written === undefined && holdsHalfPair(line),
    python: 'UnicodeEncodeError',
  },
  {
    name: 'no key is a RangeError at once',
    applies: ({ cfg }) => cfg?.keys.length === 0,
    python: 'IndexError',
  },
  {
    name: 'an empty key is a RangeError',
    applies: ({ cfg }) => cfg?.keys.includes(''),
  },
  {
    name: 'a token of text with a separator that is none is a TypeError',
    applies: ({ op, cfg }) => op === 'dumps' && !isUtf8(bytes(cfg.sep)),
    python: 'UnicodeDecodeError',
  },
  {
    name: 'NaN and infinities are a TypeError unless they are allowed',
    applies: ({ op, json }) => op === 'dumps' && holdsNaN(json),
  },
  {
    name: 'a fallback signer without a clock is a TypeError at once in a serializer with one',
    applies: fallbackIsRefused,
    python: 'TypeError',
  },
  {
    name: 'a separator of base64url characters and = alone is a RangeError',
    applies: ({ op, sep, expect }) => op === 'separator' && expect.ok && separatorIsRefused(bytes(sep)),
  },
  {
    name: 'base64 that is not as itsdangerous writes it is BadData',
    applies: ({ op, text_b64, expect }) => op === 'base64_decode' && expect.ok && !decoded(bytes(text_b64)),
  },
];

/** The names of the rules by which ours answers otherwise than Python. */
export function rulesOf(line: Line): string[] {
  const { op, json } = line;
  const names = CALL_RULES.filter(({ applies }) => applies(line)).map(({ name }) => name);
  if (op === 'dumps') names.push(...writtenBy(json, isCompact(line)).rules);
  const read = ['unsign', 'loads'].includes(op) && names.length === 0 ? ruleOf(line) : undefined;
  return read === undefined ? names : [read];
}

/** The class of the error with which Python fails at making a token or a key, if it is to. */
export const pythonFailure = (line: Line): string | undefined =>
  CALL_RULES.find(({ applies, python }) => python !== undefined && applies(line))?.python;

/**
 * What is expected of the payload of `loadsUnsafe`: Python's, or undefined where there is none to be read, or none that a
 * strict reader reads. (Python answers None, or lets the BadPayload out.)
 */
export function strictlyUnsafe(line: Line): unknown {
  const verdict = strictly(line);
  const python = line.loads_unsafe as Verdict;
  const answered = python.ok && python.json !== 'null' ? python.json : undefined;
  let json: string | undefined;
  if (verdict.ok) json = verdict.json;
  else if (verdict.exc === 'BadPayload' || !verdict.payload) return undefined;
  else if (isCompact(line) && payloadFault(bytes(verdict.payload))) return undefined;
  else json = line.readable ? line.readable[verdict.payload] : answered;
  if (answered !== undefined && ruleOf(line) === undefined) json = answered;
  return json === undefined || holdsProto(json) ? undefined : parsePython(json, isCompact(line));
}

// What came of a call of ours

/** A refusal in plain data, ours or the one expected. */
export interface Refusal {
  ok: false;
  exc: string;
  message: string;
  payload: string | Uint8Array | undefined;
  dateSigned: number | undefined;
  originalError: boolean;
}

export const seconds = (date: Date): number => date.getTime() / 1000;

export function expectedRefusal(verdict: Verdict & { ok: false }, form: Form): Refusal {
  const { exc, message, payload, date_signed, original_error } = verdict;
  return {
    ok: false,
    exc,
    message,
    payload: payload === undefined || payload === null ? undefined : form(bytes(payload)),
    dateSigned: date_signed ?? undefined,
    originalError: original_error !== undefined,
  };
}

/** An error outside the BadData family, or one that is not of the class that it names, is shown for what it is. */
export function refusal(error: unknown): Refusal {
  if (!(error instanceof BadData) || error.name !== error.constructor.name) throw error;
  const { payload, dateSigned } = error as Partial<SignatureExpired>;
  const { originalError } = error as Partial<BadPayload>;
  return {
    ok: false,
    exc: error.name,
    message: error.message,
    payload: payload as string | Uint8Array | undefined,
    dateSigned: dateSigned && seconds(dateSigned),
    originalError: originalError !== undefined && originalError === error.cause,
  };
}
