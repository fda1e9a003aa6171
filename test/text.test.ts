import { isUtf8 } from 'node:buffer';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isBytes, writeASCII } from '../src/text.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Both sides of each boundary of UTF-8, and of the surrogates. */
const TEXTS = [
  '',
  'ascii',
  '\0\x7f',
  '\x80\u07ff',
  '\u0800\ud7ff\ue000\uffff',
  '\u{10000}\u{10ffff}',
  '\ufeffmark',
  `é${'x'.repeat(30)}`,
];
const ILL_FORMED_TEXTS = ['\ud800', '\udfff', 'a\udbffb', '\udc00\ud800', `${'x'.repeat(40)}\ud83d`, 'é\ud800'];

/** Every pair of a lead byte and a second one, with two more that could continue it. */
function* byteSequences(): Generator<Uint8Array> {
  for (let lead = 0; lead < 256; lead++) {
    yield Uint8Array.of(lead);
    for (const next of [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]) {
      yield Uint8Array.of(lead, next);
      for (const third of [0x41, 0x80, 0xbf, 0xc2]) {
        yield Uint8Array.of(lead, next, third);
        yield Uint8Array.of(lead, next, third, 0x80);
        yield Uint8Array.of(lead, next, third, 0x41, 0x42);
      }
    }
  }
}

const standard = new TextDecoder('utf-8', { ignoreBOM: true });
const decode = (bytes: Uint8Array): string => standard.decode(bytes);

const HOSTS: [what: string, globals: Record<string, unknown>][] = [
  ['with the host’s own encoder and decoder', {}],
  ['without TextEncoder and TextDecoder', { TextEncoder: undefined, TextDecoder: undefined }],
  [
    'with a decoder that swallows a byte order mark',
    {
      TextDecoder: class {
        fatal = true;
        decode = (bytes: Uint8Array): string => decode(bytes).replace(/^\ufeff/, '');
      },
    },
  ],
  [
    'with a decoder that repairs what is not UTF-8',
    {
      TextDecoder: class {
        fatal = false;
        decode = decode;
      },
    },
  ],
  [
    'with a decoder that cannot be told to be strict',
    {
      TextDecoder: class {
        constructor() {
          throw new Error("the 'fatal' option is unsupported");
        }
      },
    },
  ],
];

for (const [what, globals] of HOSTS) {
  describe(what, () => {
    async function load(): Promise<typeof import('../src/text.js')> {
      vi.resetModules();
      for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
      return import('../src/text.js');
    }

    test('text becomes its UTF-8 bytes, and they the text again', async () => {
      const { decodeText, encodeInto, encodeText } = await load();
      for (const text of TEXTS) {
        const bytes = new Uint8Array(Buffer.from(text));
        expect(encodeText(text), text).toEqual(bytes);
        expect(decodeText(bytes), text).toBe(text);
        const target = new Uint8Array(bytes.length + 1);
        expect(encodeInto(text, target), text).toBe(bytes.length);
        expect(target.subarray(0, bytes.length), text).toEqual(bytes);
        if (bytes.length > 0) expect(encodeInto(text, new Uint8Array(bytes.length - 1)), text).toBe(-1);
      }
    });

    test('of a text, a piece is written as far as whole characters have room', async () => {
      const { encodePiece } = await load();
      for (const character of ['a', 'é', '€', '😀']) {
        const size = Buffer.byteLength(character);
        for (let room = 0; room < 13; room++) {
          const target = new Uint8Array(room);
          const whole = Math.floor(room / size);
          const read = whole * character.length;
          // Cut, as pieces are, where it may be within a pair.
          expect(encodePiece(character.repeat(12).slice(0, room), target)).toMatchObject({
            read,
            written: whole * size,
          });
          expect(Buffer.from(target.subarray(0, whole * size)).toString()).toBe(character.repeat(whole));
        }
      }
    });

    test('a lone surrogate is never repaired', async () => {
      const { encodeInto, encodeText, toBytes } = await load();
      for (const text of ILL_FORMED_TEXTS) {
        expect(encodeText(text)).toBe(undefined);
        expect(encodeInto(text, new Uint8Array(200))).toBe(-1);
        expect(() => toBytes(text, 'salt')).toThrow(
          new TypeError('salt has a lone surrogate, which has no UTF-8 form'),
        );
      }
    });

    test('bytes that are not UTF-8 are no text, and in a message look as the standard decoder shows them', async () => {
      const { decodeLossy, decodeText } = await load();
      for (const bytes of byteSequences()) {
        const text = decode(bytes);
        expect(decodeText(bytes), String(bytes)).toBe(isUtf8(bytes) ? text : undefined);
        expect(decodeLossy(bytes), String(bytes)).toBe(text);
      }
    });
  });
}

test('bytes are a Uint8Array, of another realm too, as long as its bytes are not somebody else’s', () => {
  for (const source of ['new Uint8Array(1)', 'new Uint8Array(0)', 'new (class extends Uint8Array {})(1)']) {
    for (const bytes of [runInNewContext(source), new Function(`return ${source}`)()] as Uint8Array[]) {
      expect(isBytes(bytes), source).toBe(true);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] });
      expect(isBytes(bytes), `${source}, detached`).toBe(false);
    }
  }
  for (const other of ['new ArrayBuffer(1)', 'new Uint8ClampedArray(1)', 'new DataView(new ArrayBuffer(1))', '[1]']) {
    expect(isBytes(runInNewContext(other)), other).toBe(false);
  }
});

test('ASCII is written as bytes at every length, and nothing else is', () => {
  const target = new Int32Array(20);
  const bytes = new Uint8Array(target.buffer);
  for (let length = 0; length <= 70; length++) {
    const text = Array.from({ length }, (_, i) => String.fromCharCode((i * 37 + 127) % 128)).join('');
    target.fill(-1);
    expect(writeASCII(text, target), text).toBe(length);
    expect(bytes.subarray(0, length), text).toEqual(new Uint8Array(Buffer.from(text)));
    for (const other of ['\x80', '\u0100', '\u8000', '\ud83d']) {
      for (let at = 0; at < length; at++) {
        expect(writeASCII(text.slice(0, at) + other + text.slice(at + 1), target), `${other} at ${at}`).toBe(-1);
      }
    }
  }
});
