/*
 * The tags that Flask has from the start. What each reads is what Flask's reads, and it reads more than it writes.
 */
import { decodeStandardBase64, encodeStandardBase64 } from '../standard-base64.js';
import { isBytes } from '../text.js';
import { formatHTTPDate, isHTTPDate, parseHTTPDate } from './http-date.js';
import { Markup } from './markup.js';
import { isPlainObject } from './plain-object.js';
import { decodePythonBase64 } from './python-base64.js';
import type { Tag } from './tag.js';
import { Tuple } from './tuple.js';
import { UUID } from './uuid.js';

const tupleTag: Tag<Tuple> = {
  key: ' t',
  check: (value): value is Tuple => value instanceof Tuple,
  toJSON: (value) => value,
  fromJSON(json) {
    if (Array.isArray(json)) return new Tuple(json);
    // Python's tuple() takes whatever can be iterated: of a text its characters, of an object its keys.
    if (typeof json === 'string') return new Tuple(Array.from(json));
    if (isPlainObject(json)) return new Tuple(Object.keys(json));
    throw new SyntaxError('A tuple must be an array');
  },
};

const bytesTag: Tag<Uint8Array> = {
  key: ' b',
  check: isBytes,
  toJSON: encodeStandardBase64,
  fromJSON(json) {
    const text = expectText(json, 'Bytes');
    return decodeStandardBase64(text) ?? decodePythonBase64(text);
  },
};

const markupTag: Tag<Markup> = {
  key: ' m',
  check: (value) => value instanceof Markup,
  toJSON: (value) => value.html,
  fromJSON: (json) =>
    new Markup(typeof json === 'number' || typeof json === 'bigint' ? `${json}` : expectText(json, 'Markup')),
};

const uuidTag: Tag<UUID> = {
  key: ' u',
  check: (value) => value instanceof UUID,
  toJSON: (value) => value.hex,
  fromJSON: (json) => new UUID(expectText(json, 'A UUID')),
};

/** Reads `null` for text that is no date, as Flask does. */
const dateTag: Tag<Date | null> = {
  key: ' d',
  check: (value): value is Date => isDate(value) && isHTTPDate(value),
  toJSON: (value) => formatHTTPDate(value as Date),
  fromJSON: (json) => (json === null ? null : parseHTTPDate(expectText(json, 'A date'))),
};

export const DEFAULT_TAGS: readonly Tag[] = [tupleTag, bytesTag, markupTag, uuidTag, dateTag];

/** Told by tag, since it may come from another realm, where `instanceof` fails. */
export function isDate(value: unknown): value is Date {
  return typeof value === 'object' && Object.prototype.toString.call(value) === '[object Date]';
}

function expectText(json: unknown, what: string): string {
  if (typeof json === 'string') return json;
  throw new SyntaxError(`${what} must be text`);
}
