/*
 * The timestamp in a token: see assembly/timestamp.ts.
 */
import { type Core, core, outputView, putInput } from './core.js';
import { type BytesLike, decodeText } from './text.js';

/** 9999-12-31T23:59:59Z in seconds since the epoch, the last second that Python has a date for. */
export const MAX_TIMESTAMP = 253402300799;

/** What readTimestamp answers for text that itsdangerous does not write. */
export const MALFORMED = -1;

/** The two words in which whole seconds pass the core's border. */
export function lowWord(seconds: number): number {
  return seconds | 0;
}

export function highWord(seconds: number): number {
  return Math.floor(seconds / 2 ** 32);
}

/** The seconds that the core read last. */
export function resultSeconds({ result }: Core): number {
  return (result[1] as number) * 2 ** 32 + ((result[0] as number) >>> 0);
}

/** The text of whole seconds from 0 to 2^53 − 1. */
export function writeTimestamp(seconds: number): string {
  const c = core();
  return decodeText(outputView(c, c.run.writeTimestamp(lowWord(seconds), highWord(seconds)))) as string;
}

/** The whole seconds that a timestamp's text stands for, MALFORMED, or less for a time beyond {@link MAX_TIMESTAMP}. */
export function readTimestamp(text: BytesLike): number {
  const c = core();
  const length = putInput(c, text);
  if (length < 0) return MALFORMED;
  const status = c.run.readTimestamp(length);
  return status === 0 ? resultSeconds(c) : -status;
}
