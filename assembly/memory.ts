/*
 * Every buffer that more than one file touches. All memory is laid out at compile time and never grows.
 */

/** Bytes of a message that fit in memory at once; longer ones stream through. A multiple of every block size. */
export const INPUT_SIZE: i32 = 65536;

/** The most bytes that a hash's padding takes behind a message (FIPS 180-4 §5.1). */
export const MAX_PADDING: i32 = 144;

/**
 * Room behind the input for what is written there in place: padding twice over where a key is moved off that of a salt;
 * "signer", or separator and timestamp, and padding.
 */
export const INPUT_SLACK: i32 = 512;

/** Values or tokens that one call can make or read: see batch.ts. */
export const MAX_BATCH: i32 = 64;

/** Room that a message takes at most beyond its own length where it is moved: see messages.ts. */
export const MESSAGE_SLACK: i32 = 171;

/** Where the shell puts a value, a token, a batch of them or key material. */
export const INPUT: usize = memory.data(INPUT_SIZE + MAX_BATCH * MESSAGE_SLACK, 64);

/** Where the core puts what it made: a digest, midstates, the text that follows a value in its token. */
export const OUTPUT: usize = memory.data(256, 16);

/** Words that a call returns beside its status: see token.ts. */
export const RESULT: usize = memory.data(16, 16);

/** Of each token of a batch four words as at RESULT, which the shell and the core fill for each other. */
export const BATCH: usize = memory.data(MAX_BATCH * 16, 16);

/** The messages of a batch whose codes are wanted, four words each: see messages.ts. */
export const MESSAGES: usize = memory.data(MAX_BATCH * 16, 16);

/** Bytes from one code or signature of a batch to the next: the longest. */
export const MAC_STEP: i32 = 64;

/** The code of each of the messages. */
export const MACS: usize = memory.data(MAX_BATCH * MAC_STEP, 16);

/** The signature that came with each token of a batch, decoded. */
export const SIGNATURES: usize = memory.data(MAX_BATCH * MAC_STEP, 16);

/** State and schedule of four lanes: see simd/sha1-lanes.ts. */
export const LANES: usize = memory.data((5 + 96) * 16, 16);

/** What follows the values of a batch in their tokens, ending with it; of each at most two separators and what they stand before. */
export const MAX_TAIL: i32 = 132;
export const TAILS_END: usize = memory.data(MAX_BATCH * MAX_TAIL, 16) + MAX_BATCH * MAX_TAIL;

/** Keys that one call can try; for a signer that has more the shell calls again. */
export const MAX_KEYS: i32 = 16;

/** The longest separator that the functions of token.ts take. */
export const MAX_SEP: i32 = 16;

/** The midstates of a key: two hash states of up to 64 bytes each, see hmac.ts. */
export const MAX_MIDSTATES: i32 = 128;

/**
 * What stands for a signer: its separator, and behind MAX_SEP bytes the midstates of its keys, newest first. The shell
 * puts it here for one call, which wipes the keys.
 */
export const SIGNER: usize = memory.data(MAX_SEP + MAX_KEYS * MAX_MIDSTATES, 16);

/** The running state of a hash. */
export const STATE: usize = memory.data(64, 16);

/** A message of the core's own, with room for its padding: a key block, or what HMAC's outer hash takes. */
export const BLOCK: usize = memory.data(256, 16);

/** The message schedule W: 80 words of 32 or 64 bits. */
export const SCHEDULE: usize = memory.data(640, 16);

/** The message authentication code that was computed last. */
export const MAC: usize = memory.data(64, 16);

/** The signature that came with a token, decoded. */
export const SIGNATURE: usize = memory.data(64, 16);

/** After key material has been at work: all that it touched. The input held `length` bytes of it. */
export function wipe(length: i32): void {
  memory.fill(INPUT, 0, length + INPUT_SLACK);
  memory.fill(OUTPUT, 0, 256);
  memory.fill(SIGNER, 0, MAX_SEP + MAX_MIDSTATES);
  memory.fill(STATE, 0, 64);
  memory.fill(BLOCK, 0, 256);
  memory.fill(SCHEDULE, 0, 640);
  memory.fill(MAC, 0, 64);
}
