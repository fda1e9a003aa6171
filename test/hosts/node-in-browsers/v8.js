/** Bytes that stand for a value: the place where it is kept. */
import { Buffer } from './buffer.js';

const kept = [];

export function serialize(value) {
  if (!kept.includes(value)) kept.push(value);
  return Buffer.of(kept.indexOf(value));
}

export const deserialize = ([place]) => kept[place];
