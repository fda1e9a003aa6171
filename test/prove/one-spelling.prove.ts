/*
 * Of all texts near a token one is accepted: the token. And of all short texts base64url takes those that it writes.
 */
import { expect, test } from 'vitest';
import {
  BadData,
  base64Decode,
  base64Encode,
  type DigestName,
  Serializer,
  Signer,
  TimedSerializer,
  TimestampSigner,
  URLSafeSerializer,
  URLSafeTimedSerializer,
} from '../../src/index.js';
import { DIGESTS } from '../reference.js';
import { cases, count, report } from './proof.js';

const KEY = 'secret key';
const clock = (): number => 1_700_000_000_000;
const VALUE = { id: 42, name: 'ada ☃', zeros: '0'.repeat(40) };

/** For each class a token, and whether another one is taken. */
const CLASSES: Record<string, (digestMethod: DigestName) => [token: string, accepts: (token: never) => boolean]> = {
  Signer: (digestMethod) => {
    const signer = new Signer(KEY, { digestMethod });
    return [signer.sign('user.42 ☃'), (token) => signer.validate(token)];
  },
  TimestampSigner: (digestMethod) => {
    const signer = new TimestampSigner(KEY, { digestMethod, clock });
    return [signer.sign('user.42 ☃'), (token) => signer.validate(token)];
  },
};
for (const Class of [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer]) {
  CLASSES[Class.name] = (digestMethod) => {
    const serializer = new Class(KEY, { signerOptions: { digestMethod, clock } as object });
    return [serializer.dumps(VALUE), (token) => serializer.tryLoads(token).ok];
  };
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte);

/**
 * The token, and every other text that one substitution, insertion or deletion of a byte makes of it, each of its prefixes
 * and suffixes, and the token with any one or two bytes behind it. The same array comes again and again.
 */
function* neighbours(token: Uint8Array): Generator<Uint8Array> {
  yield token;
  const same = token.slice();
  for (let at = 0; at < token.length; at++) {
    for (const byte of BYTES) {
      if (byte === token[at]) continue;
      same[at] = byte;
      yield same;
    }
    same[at] = token[at] as number;
  }
  const longer = new Uint8Array(token.length + 1);
  for (let at = 0; at <= token.length; at++) {
    longer.set(token.subarray(0, at));
    longer.set(token.subarray(at), at + 1);
    for (const byte of BYTES) {
      longer[at] = byte;
      yield longer;
    }
  }
  for (let at = 0; at < token.length; at++) {
    yield Buffer.concat([token.subarray(0, at), token.subarray(at + 1)]);
    yield token.subarray(0, at);
    if (at > 0) yield token.subarray(at);
  }
  const suffixed = new Uint8Array(token.length + 2);
  suffixed.set(token);
  for (const first of BYTES) {
    suffixed[token.length] = first;
    for (const second of BYTES) {
      suffixed[token.length + 1] = second;
      yield suffixed;
    }
  }
}

/** Characters that a careless comparison takes for those of base64url: the same low byte, full width, other cases. */
function* lookalikes(token: string): Generator<string> {
  for (let at = 0; at < token.length; at++) {
    const code = token.charCodeAt(at);
    const upper = token[at]?.toUpperCase() as string;
    const lower = token[at]?.toLowerCase() as string;
    const others = [code + 0x100, code + 0xff00, code + 0xfee0, 0xd800 + code].map((code) => String.fromCharCode(code));
    for (const other of [...others, upper, lower, `${token[at]}\u0301`, `\u200b${token[at]}`, '\u212a', '\u017f']) {
      if (other !== token[at]) yield token.slice(0, at) + other + token.slice(at + 1);
    }
  }
}

