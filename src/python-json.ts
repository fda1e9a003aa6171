import { toOptions } from './arguments.js';
import type { TextSerializer } from './data-serializer.js';
import { pythonNumber } from './json-number.js';
import { parseJSON } from './json-parser.js';
import { createWriter } from './json-writer.js';

/** Options of Python's `json.dumps`, with its defaults. */
export interface PythonJSONOptions {
  /** Sort the keys of objects by code point. Default `false`: the order that JavaScript keeps them in. */
  sortKeys?: boolean | undefined;
  /** What stands between two items, and between a key and its value. Default `[', ', ': ']`. */
  separators?: readonly [item: string, key: string] | undefined;
  /** Write all characters beyond printable ASCII as `\uXXXX`. Default `true`. */
  ensureASCII?: boolean | undefined;
  /** Write `NaN`, `Infinity` and `-Infinity`, which are not JSON, rather than throw. Default `false`, unlike Python's. */
  allowNaN?: boolean | undefined;
}

/**
 * Creates a serializer that writes and reads JSON as Python's `json` does.
 *
 * Writing: a safe integer is a Python `int`, any other number a `float` in Python's `repr` (`1e+16`, `-0.0`), a bigint an
 * integer. `toJSON` and all that is left out are as in `JSON.stringify`. Throws a `TypeError` that names the place for what
 * JSON would lose: NaN and infinities (unless `allowNaN`), a `Map`, a `Set`, a cycle, and `undefined`, a function or a symbol
 * at the top; and a `RangeError` for a bigint of more than 4300 digits, which Python does not read.
 *
 * Reading: all that `json.loads` reads, with NaN and infinities; of two equal keys the last wins. An integer comes back as a
 * number exactly when that number would be written as this integer, otherwise (beyond 2^53 − 1) as a bigint. Throws a
 * `SyntaxError` for any other text, and for a `__proto__` key.
 *
 * @throws TypeError if an option is of the wrong type
 * @example
 * const json = createPythonJSON({ sortKeys: true, separators: [',', ':'] });
 * json.stringify({ b: 'é', a: 1e16 }); // {"a":1e+16,"b":"\u00e9"}
 */
export function createPythonJSON(options: PythonJSONOptions = {}): TextSerializer {
  const { sortKeys = false, separators = [', ', ': '], ensureASCII = true, allowNaN = false } = toOptions(options);
  if (typeof sortKeys !== 'boolean') throw new TypeError('sortKeys must be a boolean');
  if (typeof ensureASCII !== 'boolean') throw new TypeError('ensureASCII must be a boolean');
  if (typeof allowNaN !== 'boolean') throw new TypeError('allowNaN must be a boolean');
  if (!Array.isArray(separators) || separators.length !== 2 || separators.some((text) => typeof text !== 'string')) {
    throw new TypeError('separators must be two strings: between items, and between key and value');
  }
  const [itemSeparator, keySeparator] = separators;
  return {
    stringify: createWriter({
      itemSeparator,
      keySeparator,
      sortKeys,
      ensureASCII,
      allowNaN,
      writeNumber: pythonNumber,
    }),
    parse: (text) => parseJSON(text, pythonNumber),
  };
}

/** JSON as Python's `json.dumps` writes it by default; the format of `Serializer` and `TimedSerializer`. */
export const pythonJSON: TextSerializer = {
  stringify: (value) => byDefault().stringify(value),
  parse: (text) => byDefault().parse(text),
};

let made: TextSerializer | undefined;

/** Made on first use, for a call at the top level is something that a bundler cannot leave out. */
function byDefault(): TextSerializer {
  made ??= createPythonJSON();
  return made;
}
