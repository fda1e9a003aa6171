/*
 * Many tokens of text at once in the core, see assembly/batch.ts: a trip over its border for 64 of them.
 */
import { type Core, core } from './core.js';
import { decodeText, encodeInto } from './text.js';
import { highWord, lowWord } from './timestamp.js';
import type { Reading, TokenKeys } from './token.js';

// Where the four words of a token have what: see assembly/token.ts.
const WORDS = 4;
const LOW = 0;
const HIGH = 1;
const LENGTH = 2;
const KEY = 3;

/** A list in parts that the core takes at once. */
export function* inBatches<Item>(items: readonly Item[]): Iterable<readonly Item[]> {
  const { MAX_BATCH } = core();
  for (let from = 0; from < items.length; from += MAX_BATCH) yield items.slice(from, from + MAX_BATCH);
}

function areTexts(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string');
}

/** Puts texts at the input and their lengths at the batch; false where they do not fit or are not ASCII alone. */
function putTexts({ input, batch }: Core, texts: readonly string[]): boolean {
  const all = texts.join('');
  if (all.length > input.length || encodeInto(all, input) !== all.length) return false;
  for (let i = 0; i < texts.length; i++) batch[WORDS * i + LENGTH] = (texts[i] as string).length;
  return true;
}

/**
 * The tokens of up to MAX_BATCH values, with timestamps if there are `seconds`; `undefined` where they have to be made
 * one by one.
 */
export function signBatch(
  keys: TokenKeys,
  values: readonly unknown[],
  seconds?: readonly number[],
): string[] | undefined {
  // The tails are cut by their bytes.
  if (!areTexts(values) || keys.sepText?.length !== keys.sepLength) return undefined;
  const c = core();
  const { batch, memory, run, TAILS_END } = c;
  if (!putTexts(c, values)) return undefined;
  for (let i = 0; seconds !== undefined && i < seconds.length; i++) {
    batch[WORDS * i + LOW] = lowWord(seconds[i] as number);
    batch[WORDS * i + HIGH] = highWord(seconds[i] as number);
  }
  memory.set(keys.signing, c.SIGNER);
  const from = run.signMany(keys.digest.id, keys.sepLength, values.length, seconds === undefined ? 0 : 1);
  const tails = decodeText(memory.subarray(from, TAILS_END)) as string;
  let end = 0;
  return values.map((value, i) => {
    const start = end;
    end += batch[WORDS * i + LENGTH] as number;
    return value + tails.slice(start, end);
  });
}

/** What up to MAX_BATCH tokens hold, as readToken has it; `undefined` where they have to be read one by one. */
export function readBatch(
  keys: TokenKeys,
  tokens: readonly unknown[],
  timestamped: boolean,
): (Reading | number)[] | undefined {
  if (!areTexts(tokens)) return undefined;
  const c = core();
  const { batch, memory, run } = c;
  const [keyBatch, ...more] = keys.verifying;
  if (keyBatch === undefined || more.length > 0 || !putTexts(c, tokens)) return undefined;
  memory.set(keyBatch.signer, c.SIGNER);
  run.unsignMany(keys.digest.id, keys.sepLength, keyBatch.count, tokens.length, timestamped ? 1 : 0);
  return tokens.map((token, i) => {
    const key = batch[WORDS * i + KEY] as number;
    if (key < 0) return -key;
    return {
      value: token.slice(0, batch[WORDS * i + LENGTH]),
      keyIndex: keys.keyCount - 1 - key,
      seconds: timestamped
        ? (batch[WORDS * i + HIGH] as number) * 2 ** 32 + ((batch[WORDS * i + LOW] as number) >>> 0)
        : 0,
    };
  });
}
