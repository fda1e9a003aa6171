import { deepStrictEqual } from 'node:assert/strict';
import { deflateSync, inflateSync } from 'node:zlib';
import pako from 'pako';
import { repeat, users, vary } from '../inputs.js';
import { importInternals } from '../internals.js';
import { OURS } from '../ours.js';

// The package exports no zlib: this is the one that its URL-safe payloads go through.
const { compress, decompress } = await importInternals('zlib');

const python = { module: 'zlib', base64: true };

function bytes(size, number) {
  return new TextEncoder().encode(JSON.stringify(users(size, number)));
}

function equalBytes(result, expected) {
  deepStrictEqual(Buffer.from(result), Buffer.from(expected));
}

/** A check: stock zlib's stream, which pako writes; node:zlib writes another, which holds the same. */
function isStream(stream, value) {
  equalBytes(stream, pako.deflate(value));
}

function compressAndDecompress(name, size, values) {
  return [
    {
      name: `compress, ${name}`,
      inputs: values,
      check: isStream,
      contestants: {
        [OURS]: (value) => compress(value, Number.POSITIVE_INFINITY),
        // What serializers ask for: no stream where it would not be shorter.
        'ours, if it pays': {
          run: (value) => compress(value, value.length - 1),
          check: (stream, value) => stream && isStream(stream, value),
        },
        'node:zlib': {
          run: (value) => deflateSync(value),
          check: (stream, value) => equalBytes(inflateSync(stream), value),
        },
        pako: (value) => pako.deflate(value),
        Python: { python: { ...python, method: 'compress' } },
      },
    },
    {
      name: `decompress, ${name}`,
      inputs: values.map((value) => pako.deflate(value)),
      check: (value, stream) => equalBytes(value, pako.inflate(stream)),
      contestants: {
        [OURS]: (stream) => decompress(stream, size),
        'node:zlib': (stream) => inflateSync(stream),
        pako: (stream) => pako.inflate(stream),
        Python: { python: { ...python, method: 'decompress' } },
      },
    },
  ];
}

export const jobs = [31, 200, 800, 24 * 1024].flatMap((size) => [
  ...compressAndDecompress(
    `${size.toLocaleString('en')} bytes`,
    size,
    vary((number) => bytes(size, number)),
  ),
  ...compressAndDecompress(`${size.toLocaleString('en')} bytes, one value`, size, repeat(bytes(size, 0))),
]);
