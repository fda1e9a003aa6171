/*
 * What the shell may call where the host has vectors of 128 bits. It works in the core's memory, which it imports, and has
 * nothing of its own there: all addresses are given to it.
 */
export { macMany } from './hmac';
