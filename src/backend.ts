/*
 * The backend: what makes instances of the core's modules. This one has the wasm inlined, and its types are those of all.
 */
import coreWasm from '#core.wasm';
import simdWasm from '#simd.wasm';
import zlibWasm from '#zlib.wasm';

/** What the core exports: see assembly/index.ts. Addresses and sizes are globals, everything else is a function. */
export interface CoreExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly INPUT: { readonly value: number };
  readonly INPUT_SIZE: { readonly value: number };
  readonly ENCODE_SIZE: { readonly value: number };
  readonly OUTPUT: { readonly value: number };
  readonly RESULT: { readonly value: number };
  readonly SIGNER: { readonly value: number };
  readonly MAX_SEP: { readonly value: number };
  readonly MAX_KEYS: { readonly value: number };
  readonly BATCH: { readonly value: number };
  readonly MAX_BATCH: { readonly value: number };
  readonly TAILS_END: { readonly value: number };
  streamInit(digest: number): void;
  streamUpdate(digest: number, length: number): void;
  streamFinish(digest: number, length: number): void;
  prepareKey(digest: number, length: number): number;
  hmacInit(digest: number): void;
  hmacFinish(digest: number, length: number): void;
  deriveKey(derivation: number, digest: number, saltLength: number, keyLength: number): number;
  encodeInput(length: number): number;
  decodeInput(length: number): number;
  equalInput(length: number): number;
  readTimestamp(length: number): number;
  writeTimestamp(low: number, high: number): number;
  sign(digest: number, sepLength: number, length: number): number;
  signTimestamped(digest: number, sepLength: number, length: number, low: number, high: number): number;
  unsign(digest: number, sepLength: number, keyCount: number, length: number): number;
  unsignTimestamped(digest: number, sepLength: number, keyCount: number, length: number): number;
  takeValues(digest: number, sepLength: number, count: number, timestamped: number): void;
  takeTokens(digest: number, sepLength: number, count: number): number;
  macMany(digest: number, key: number, count: number): void;
  writeTails(digest: number, sepLength: number, count: number): number;
  compare(digest: number, sepLength: number, key: number, open: number, timestamped: number): number;
  wipeBatch(digest: number, keyCount: number): void;
  wipe(length: number): void;
}

/** What the zlib module exports: see assembly/zlib/index.ts. Addresses and sizes are globals, everything else is a function. */
export interface ZlibExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly PIECE_SIZE: { readonly value: number };
  readonly piece: { readonly value: number };
  readonly output: { readonly value: number };
  readonly inflated: { readonly value: number };
  readonly MAX_SHORT: { readonly value: number };
  cannotPay(length: number, below: number): number;
  deflateStart(below: number): void;
  deflatePiece(length: number, last: number): number;
  deflateEnd(): void;
  inflateStart(): void;
  inflatePiece(length: number, last: number): void;
  inflate(): number;
  inflatedLength(): number;
  inflateEnd(): void;
}

/** Instances of modules that the host compiled itself, instead of those that are inlined. */
export function useModules(core: WebAssembly.Module, simd: WebAssembly.Module, zlib: WebAssembly.Module): void {
  makeCore = (imports) => new WebAssembly.Instance(core, imports);
  makeSimd = (imports) => new WebAssembly.Instance(simd, imports);
  makeZlib = (imports) => new WebAssembly.Instance(zlib, imports);
}

let makeCore = coreWasm;
let makeSimd = simdWasm;
let makeZlib = zlibWasm;

/**
 * A new instance of the core.
 *
 * @throws Error where the host forbids WebAssembly or has none
 */
export function instantiateCore(): CoreExports {
  const core = instantiate(makeCore);
  useVectors(core);
  return core as unknown as CoreExports;
}

/** Where the host has vectors, puts the functions that take them in the place of the core's of the same names: see assembly/simd. */
function useVectors(core: WebAssembly.Exports): void {
  let faster: WebAssembly.Exports;
  try {
    faster = makeSimd({ env: core }).exports;
  } catch {
    return;
  }
  const table = core['table'] as WebAssembly.Table;
  for (const [name, run] of Object.entries(faster)) {
    for (let i = 0; i < table.length; i++) if (table.get(i) === core[name]) table.set(i, run);
  }
}

/**
 * A new instance of the zlib module.
 *
 * @throws Error where the host forbids WebAssembly or has none
 */
export function instantiateZlib(): ZlibExports {
  return instantiate(makeZlib) as unknown as ZlibExports;
}

/** Compiling and instantiating can each be what a host forbids, and only trying tells. */
function instantiate(make: typeof makeCore): WebAssembly.Exports {
  try {
    return make({}).exports;
  } catch (cause) {
    throw new Error('This host forbids WebAssembly or has none: import itsdangerous-wasm/js instead', { cause });
  }
}
