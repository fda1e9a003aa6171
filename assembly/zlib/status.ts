/** What inflate() answers. The shell words the negative ones, in this order (src/zlib.ts). */

/** Inside the core: go on. */
export const CONTINUE = 0;
export const NEEDS_INPUT = 1;
export const OUTPUT_FULL = 2;
export const DONE = 3;

export const TRUNCATED = -1;
export const BAD_HEADER = -2;
export const PRESET_DICTIONARY = -3;
export const BAD_BLOCK_TYPE = -4;
export const BAD_STORED_LENGTH = -5;
export const TOO_MANY_CODES = -6;
export const OVER_SUBSCRIBED = -7;
export const UNDER_SUBSCRIBED = -8;
export const BAD_REPEAT = -9;
export const NO_END_OF_BLOCK = -10;
export const UNUSED_CODE = -11;
export const DISTANCE_TOO_FAR = -12;
export const WRONG_ADLER32 = -13;
export const TRAILING_BYTES = -14;
