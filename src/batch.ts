/*
 * Many tokens of text at once in the core, 64 of them for a few calls: see assembly/batch.ts.
 */
import { type Core, core, putSigner } from './core.js';
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

/** The codes of the first `count` messages in the core under key number `key` of those at SIGNER. */
function macMany({ run, SIGNER, MAX_SEP }: Core, keys: TokenKeys, key: number, count: number): void {
  run.macMany(keys.digest.id, SIGNER + MAX_SEP + key * keys.keySize, count);
}

function areTexts(values: readonly unknown[]): values is readonly string[] {
  return values.every((value) => typeof value === 'string');
}

/** Puts texts at the input and their lengths at the batch; false where one is long or they are not ASCII alone. */
function putTexts({ input, batch, INPUT_SIZE, MAX_BATCH }: Core, texts: readonly string[]): boolean {
  for (let i = 0; i < texts.length; i++) {
    const { length } = texts[i] as string;
    if (length > INPUT_SIZE / MAX_BATCH) return false;
    batch[WORDS * i + LENGTH] = length;
  }
  const all = texts.join('');
  return encodeInto(all, input) === all.length;
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
  putSigner(c, keys.signing);
  const { id } = keys.digest;
  run.takeValues(id, keys.sepLength, values.length, seconds === undefined ? 0 : 1);
  macMany(c, keys, 0, values.length);
  const tails = decodeText(memory.subarray(run.writeTails(id, keys.sepLength, values.length), TAILS_END)) as string;
  run.wipeBatch(id, 1);
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
  const { batch, run } = c;
  const [keyBatch, ...more] = keys.verifying();
  if (keyBatch === undefined || more.length > 0 || !putTexts(c, tokens)) return undefined;
  putSigner(c, keyBatch.signer);
  const { id } = keys.digest;
  let open = run.takeTokens(id, keys.sepLength, tokens.length);
  for (let key = 0; open > 0 && key < keyBatch.count; key++) {
    macMany(c, keys, key, open);
    open = run.compare(id, keys.sepLength, key, open, timestamped ? 1 : 0);
  }
  run.wipeBatch(id, keyBatch.count);
  return tokens.map((token, i) => {
    const key = batch[WORDS * i + KEY] as number;
    if (key < 0) return -key;
    return {
      ok: true,
      value: token.slice(0, batch[WORDS * i + LENGTH]),
      keyIndex: keys.newest - key,
      needsResign: key > 0,
      seconds: timestamped
        ? (batch[WORDS * i + HIGH] as number) * 2 ** 32 + ((batch[WORDS * i + LOW] as number) >>> 0)
        : 0,
      taken: undefined,
    };
  });
}
