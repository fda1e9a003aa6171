import type { TextSerializer } from './data-serializer.js';
import { javaScriptNumber } from './json-number.js';
import { parseJSON } from './json-parser.js';
import { createWriter } from './json-writer.js';

/**
 * JSON as `JSON.stringify` writes it, which is Python's compact form; the format of the URL-safe serializers. What is refused
 * and how integers come back is as in {@link createPythonJSON}, but numbers are spelled JavaScript's way: `1e+21`, `0` for -0.
 */
export const compactJSON: TextSerializer = {
  stringify: (value) => writer()(value),
  parse: (text) => parseJSON(text, javaScriptNumber),
};

let made: TextSerializer['stringify'] | undefined;

/** Made on first use, for a call at the top level is something that a bundler cannot leave out. */
function writer(): TextSerializer['stringify'] {
  made ??= createFasterWriter();
  return made;
}

/** The host's own writer, where there is nothing in a value that it would lose, takes half the time of ours. */
function createFasterWriter(): TextSerializer['stringify'] {
  const write = createWriter({
    itemSeparator: ',',
    keySeparator: ':',
    sortKeys: false,
    ensureASCII: false,
    allowNaN: false,
    writeNumber: javaScriptNumber,
  });
  // Hosts from before ES2019 write half a character as it is.
  const isWellFormed = JSON.stringify('\ud800') === '"\\ud800"';
  return (value) =>
    isWellFormed && value !== undefined && isPlain(value, MAX_DEPTH) ? JSON.stringify(value) : write(value);
}

/** Deeper values, and cycles, are for our own writer. */
const MAX_DEPTH = 32;

/** Whether a value is made of what JSON has a form for, and of `undefined`, which is left out of it. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value === null || (depth > 0 && isPlainObject(value, depth - 1));
    default:
      return false;
  }
}

function isPlainObject(object: object, depth: number): boolean {
  const isArray = Array.isArray(object);
  if ('toJSON' in object || !(isArray || Object.getPrototypeOf(object) === Object.prototype)) return false;
  if (isArray) {
    for (let i = 0; i < object.length; i++) if (!isPlain(object[i], depth)) return false;
  } else {
    for (const key in object) if (!isPlain(object[key as keyof object], depth)) return false;
  }
  return true;
}
