import { refusePromise, toArray, toOptions } from '../arguments.js';
import type { TextSerializer } from '../data-serializer.js';
import { pythonNumber } from '../json-number.js';
import { parseJSON } from '../json-parser.js';
import { cannotCarry, createWriter, type Place, type Tagged } from '../json-writer.js';
import { DEFAULT_TAGS, isDate } from './default-tags.js';
import { isPlainObject } from './plain-object.js';
import type { Tag } from './tag.js';

export interface TaggedJSONOptions {
  /** For types of your own. They are asked before Flask's own tags. */
  tags?: readonly Tag[] | undefined;
  /** Sort the keys of objects by code point: the app's `app.json.sort_keys`. Default `true`. */
  sortKeys?: boolean | undefined;
}

/** Marks an object whose only key is itself a tag's. */
const ESCAPE = ' di';

/**
 * JSON with tags, Flask's `TaggedJSONSerializer`: JSON as Python writes it, in the compact form, in which a value that JSON
 * has no form for is an object of one key that tells its type. Beside JSON it carries {@link Tuple}, `Uint8Array` (bytes),
 * {@link Markup}, {@link UUID}, `Date` (datetime, in whole seconds) and `bigint` (a long integer).
 *
 * Writing: a member that is `undefined` is left out, and an object with `toJSON` is what that gives. Anything else that it
 * cannot carry is a `TypeError` that names the place: a function, a symbol, an `undefined` in an array, NaN and infinities, an
 * instance of any other class, a date that is invalid or outside the years 100 to 9999, a cycle.
 *
 * Reading throws for what Flask fails to read, and for a `__proto__` key.
 *
 * ```ts
 * const json = new TaggedJSON();
 * json.stringify({ pair: new Tuple([1, 2]) }); // '{"pair":{" t":[1,2]}}'
 * ```
 */
export class TaggedJSON implements TextSerializer {
  readonly #tags: readonly Tag[];
  /** The same by key. */
  readonly #tagOf: { readonly [key: string]: Tag | undefined };
  readonly #write: (value: unknown) => string;

  /** @throws TypeError if a tag lacks a method, or its key is no text or another tag's */
  constructor(options: TaggedJSONOptions = {}) {
    const { tags = [], sortKeys = true } = toOptions(options);
    if (typeof sortKeys !== 'boolean') throw new TypeError('sortKeys must be a boolean');
    this.#tags = [...toArray(tags, 'tags').map(toTag), ...DEFAULT_TAGS];
    const tagOf: { [key: string]: Tag } = Object.create(null);
    for (const tag of this.#tags) tagOf[tag.key] = tag;
    this.#tagOf = tagOf;
    if (Object.keys(tagOf).length !== this.#tags.length || ESCAPE in tagOf) {
      throw new TypeError("tags must have keys that differ from each other and from Flask's own");
    }
    this.#write = createWriter(
      {
        itemSeparator: ',',
        keySeparator: ':',
        sortKeys,
        ensureASCII: true,
        allowNaN: false,
        writeNumber: pythonNumber,
      },
      (value, place) => this.#tag(value, place),
    );
  }

  stringify(value: unknown): string {
    return this.#write(value);
  }

  parse(text: string): unknown {
    return this.#untag(parseJSON(text, pythonNumber));
  }

  #tag(value: unknown, place: Place): Tagged | undefined {
    for (const tag of this.#tags) {
      const checked: unknown = tag.check(value);
      if (typeof checked !== 'boolean') throw new TypeError('check of a tag must give true or false');
      if (!checked) continue;
      const json = tag.toJSON(value);
      refusePromise(json, 'toJSON of a tag');
      return { key: tag.key, json };
    }
    if (isPlainObject(value)) return this.#escapeObject(value);
    refuse(value, place);
    return undefined;
  }

  #escapeObject(object: Record<string, unknown>): Tagged | undefined {
    const keys = Object.keys(object).filter((key) => object[key] !== undefined);
    const [key] = keys;
    if (key === undefined || keys.length > 1 || !this.#isTagKey(key)) return undefined;
    return { key: ESCAPE, json: { [`${key}__`]: object[key] } };
  }

  #isTagKey(key: string): boolean {
    return key === ESCAPE || key in this.#tagOf;
  }

  /** From the innermost outwards, in place: the values are the parser's own. */
  #untag(value: unknown): unknown {
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = this.#untag(value[i]);
      return value;
    }
    if (!isPlainObject(value)) return value;
    const keys = Object.keys(value);
    for (const key of keys) value[key] = this.#untag(value[key]);
    const [key] = keys;
    if (key === undefined || keys.length > 1) return value;
    if (key === ESCAPE) return unescapeObject(value[key]);
    const tag = this.#tagOf[key];
    if (tag === undefined) return value;
    const untagged: unknown = tag.fromJSON(value[key]);
    refusePromise(untagged, 'fromJSON of a tag');
    return untagged;
  }
}

function toTag(tag: Tag): Tag {
  const { key, check, toJSON, fromJSON } = toOptions(tag, 'tags');
  if (typeof key !== 'string') throw new TypeError('tags must have a key that is a string');
  if ([check, toJSON, fromJSON].every((method) => typeof method === 'function')) return tag;
  throw new TypeError('tags must have the methods check, toJSON and fromJSON');
}

/** Refuses what JSON would leave out or write as something else. */
function refuse(value: unknown, place: Place): void {
  switch (typeof value) {
    case 'function':
    case 'symbol':
      throw cannotCarry(`a ${typeof value}`, place);
    case 'undefined':
      if (Array.isArray(place?.container)) throw cannotCarry('undefined', place);
      return;
    case 'object':
      if (isDate(value)) throw cannotCarry('a Date that is invalid or outside the years 100 to 9999', place);
      if (value === null || Array.isArray(value) || hasToJSON(value)) return;
      throw cannotCarry(`an instance of ${className(value)}, for which there is no tag`, place);
  }
}

function hasToJSON(object: object & { toJSON?: unknown }): boolean {
  return typeof object.toJSON === 'function';
}

function className(object: object): string {
  const { name } = object.constructor ?? {};
  return typeof name === 'string' && name !== '' ? name : 'an unnamed class';
}

function unescapeObject(json: unknown): unknown {
  const [key] = isPlainObject(json) ? Object.keys(json) : [];
  if (key === undefined) throw new SyntaxError('An escaped object must have a key');
  const original = key.slice(0, -2);
  if (original === '__proto__') throw new SyntaxError('Expected a key other than "__proto__"');
  return { [original]: (json as Record<string, unknown>)[key] };
}
