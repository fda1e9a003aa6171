import { toBigInt } from './big-integer.js';
import { hasTooManyDigits, MAX_INTEGER_DIGITS, type NumberWriter } from './json-number.js';

/** A number or a word, or what stands in their place: it ends where either must end. It matches wherever it is tried. */
const ATOM = /[-+.\w]*/g;

/**
 * Reads what Python's `json.loads` reads: JSON, NaN and infinities. Of two equal keys the last wins. Anything else is a
 * `SyntaxError`, and so is a `__proto__` key.
 *
 * An integer comes back as a number exactly when `writeNumber` writes that number as this literal, otherwise as a bigint: no
 * digit is lost, neither in reading nor in writing it again.
 */
export function parseJSON(text: string, writeNumber: NumberWriter): unknown {
  if (typeof text !== 'string') throw new TypeError('text must be a string');
  if (!mayHaveProto(text)) {
    try {
      const value: unknown = JSON.parse(text);
      if (isExact(value, MAX_DEPTH)) return value;
    } catch {
      // NaN or an infinity, or an error, whose message then is the same on every host.
    }
  }
  return new JSONParser(text, writeNumber).parse();
}

/** Whether there may be a `__proto__` key, some letters of which may be escapes. */
function mayHaveProto(text: string): boolean {
  return text.indexOf('__proto__') >= 0 || (text.indexOf('\\u00') >= 0 && /\\u00[567]/.test(text));
}

/** Deeper values are read with care. */
const MAX_DEPTH = 32;

/** Whether a value has no number that may have been written as another: a large integer, or the integer -0. */
function isExact(value: unknown, depth: number): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isExact(value[i], depth - 1)) return false;
  } else {
    for (const key in value) if (!isExact(value[key as keyof object], depth - 1)) return false;
  }
  return true;
}

/**
 * Recursive descent over the structure; each string, number or word goes to `JSON.parse` on its own. Thousands of levels, more
 * than Python reads, may be the host's own error of a full stack.
 */
class JSONParser {
  readonly #text: string;
  readonly #writeNumber: NumberWriter;
  #position = 0;

  constructor(text: string, writeNumber: NumberWriter) {
    this.#text = text;
    this.#writeNumber = writeNumber;
  }

  parse(): unknown {
    const value = this.#value();
    this.#skipSpace();
    if (this.#position < this.#text.length) this.#fail('the end');
    return value;
  }

  #value(): unknown {
    this.#skipSpace();
    switch (this.#text[this.#position]) {
      case '{':
        return this.#object();
      case '[':
        return this.#items('[', () => this.#value(), ']');
      case '"':
        return this.#string();
      default:
        return this.#atom();
    }
  }

  #object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const [key, value] of this.#items('{', () => this.#member(), '}')) {
      // Its own property, whatever setters the prototype of objects was given.
      Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
    }
    return object;
  }

  #items<T>(open: string, readItem: () => T, close: string): T[] {
    const items: T[] = [];
    this.#expect(open);
    if (this.#take(close)) return items;
    do items.push(readItem());
    while (this.#take(','));
    this.#expect(close);
    return items;
  }

  #member(): [key: string, value: unknown] {
    const key = this.#string();
    if (key === '__proto__') this.#fail('a key other than "__proto__"');
    this.#expect(':');
    return [key, this.#value()];
  }

  #string(): string {
    this.#expect('"');
    const start = this.#position - 1;
    while (this.#position < this.#text.length && this.#text[this.#position] !== '"') {
      this.#position += this.#text[this.#position] === '\\' ? 2 : 1;
    }
    this.#position++;
    return this.#leaf(start, 'a string') as string;
  }

  #atom(): unknown {
    const start = this.#position;
    ATOM.lastIndex = start;
    ATOM.test(this.#text);
    this.#position = ATOM.lastIndex;
    const token = this.#text.slice(start, this.#position);
    // An integer has one zero.
    if (token === '-0') return 0;
    if (token === 'NaN' || token === 'Infinity' || token === '-Infinity') return Number(token);
    const value = this.#leaf(start, 'a value');
    if (/[^-\d]/.test(token)) return value;
    if (hasTooManyDigits(token)) this.#fail(`at most ${MAX_INTEGER_DIGITS} digits`, start);
    return this.#writeNumber(value as number) === token ? value : toBigInt(token);
  }

  /** What `JSON.parse` makes of the text from `start` to here. */
  #leaf(start: number, expected: string): unknown {
    try {
      return JSON.parse(this.#text.slice(start, this.#position));
    } catch {
      return this.#fail(expected, start);
    }
  }

  #skipSpace(): void {
    while (isSpace(this.#text[this.#position])) this.#position++;
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#position] !== character) return false;
    this.#position++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) this.#fail(`'${character}'`);
  }

  #fail(expected: string, position: number = this.#position): never {
    throw new SyntaxError(`Expected ${expected} at position ${position}`);
  }
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
