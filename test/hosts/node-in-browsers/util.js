import { deepStrictEqual } from './assert/strict.js';

export function isDeepStrictEqual(one, other) {
  try {
    deepStrictEqual(one, other);
    return true;
  } catch {
    return false;
  }
}
