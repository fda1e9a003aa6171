import { hasTooManyDigits, MAX_INTEGER_DIGITS, type NumberWriter } from './json-number.js';

/** What one way of writing JSON has different from another. */
export interface JSONFormat {
  /** Stands between two items of an array or object. */
  readonly itemSeparator: string;
  /** Stands between a key and its value. */
  readonly keySeparator: string;
  /** Sort keys by code point, as Python does; otherwise they keep JavaScript's order. */
  readonly sortKeys: boolean;
  /** Write every character beyond printable ASCII as an escape. */
  readonly ensureASCII: boolean;
  /** Write `NaN`, `Infinity` and `-Infinity`, which are not JSON. */
  readonly allowNaN: boolean;
  readonly writeNumber: NumberWriter;
}

/** What stands for a value that JSON itself has no form for. It may refuse a value with {@link cannotCarry}. */
export type Tagger = (value: unknown, place: Place) => Tagged | undefined;

/** What stands for a value: an object of one key, which tells what `json` is to be read as. */
export interface Tagged {
  readonly key: string;
  readonly json: unknown;
}

/** Where in a value the writer is; `undefined` at its top. */
export type Place = Frame | undefined;

/** An array or object that is being written, and how far. The chain of them shows cycles and says where a fault lies. */
interface Frame {
  readonly container: object;
  readonly parent: Place;
  /** `undefined` in a tagged value, whose tag is no part of the place. */
  key: string | number | undefined;
}

/**
 * Creates the function that writes values in a format. It reads a value as `JSON.stringify` does (`toJSON`, boxed primitives,
 * what is left out, the order of keys), but it writes a bigint as an integer, whatever `BigInt.prototype.toJSON` says, and
 * where `JSON.stringify` would lose data it throws a `TypeError`: for NaN and infinities, for a Map or a Set, and for an
 * undefined, function or symbol at the top; for a cycle too. A bigint that Python would not read is a `RangeError`.
 *
 * @param tag is asked first for every value
 */
