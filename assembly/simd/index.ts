/*
 * What the core does faster where the host has vectors of 128 bits: functions of the core's by the same names, which the shell
 * puts in their place in the core's table. They work in the core's memory, and have nothing of their own there.
 */
export { macManySha1 } from './hmac-lanes';
export { compressSha1, macSha1 } from './sha1';
export { compressSha256, macSha256 } from './sha256';
