import type { TextSerializer } from '../data-serializer.js';
import { createPythonJSON } from '../python-json.js';

const json = /* @__PURE__ */ createPythonJSON({ separators: [',', ':'] });

/**
 * JSON as Django's `JSONSerializer` writes it: Python's, without spaces. It is ASCII alone, and nothing else is read:
 * Django takes bytes beyond for Latin-1, and would find other text in them than JavaScript.
 */
export const djangoJSON: TextSerializer = {
  stringify: json.stringify,
  parse(text) {
    if (/[^\0-\x7f]/.test(text)) throw new SyntaxError('Expected ASCII, as Django writes it');
    return json.parse(text);
  },
};
