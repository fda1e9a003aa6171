/*
 * What the shell may call, and what the module of vectors takes the place of or needs to know. Bytes in, bytes out: no strings, no clock, no exceptions, no allocation, and i32 alone at
 * the border.
 */
export { compare, takeTokens, takeValues, wipeBatch, writeTails } from './batch';
export { decodeInput, encodeInput, ENCODE_SIZE } from './base64url';
export { equalInput } from './constant-time';
export { streamFinish, streamInit, streamUpdate } from './digest';
export { hmacFinish, hmacInit, macSha1, macSha256, prepareKey } from './hmac';
export { deriveKey } from './key-derivation';
export {
  BATCH, INPUT, INPUT_SIZE, LANES, MACS, MAX_BATCH, MAX_KEYS, MAX_SEP, MESSAGES, OUTPUT, RESULT, SCHEDULE, SIGNER, STATE,
  TAILS_END, wipe,
} from './memory';
export { macMany, macManySha1 } from './messages';
export { compressSha1 } from './sha1';
export { compressSha256, K } from './sha2';
export { readTimestamp, writeTimestamp } from './timestamp';
export { sign, signTimestamped, unsign, unsignTimestamped } from './token';