test('of all neighbours of a token none is accepted', () => {
  let tried = 0;
  let tokens = 0;
  for (const [name, make] of Object.entries(CLASSES)) {
    for (const digestMethod of DIGESTS) {
      const [text, accepts] = make(digestMethod);
      const token = new Uint8Array(Buffer.from(text));
      const accepted: string[] = [];
      const tryOne = (candidate: string | Uint8Array): void => {
        tried++;
        if (accepts(candidate as never)) accepted.push(Buffer.from(candidate as string).toString());
      };
      for (const candidate of neighbours(token)) tryOne(candidate);
      for (const candidate of lookalikes(text)) tryOne(candidate);
      // The same bytes as a text, where they are one.
      for (const byte of BYTES) {
        for (const other of [text + String.fromCharCode(byte), String.fromCharCode(byte) + text]) tryOne(other);
      }
      expect(accepted, `${name}, ${digestMethod}`).toEqual([text]);
      tokens++;
    }
  }
  report('one spelling', `${count(tried)} texts near ${tokens} tokens, of each of which one was accepted`);
});

test('of all neighbours of a token in a list none is accepted', () => {
  let tried = 0;
  const BATCH = 1000;
  for (const Class of [Signer, TimestampSigner]) {
    for (const digestMethod of DIGESTS) {
      const signer = new Class(KEY, { digestMethod, clock } as object);
      const text = signer.sign('user.42');
      const accepted: string[] = [];
      let list: string[] = [];
      const tryList = (): void => {
        for (const [i, { ok }] of signer.tryUnsignMany(list).entries()) if (ok) accepted.push(list[i] as string);
        tried += list.length;
        list = [];
      };
      for (const candidate of neighbours(new Uint8Array(Buffer.from(text)))) {
        // Others are read one by one.
        if (candidate.some((byte) => byte > 0x7f)) continue;
        list.push(Buffer.from(candidate).toString('latin1'));
        if (list.length === BATCH) tryList();
      }
      tryList();
      expect(accepted, `${Class.name}, ${digestMethod}`).toEqual([text]);
    }
  }
  report('one spelling', `${count(tried)} texts near 12 tokens, in lists, of each of which one was accepted`);
});

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const OUTSIDE = '+/=. \n';

/** Whether base64url takes the text. */
function isTaken(text: string | Uint8Array): boolean {
  try {
    base64Decode(text);
    return true;
  } catch (error) {
    if (error instanceof BadData) return false;
    throw error;
  }
}

/** Of so many, every one in an ordinary run, and some where fewer cases are wanted. */
function* numbers(total: number): Generator<number> {
  const step = Math.ceil(total / Math.min(total, cases(total)));
  for (let number = 0; number < total; number += step) yield number;
}

test('base64url writes every string of three bytes as the text that it has, and reads it back', () => {
  const bytes = new Uint8Array(3);
  let tried = 0;
  for (const number of numbers(2 ** 24)) {
    bytes[0] = number >> 16;
    bytes[1] = (number >> 8) & 0xff;
    bytes[2] = number & 0xff;
    const text = base64Encode(bytes);
    let spelled = 0;
    for (let i = 0; i < 4; i++) spelled = spelled * 64 + ALPHABET.indexOf(text[i] as string);
    if (text.length !== 4 || spelled !== number) expect.fail(`the bytes ${bytes} as ${text}`);
    const [a, b, c, ...rest] = base64Decode(text);
    if (a !== bytes[0] || b !== bytes[1] || c !== bytes[2] || rest.length > 0) expect.fail(`the text ${text}`);
    tried++;
  }
  report('one spelling', `${count(tried)} strings of three bytes in base64url, there and back`);
});

test('base64url takes no text of four characters with one that is not in its alphabet', () => {
  const characters = ALPHABET + OUTSIDE;
  const { length } = characters;
  // Making a stack for each refusal takes most of the time.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  let tried = 0;
  for (const number of numbers(length ** 4)) {
    const digits = [0, 1, 2, 3].map((place) => Math.floor(number / length ** place) % length);
    // Those of the alphabet alone were read above.
    if (digits.every((digit) => digit < ALPHABET.length)) continue;
    const text = digits.map((digit) => characters[digit]).join('');
    if (isTaken(text)) expect.fail(`the text ${JSON.stringify(text)}`);
    tried++;
  }
  Error.stackTraceLimit = stackTraceLimit;
  report('one spelling', `${count(tried)} texts of four characters with a foreign one, none of which was accepted`);
});
