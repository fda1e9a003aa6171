import { toSecretKeys } from '../secret-key.js';
import type { BytesLike } from '../text.js';

/**
 * One key, or several from newest to oldest, as Express and its middleware have them: the first signs, all of them verify.
 * This is the other way round from the main entry.
 */
export type Keys = BytesLike | Iterable<BytesLike>;

/**
 * The keys from oldest to newest, as the main entry has them.
 *
 * @throws TypeError if one is neither text nor bytes
 * @throws RangeError if there is none, or one is empty
 */
export function oldestFirst(keys: Keys): Uint8Array[] {
  return toSecretKeys(keys, 'keys').reverse();
}
