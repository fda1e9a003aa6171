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
  made ??= createWriter({
    itemSeparator: ',',
    keySeparator: ':',
    sortKeys: false,
    ensureASCII: false,
    allowNaN: false,
    writeNumber: javaScriptNumber,
  });
  return made;
}
