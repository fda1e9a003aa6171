import { type CoreExports, instantiateCore } from './backend.js';
import { type BytesLike, decodeText, encodeInto, SHORT_TEXT, writeASCII } from './text.js';

/** The core and the views of its memory through which bytes and text go in and come out. */
export interface Core extends Constants {
  readonly run: CoreExports;
  /** All of the memory. It never grows, so a view of it lasts. */
  readonly memory: Uint8Array;
  readonly words: Int32Array;
  readonly input: Uint8Array;
  readonly inputWords: Int32Array;
  /** The four words that a call returns beside its status. */
  readonly result: Int32Array;
  /** Four words of each token of a batch. */
  readonly batch: Int32Array;
  /** `outputs[n]` is the first n bytes of the output; made when wanted, for making a view costs more than a call. */
  readonly outputs: Uint8Array[];
  /** The same of the input, as far as it is short. */
  readonly inputs: Uint8Array[];
}

/** The core's addresses and sizes, by their names there. */
type Constants = {
  readonly [Name in keyof CoreExports as CoreExports[Name] extends { readonly value: number } ? Name : never]: number;
};

let loaded: Core | undefined;

/**
 * The one instance of the core, made on first use.
 *
 * @throws Error where the host runs no WebAssembly
 */
export function core(): Core {
  loaded ??= load(instantiateCore());
  return loaded;
}

function load(run: CoreExports): Core {
  const { buffer } = run.memory;
  const memory = new Uint8Array(buffer);
  const constants = {} as { -readonly [Name in keyof Constants]: number };
  for (const name of Object.keys(run) as (keyof Constants)[]) {
    const { value } = run[name];
    if (value !== undefined) constants[name] = value;
  }
  const { INPUT, INPUT_SIZE, RESULT, BATCH, MAX_BATCH } = constants;
  return {
    ...constants,
    run,
    memory,
    words: new Int32Array(buffer),
    input: memory.subarray(INPUT, INPUT + INPUT_SIZE),
    inputWords: new Int32Array(buffer, INPUT, INPUT_SIZE / 4),
    result: new Int32Array(buffer, RESULT, 4),
    batch: new Int32Array(buffer, BATCH, 4 * MAX_BATCH),
    outputs: [],
    inputs: [],
  };
}

/** Puts a value or a token at the input; returns the number of bytes, or -1 where it does not fit or is no UTF-8 text. */
export function putInput({ input, inputWords }: Core, value: BytesLike): number {
  if (typeof value === 'string') {
    const length = value.length > SHORT_TEXT ? -1 : writeASCII(value, inputWords);
    return length < 0 ? encodeInto(value, input) : length;
  }
  if (value.length > input.length) return -1;
  input.set(value);
  return value.length;
}

/** Up to so many words, a loop is faster than a call into the host. */
const FEW_WORDS = 40;

/** Puts what stands for a signer where the core takes it: see assembly/memory.ts. */
export function putSigner({ words, SIGNER }: Core, signer: Int32Array): void {
  const at = SIGNER >> 2;
  if (signer.length > FEW_WORDS) words.set(signer, at);
  else for (let i = 0; i < signer.length; i++) words[at + i] = signer[i] as number;
}

/** The first `length` bytes of the output, not copied. */
export function outputView({ outputs, memory, OUTPUT }: Core, length: number): Uint8Array {
  outputs[length] ??= memory.subarray(OUTPUT, OUTPUT + length);
  return outputs[length];
}

/** Up to this length, views of the input are kept. */
const SHORT_INPUT = 1024;

/** The first `length` bytes of the input, not copied. */
export function inputView({ inputs, input }: Core, length: number): Uint8Array {
  if (length > SHORT_INPUT) return input.subarray(0, length);
  inputs[length] ??= input.subarray(0, length);
  return inputs[length];
}

/** The first `length` bytes of the input as text, or `undefined` where they are not UTF-8. */
export function inputText(c: Core, length: number): string | undefined {
  return decodeText(inputView(c, length));
}

/** String.fromCharCode, for codes that an index has read. */
const fromCharCodes = String.fromCharCode as (...codes: (number | undefined)[]) => string;

/** What most tokens end with: a separator of one byte and the signature of SHA-1; and what precedes it with a timestamp. */
const TAIL_LENGTH = 28;
const TIMESTAMP_LENGTH = 7;

/** The first `length` bytes of the output, which are ASCII, as text. */
export function outputText(c: Core, length: number): string {
  const { memory: m, OUTPUT } = c;
  const rest = length - TAIL_LENGTH;
  if (rest !== 0 && rest !== TIMESTAMP_LENGTH) return decodeText(outputView(c, length)) as string;
  const at = OUTPUT + rest;
  // Written out, this is compiled; the host's decoder takes twice as long.
  // biome-ignore format: seven on a line
  const tail = fromCharCodes(
    m[at], m[at + 1], m[at + 2], m[at + 3], m[at + 4], m[at + 5], m[at + 6],
    m[at + 7], m[at + 8], m[at + 9], m[at + 10], m[at + 11], m[at + 12], m[at + 13],
    m[at + 14], m[at + 15], m[at + 16], m[at + 17], m[at + 18], m[at + 19], m[at + 20],
    m[at + 21], m[at + 22], m[at + 23], m[at + 24], m[at + 25], m[at + 26], m[at + 27],
  );
  if (rest === 0) return tail;
  return fromCharCodes(m[at - 7], m[at - 6], m[at - 5], m[at - 4], m[at - 3], m[at - 2], m[at - 1]) + tail;
}
