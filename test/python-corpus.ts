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
  /** Whether Python takes the signature, for each signer in the order in which they are tried. In live answers alone. */
  matched?: boolean[];
  /** What Python reads of all that a signer may take for the payload, by that in base64. In live answers alone. */
  readable?: Record<string, string>;
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

/** As compactJSON writes it: without a sign. */
export const withoutNegativeZero = (json: string): string =>
  json.replace(PYTHON_JSON, (token) => (token === '-0.0' ? '0' : token));

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

/** A token as a signer with some separator sees it. */
interface Parts {
  signed: Uint8Array;
  signature: Uint8Array;
  /** What stands before the timestamp, where there has to be one, and the whole signed value elsewhere. */
  value: Uint8Array;
  /** What stands as a timestamp, where there has to be one. */
  stamp: Uint8Array | undefined;
}

function takeApart(token: Uint8Array, sep: Uint8Array, timed: boolean): Parts | undefined {
  const [signed, signature] = splitLast(token, sep) ?? [];
  if (!signed || !signature) return undefined;
  const [value, stamp] = (timed && splitLast(signed, sep)) || [signed];
  return { signed, signature, value, stamp };
}

/** What Python said of a token, and what it looked at. */
interface Judged extends Parts {
  /** Its message in our words. */
  python: Verdict;
  /** Whether Python, which reads every spelling, took the signature. The parts are those that it took, or saw last. */
  matched: boolean;
  /** What comes out where the signer that took it in Python does not, nor any other. */
  refusal: Verdict;
  /** The refusal where that signer takes the signature, but not the timestamp: another one may be tried after it. */
  malformed: Verdict;
  compact: boolean;
  /** Whether Python came as far as to read the payload. */
  reads: boolean;
}

/** Fallback signers have the default separator, having no options of the first one's. */
const FALLBACK_SEP = bytes('Lg==');

function judged(line: Line): Judged | undefined {
  const python = inOurWords(line.expect);
  const sep = bytes(line.cfg.sep);
  const takenBy = line.matched?.indexOf(true) ?? 0;
  const lastOne = (line.matched?.length ?? 1) - 1;
  const partsOf = (signer: number): Parts | undefined =>
    takeApart(tokenOf(line), signer === 0 ? sep : FALLBACK_SEP, isTimed(line));
  const parts = partsOf(takenBy < 0 ? lastOne : takenBy);
  if (!parts) return undefined;
  const inferred = python.ok || python.leak || !python.message.startsWith('Signature "');
  const refusal = mismatch(partsOf(lastOne), lastOne === 0 ? sep : FALLBACK_SEP, isTimed(line));
  const malformed: Verdict = {
    ok: false,
    exc: 'BadTimeSignature',
    message: 'Malformed timestamp',
    payload: base64(parts.value),
    date_signed: null,
  };
  return {
    ...parts,
    python,
    matched: line.matched ? takenBy >= 0 : inferred,
    refusal,
    malformed: !line.matched || line.matched[lastOne] ? malformed : refusal,
    compact: isCompact(line),
    reads: line.op === 'loads' && (python.ok || python.exc === 'BadPayload'),
  };
}

/** What is said of a token whose signature does not match. */
function mismatch(parts: Parts | undefined, sep: Uint8Array, timed: boolean): Verdict {
  if (!parts) return { ok: false, exc: 'BadSignature', message: `No ${quoted(sep)} found in value`, payload: null };
  const { signed, signature, value, stamp } = parts;
  const message = `Signature ${quoted(signature)} does not match`;
  if (!timed || !stamp) return { ok: false, exc: 'BadSignature', message, payload: base64(signed) };
  const time = readTime(stamp);
  const refused = { ok: false, exc: 'BadTimeSignature', payload: base64(value) } as const;
  return time !== undefined && time > YEAR_9999
    ? { ...refused, message: 'Malformed timestamp', date_signed: null }
    : { ...refused, message, date_signed: time ?? null };
}

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
    ours: ({ refusal }) => refusal,
  },
  {
    name: 'a timestamp that is not as itsdangerous writes it, or beyond the year 9999, is malformed under a good signature',
    applies: ({ matched, stamp }) =>
      matched && stamp !== undefined && !((readTime(stamp) ?? YEAR_9999 + 1) <= YEAR_9999),
    ours: ({ malformed }) => malformed,
  },
  {
    name: 'a timestamp that is not as itsdangerous writes it gives no date under a bad signature',
    applies: ({ matched, stamp }) => !matched && stamp !== undefined && readTime(stamp) === undefined,
    ours: ({ refusal }) => refusal,
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

/** The name of the rule by which ours answers otherwise than Python on the token of the line, if there is one. */
export function ruleOf(line: Line): string | undefined {
  const parts = judged(line);
  const rule = parts && RULES.find((rule) => rule.applies(parts));
  const said = (verdict: Verdict): unknown => ({ ...verdict, original_error: undefined });
  return rule && !isDeepStrictEqual(said(rule.ours(parts)), said(parts.python)) ? rule.name : undefined;
}

/** What is expected of ours where Python said `line.expect`. */
export function strictly(line: Line): Verdict {
  const parts = judged(line);
  if (parts === undefined) return inOurWords(line.expect);
  return RULES.find((rule) => rule.applies(parts))?.ours(parts) ?? parts.python;
}

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