export function createWriter(format: JSONFormat, tag?: Tagger): (value: unknown) => string {
  const { itemSeparator, keySeparator, sortKeys, allowNaN, writeNumber } = format;
  const unsafe = format.ensureASCII ? UNSAFE_IN_ASCII : UNSAFE_IN_UTF8;

  function write(input: unknown, parent: Place): string | undefined {
    let value = input;
    let tagged = tag?.(value, parent);
    if (tagged === undefined && isObject(input)) {
      value = callToJSON(input, parent);
      if (value !== input) tagged = tag?.(value, parent);
    }
    return tagged === undefined ? writeUntagged(value, parent) : writeTagged(tagged, value, parent);
  }

  /** The tagged value's JSON is not tagged in turn; what it holds is. */
  function writeTagged({ key, json }: Tagged, value: unknown, parent: Place): string {
    const frame = isObject(value) && value !== json ? enter(value, parent) : parent;
    const text = writeUntagged(json, frame);
    if (text === undefined) throw cannotCarry('tagged with no value', parent);
    return `{${quote(key)}${keySeparator}${text}}`;
  }

  function writeUntagged(value: unknown, parent: Place): string | undefined {
    switch (typeof value) {
      case 'string':
        return quote(value);
      case 'number':
        if (!allowNaN && !Number.isFinite(value)) throw cannotCarry(`${value}`, parent);
        return writeNumber(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'bigint':
        return writeBigInt(value, parent);
      case 'object':
        return value === null ? 'null' : writeObject(value, parent);
      default:
        return undefined;
    }
  }

  function quote(text: string): string {
    return text.search(unsafe) === -1 ? `"${text}"` : `"${text.replace(unsafe, escapeUnit)}"`;
  }

  function writeObject(object: object, parent: Place): string | undefined {
    if (Array.isArray(object)) return writeItems(object, enter(object, parent));
    if (Object.getPrototypeOf(object) === Object.prototype) return writeMembers(object, enter(object, parent));
    // Told apart by tag, since an object may come from another realm, where `instanceof` fails.
    switch (Object.prototype.toString.call(object)) {
      case '[object Number]':
        return write(Number(object), parent);
      case '[object String]':
        return write(String(object), parent);
      case '[object Boolean]':
        return write(Boolean.prototype.valueOf.call(object), parent);
      case '[object BigInt]':
        return write(BigInt.prototype.valueOf.call(object), parent);
      case '[object Map]':
        throw cannotCarry('a Map', parent);
      case '[object Set]':
        throw cannotCarry('a Set', parent);
      default:
        return writeMembers(object, enter(object, parent));
    }
  }

  function writeItems(array: readonly unknown[], frame: Frame): string {
    let items = '';
    for (let i = 0; i < array.length; i++) {
      frame.key = i;
      items += (i === 0 ? '' : itemSeparator) + (write(array[i], frame) ?? 'null');
    }
    return `[${items}]`;
  }

  function writeMembers(object: object, frame: Frame): string {
    const keys = Object.keys(object);
    if (sortKeys) keys.sort(compareCodePoints);
    let members = '';
    for (const key of keys) {
      frame.key = key;
      const text = write((object as Record<string, unknown>)[key], frame);
      if (text !== undefined) members += (members === '' ? '' : itemSeparator) + quote(key) + keySeparator + text;
    }
    return `{${members}}`;
  }

  return (value) => {
    const text = write(value, undefined);
    if (text === undefined) throw new TypeError('value is undefined, a function or a symbol, which JSON cannot carry');
    return text;
  };
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function callToJSON(object: object & { toJSON?: unknown }, parent: Place): unknown {
  const { toJSON } = object;
  return typeof toJSON === 'function' ? toJSON.call(object, `${parent?.key ?? ''}`) : object;
}

function enter(container: object, parent: Place): Frame {
  for (let frame: Place = parent; frame !== undefined; frame = frame.parent) {
    if (frame.container === container) throw cannotCarry('part of a cycle', parent);
  }
  return { container, parent, key: undefined };
}

function writeBigInt(value: bigint, parent: Place): string {
  const text = `${value}`;
  if (hasTooManyDigits(text)) {
    throw new RangeError(`${locate(parent)} has more than ${MAX_INTEGER_DIGITS} digits, which Python refuses to read`);
  }
  return text;
}

function compareCodePoints(a: string, b: string): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a.codePointAt(i) as number) - (b.codePointAt(i) as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** All but printable ASCII, and of that the quotation mark and the backslash: what Python escapes by default. */
const UNSAFE_IN_ASCII = /[^ !#-[\]-~]/g;
/**
 * Controls, the quotation mark, the backslash, and surrogates without a partner: what `JSON.stringify` escapes. And those with
 * one: without the flag `u`, which embedded hosts lack, they are found too, and stay as they are.
 */
const UNSAFE_IN_UTF8 = /[\ud800-\udbff][\udc00-\udfff]|[^ !#-[\]-\ud7ff\ue000-\uffff]/g;

const SHORT_ESCAPES: { readonly [unit: string]: string } = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeUnit(unit: string): string {
  // A pair of surrogates is a character.
  if (unit.length === 2) return unit;
  return SHORT_ESCAPES[unit] ?? `\\u${(unit.charCodeAt(0) + 0x10000).toString(16).slice(1)}`;
}

/** The error for a value at a place, where `what` says what it is. */
export function cannotCarry(what: string, place: Place): TypeError {
  return new TypeError(`${locate(place)} is ${what}, which JSON cannot carry`);
}

/** The place that a frame has reached, as JavaScript would write it: `value.users[3]["first name"]`. */
function locate(place: Place): string {
  if (place === undefined) return 'value';
  const { key, parent } = place;
  if (key === undefined) return locate(parent);
  return locate(parent) + (/^[A-Za-z_$][\w$]*$/.test(`${key}`) ? `.${key}` : `[${JSON.stringify(key)}]`);
}
