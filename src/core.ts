import { type CoreExports, instantiateCore } from './backend.js';
import { type BytesLike, encodeInto } from './text.js';

/** The core and the views of its memory through which bytes and text go in and come out. */
export interface Core extends Constants {
  readonly run: CoreExports;
  /** All of the memory. It never grows, so a view of it lasts. */
  readonly memory: Uint8Array;
  readonly input: Uint8Array;
  /** The four words that a call returns beside its status. */
  readonly result: Int32Array;
  /** `outputs[n]` is the first n bytes of the output; made when wanted, for making a view costs more than a call. */
  readonly outputs: Uint8Array[];
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
  const constants = {
    INPUT: run.INPUT.value,
    INPUT_SIZE: run.INPUT_SIZE.value,
    ENCODE_SIZE: run.ENCODE_SIZE.value,
    OUTPUT: run.OUTPUT.value,
    RESULT: run.RESULT.value,
    SEP: run.SEP.value,
    MAX_SEP: run.MAX_SEP.value,
    MIDSTATES: run.MIDSTATES.value,
    MIDSTATES_SIZE: run.MIDSTATES_SIZE.value,
    MAX_KEYS: run.MAX_KEYS.value,
  };
  return {
    ...constants,
    run,
    memory,
    input: memory.subarray(constants.INPUT, constants.INPUT + constants.INPUT_SIZE),
    result: new Int32Array(buffer, constants.RESULT, 4),
    outputs: [],
  };
}

/** Puts a value or a token at the input; returns the number of bytes, or -1 where it does not fit or is no UTF-8 text. */
export function putInput({ input }: Core, value: BytesLike): number {
  if (typeof value === 'string') return encodeInto(value, input);
  if (value.length > input.length) return -1;
  input.set(value);
  return value.length;
}

/** The first `length` bytes of the output, not copied. */
export function outputView({ outputs, memory, OUTPUT }: Core, length: number): Uint8Array {
  outputs[length] ??= memory.subarray(OUTPUT, OUTPUT + length);
  return outputs[length];
}
