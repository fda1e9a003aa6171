import type { BytesLike } from '../text.js';

/**
 * One key, or several from newest to oldest, as Express and its middleware have them: the first signs, all of them verify.
 * This is the other way round from the main entry.
 */
export type Keys = BytesLike | Iterable<BytesLike>;
