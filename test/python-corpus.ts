/**
 * Reads the records of what Python's itsdangerous makes of its inputs (vectors/README.md describes them), and translates
 * them into what is expected of ours: `strictly` holds every rule by which the two differ on a token.
 */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import {
  BadData,
  type BadPayload,
  type Digest,
  type DigestName,
  type KeyDerivation,
  type SignatureExpired,
  type TimestampSignerOptions,
} from '../src/index.js';

/** Of a signer, or of a serializer's signer. Keys, salt and separator are base64. */
export interface Config {
  digest: string;
  kd: KeyDerivation;
  keys: string[];
  salt: string;
  sep: string;
}

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
  fallback_signers?: Pick<Config, 'digest' | 'kd'>[];
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
  /** Which key of several made the token. */
  key_index?: number;
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
export function signerOptions(
  cfg: Pick<Config, 'digest' | 'kd'> & Partial<Config>,
  now?: number,
): TimestampSignerOptions {
  return {
    digestMethod: digestMethod(cfg.digest),
    keyDerivation: cfg.kd,
    ...(cfg.sep === undefined ? {} : { sep: bytes(cfg.sep) }),
    ...(now === undefined ? {} : { clock: () => now * 1000 }),
  };
}

/** Ours takes no empty key, and no empty list of keys. */
export const keysAreRefused = ({ keys }: Config): boolean => keys.length === 0 || keys.includes('');

/** The line without its empty keys: as good where a token is made, unless by an empty key. */
export function withoutEmptyKeys(line: Line): Line | undefined {
  const { op, cfg } = line;
  if (!['sign', 'dumps'].includes(op) || !cfg.keys.at(-1)) return undefined;
  return { ...line, cfg: { ...cfg, keys: cfg.keys.filter((key) => key !== '') } };
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

/**
 * Whether JavaScript can write the value as Python did. It cannot where it has no way to say it (1.0 is 1, keys like
 * integers come first), and in the compact form floats are spelt as JavaScript spells them.
 */
export function isWrittenAlike(json: string, compact: boolean): boolean {
  return (
    !/"\d+":/.test(json) &&
    numbersIn(json).every((token) => {
      const number = Number(token);
      if (isInteger(token) || !Number.isFinite(number)) return true;
      return compact ? `${number}` === token : !Number.isSafeInteger(number) || Object.is(number, -0);
    })
  );
}

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
  if (!data) return 'Could not base64 decode the payload because of an exception';
  return compressed && !isOneStream(data)
    ? 'Could not zlib decompress the payload before decoding the payload'
    : undefined;
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

/**
 * What is expected of ours where Python said `line.expect`. They differ in this, and in nothing else:
 *
 * - A signature that is not as itsdangerous writes it does not match, whatever bytes it stands for.
 * - A timestamp that is not, or that lies beyond the year 9999, is malformed under a good signature; under a bad one it
 *   gives no date.
 * - A payload that is not, or that goes on after the end of its zlib stream, is a BadPayload.
 * - So is a `__proto__` key.
 * - A message shows bytes as a text in double quotes.
 */
export function strictly(line: Line): Verdict {
  const python = line.expect;
  const verdict: Verdict = python.ok || python.leak ? python : { ...python, message: translateMessage(python.message) };
  const sep = bytes(line.cfg.sep);
  const [signed, signature] = splitLast(tokenOf(line), sep) ?? [];
  if (!signed || !signature) return verdict;

  const matched = python.ok || python.leak || python.exc === 'SignatureExpired' || python.exc === 'BadPayload';
  const misspelt = matched && !decoded(signature);
  const mismatch = `Signature ${quoted(signature)} does not match`;
  let payload = signed;

  if (isTimed(line)) {
    const [value, stamp] = splitLast(signed, sep) ?? [];
    if (!value || !stamp) return verdict;
    payload = value;
    const time = readTime(stamp);
    const refused = { ok: false, exc: 'BadTimeSignature', payload: base64(value) } as const;
    const malformed = { ...refused, message: 'Malformed timestamp', date_signed: null };
    if (matched && time !== undefined && time > YEAR_9999) return malformed;
    if (misspelt) return { ...refused, message: mismatch, date_signed: time ?? null };
    if (time === undefined) return matched || verdict.ok ? malformed : { ...verdict, date_signed: null };
  } else if (misspelt) {
    return { ok: false, exc: 'BadSignature', message: mismatch, payload: base64(signed) };
  }

  if (matched && line.op === 'loads') {
    const unread = 'Could not load the payload because an exception occurred on unserializing the data.';
    const proto = python.ok && holdsProto(python.json as string) && unread;
    const fault = (isCompact(line) && payloadFault(payload)) || proto;
    if (fault) return { ok: false, exc: 'BadPayload', message: fault, original_error: 'ours' };
  }
  return verdict;
}

/**
 * What is expected of the payload of `loadsUnsafe`: Python's, or undefined where there is none to be read, or none that a
 * strict reader reads. (Python answers None, or lets the BadPayload out.)
 */
export function strictlyUnsafe(line: Line): unknown {
  const python = line.loads_unsafe as Verdict;
  const verdict = strictly(line);
  if (!python.ok || (!verdict.ok && verdict.exc === 'BadPayload')) return undefined;
  if (python.json === 'null') return undefined;
  if (!verdict.ok && isCompact(line) && payloadFault(bytes(verdict.payload as string))) return undefined;
  return parsePython(python.json as string, isCompact(line));
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
