/**
 * Builds the values of Flask's sessions from the corpora, in which every type is told (vectors/README.md).
 */
import { Markup, Tuple, UUID } from '../src/flask/index.js';

export type Typed = string | number | boolean | null | Typed[] | { [type: string]: Typed };
type Pairs = [key: string, value: Typed][];

const FLOATS: Record<string, number> = { nan: Number.NaN, inf: Infinity, '-inf': -Infinity };

const typedPairs = (pairs: Pairs): [string, unknown][] => pairs.map(([key, value]) => [key, fromTyped(value)]);

const TYPES: Record<string, (told: never) => unknown> = {
  // Keys that look like integers come first, as they do in JavaScript.
  $dict: (pairs: Pairs) => Object.fromEntries(typedPairs(pairs)),
  $ordered: (pairs: Pairs) => new Map(typedPairs(pairs)),
  $tuple: (items: Typed[]) => new Tuple(items.map(fromTyped)),
  $bytes: (text: string) => new Uint8Array(Buffer.from(text, 'base64')),
  $markup: (html: string) => new Markup(html),
  $uuid: (text: string) => new UUID(text),
  $datetime: (seconds: number) => new Date(Math.round(seconds * 1000)),
  $float: (repr: string) => FLOATS[repr] ?? Number(repr),
  $int: (repr: string) => BigInt(repr),
};

export function fromTyped(value: Typed): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromTyped);
  const [[type, told]] = Object.entries(value) as [[string, Typed]];
  return (TYPES[type] as (told: Typed) => unknown)(told);
}
