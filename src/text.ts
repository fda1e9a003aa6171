/*
 * Text and bytes. A string stands for its UTF-8 bytes; one with a lone surrogate has none and is never repaired.
 */

/** A string stands for its UTF-8 bytes. */
export type BytesLike = string | Uint8Array;

// Not every host has these: embedded engines bring neither.
const encoder =
  typeof TextEncoder === 'function' && 'encodeInto' in TextEncoder.prototype ? new TextEncoder() : undefined;
const decoder = hostDecoder();

/** The host's decoder, where it does as it is told: that of gjs swallows a byte order mark, polyfills repair or throw. */
function hostDecoder(): TextDecoder | undefined {
  try {
    const candidate = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const keepsMark = candidate.decode(new Uint8Array([0xef, 0xbb, 0xbf])) === '\ufeff';
    return keepsMark && candidate.fatal ? candidate : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it is a Uint8Array that has its bytes: those of one that was transferred are somebody else's. */
export function isBytes(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return value.length > 0 || isAttached(value);
  // The tag tells a Uint8Array of another realm, which is no instance of this one's class.
  const isForeign = ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
  return isForeign && isAttached(value);
}

function isAttached({ buffer }: ArrayBufferView): boolean {
  try {
    new Uint8Array(buffer);
    return true;
  } catch {
    return false;
  }
}

export function isBytesLike(value: unknown): value is BytesLike {
  return typeof value === 'string' || isBytes(value);
}

/** Whether the text has no lone surrogate. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Up to this length writeASCII is faster than a call into the host. */
export const SHORT_TEXT = 40;

/**
 * Writes the text's characters as bytes to the start of `target`, four at a time, and returns their number, or -1 where
 * not all are ASCII. What follows them in the last word is 0.
 */
export function writeASCII(text: string, target: Int32Array): number {
  const length = text.length;
  const whole = length & -4;
  let all = 0;
  let i = 0;
  for (; i < whole; i += 4) {
    const a = text.charCodeAt(i);
    const b = text.charCodeAt(i + 1);
    const c = text.charCodeAt(i + 2);
    const d = text.charCodeAt(i + 3);
    all |= a | b | c | d;
    target[i >> 2] = a | (b << 8) | (c << 16) | (d << 24);
  }
  let last = 0;
  for (; i < length; i++) {
    const unit = text.charCodeAt(i);
    all |= unit;
    last |= unit << (8 * (i & 3));
  }
  target[whole >> 2] = last;
  return all > 0x7f ? -1 : length;
}

/**
 * So many units of a text, as so many bytes.
 *
 * @internal
 */
interface Progress {
  readonly read: number;
  readonly written: number;
}

/**
 * Writes as much of the text as fits to the start of `target`, in UTF-8. The text must have no lone surrogate, but may be cut
 * within a pair once it has as many units as `target` has bytes: what is cut cannot fit.
 */
export function encodePiece(text: string, target: Uint8Array): Progress {
  return encoder === undefined ? encodeByHand(text, target) : encoder.encodeInto(text, target);
}

/**
 * Writes the text's UTF-8 bytes to the start of `target` and returns their number, or -1 where they do not fit or the text
 * has a lone surrogate.
 */
export function encodeInto(text: string, target: Uint8Array): number {
  const { read, written } = encodePiece(text, target);
  return read === text.length && (written === text.length || isWellFormed(text)) ? written : -1;
}

/** RFC 3629 §3, up to what does not fit or is a lone surrogate. */
function encodeByHand(text: string, target: Uint8Array): Progress {
  let at = 0;
  let read = 0;
  while (read < text.length) {
    const point = text.codePointAt(read) as number;
    const length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (at + length > target.length || (point >= 0xd800 && point <= 0xdfff)) break;
    // Beyond U+FFFF, two units of the text.
    read += length === 4 ? 2 : 1;
    if (length === 1) {
      target[at++] = point;
    } else {
      target[at++] = ((0xf00 >> length) & 0xff) | (point >> (6 * (length - 1)));
      for (let shift = 6 * (length - 2); shift >= 0; shift -= 6) target[at++] = 0x80 | ((point >> shift) & 0x3f);
    }
  }
  return { read, written: at };
}

/** The text's UTF-8 bytes, or `undefined` where it has a lone surrogate. */
export function encodeText(text: string): Uint8Array | undefined {
  if (encoder !== undefined) {
    const bytes = encoder.encode(text);
    return bytes.length === text.length || isWellFormed(text) ? bytes : undefined;
  }
  const target = new Uint8Array(text.length * 3);
  const { read, written } = encodeByHand(text, target);
  return read < text.length ? undefined : copyBytes(target, 0, written);
}

/** The text of UTF-8 bytes, or `undefined` where they are not UTF-8. A byte order mark stays. */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (decoder === undefined) return decodeByHand(bytes, true);
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text of bytes for a person to read: what is not UTF-8 becomes U+FFFD. */
export function decodeLossy(bytes: Uint8Array): string {
  return decodeByHand(bytes, false) as string;
}

/** The well-formed sequences of the Unicode standard, table 3-7. */
function decodeByHand(bytes: Uint8Array, fatal: boolean): string | undefined {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at++] as number;
    if (lead < 0x80) {
      text += String.fromCharCode(lead);
      continue;
    }
    let left = lead >= 0xc2 && lead <= 0xdf ? 1 : (lead & 0xf0) === 0xe0 ? 2 : lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    let valid = left > 0;
    let point = lead & (0x3f >> left);
    // The second byte's range keeps out overlong forms, surrogates and what lies beyond U+10FFFF.
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    for (; valid && left > 0; left--) {
      const next = bytes[at] ?? 0;
      valid = next >= low && next <= high;
      if (valid) {
        point = (point << 6) | (next & 0x3f);
        at++;
      }
      low = 0x80;
      high = 0xbf;
    }
    if (!valid && fatal) return undefined;
    text += valid ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

/**
 * The bytes of what a programmer passed as `name`.
 *
 * @throws TypeError if it is neither a string nor a Uint8Array, or a string with a lone surrogate
 */
export function toBytes(value: BytesLike, name: string): Uint8Array {
  if (typeof value !== 'string') {
    if (isBytes(value)) return value;
    throw new TypeError(`${name} must be a string or a Uint8Array`);
  }
  const bytes = encodeText(value);
  if (bytes === undefined) throw loneSurrogate(name);
  return bytes;
}

/** @throws TypeError if the text that a programmer passed as `name` has a lone surrogate */
export function checkWellFormed(text: string, name: string): void {
  if (!isWellFormed(text)) throw loneSurrogate(name);
}

function loneSurrogate(name: string): TypeError {
  return new TypeError(`${name} has a lone surrogate, which has no UTF-8 form`);
}

/** A copy that shares nothing, also of a Buffer, whose own `slice` does not copy. */
export function copyBytes(bytes: Uint8Array, start = 0, end: number = bytes.length): Uint8Array {
  return new Uint8Array(bytes.subarray(start, end));
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** For a message: the text in double quotes, with line breaks and what else JSON escapes escaped, so that no log line is forged. */
export function quote(value: BytesLike): string {
  return JSON.stringify(typeof value === 'string' ? value : decodeLossy(value));
}
