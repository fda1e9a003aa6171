/*
 * What this module has of the core: its memory, and in it these addresses, which the core exports (see ../index.ts).
 */

/** The message schedule, 640 bytes. */
// @ts-ignore: decorator
@external("env", "SCHEDULE") export declare const SCHEDULE: usize;

/** The running state of a hash. */
// @ts-ignore: decorator
@external("env", "STATE") export declare const STATE: usize;

/** The constants of SHA-512, of which the upper halves are those of SHA-256: see ../sha2.ts. */
// @ts-ignore: decorator
@external("env", "K") export declare const K: usize;

/** The list of messages whose codes are wanted, the codes, and room for the lanes: see ../messages.ts. */
// @ts-ignore: decorator
@external("env", "MESSAGES") export declare const MESSAGES: usize;
// @ts-ignore: decorator
@external("env", "MACS") export declare const MACS: usize;
// @ts-ignore: decorator
@external("env", "LANES") export declare const LANES: usize;
