import instantiate from '#core.wasm';

/** What the core exports: see assembly/index.ts. Addresses and sizes are globals, everything else is a function. */
export interface CoreExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly INPUT: { readonly value: number };
  readonly INPUT_SIZE: { readonly value: number };
  readonly ENCODE_SIZE: { readonly value: number };
  readonly OUTPUT: { readonly value: number };
  readonly RESULT: { readonly value: number };
  readonly SEP: { readonly value: number };
  readonly MAX_SEP: { readonly value: number };
  readonly MIDSTATES: { readonly value: number };
  readonly MIDSTATES_SIZE: { readonly value: number };
  readonly MAX_KEYS: { readonly value: number };
  streamInit(digest: number): void;
  streamUpdate(digest: number): void;
  streamFinish(digest: number, length: number): void;
  prepareKey(digest: number, length: number): void;
  hmacInit(digest: number): void;
  hmacFinish(digest: number, length: number): void;
  deriveKey(derivation: number, digest: number, saltLength: number, keyLength: number): number;
  encodeInputAt(length: number): number;
  encodeInput(length: number): number;
  decodeInput(length: number): number;
  equalInput(length: number): number;
  readTimestamp(length: number): number;
  writeTimestamp(low: number, high: number): number;
  sign(digest: number, sepLength: number, length: number): number;
  signTimestamped(digest: number, sepLength: number, length: number, low: number, high: number): number;
  unsign(digest: number, sepLength: number, keyCount: number, length: number): number;
  unsignTimestamped(digest: number, sepLength: number, keyCount: number, length: number): number;
  wipe(length: number): void;
}

/**
 * A new instance of the core. Compiling and instantiating can each be what a host forbids, and only trying tells.
 *
 * @throws Error where the host runs no WebAssembly
 */
export function instantiateCore(): CoreExports {
  try {
    return instantiate({}).exports as unknown as CoreExports;
  } catch (cause) {
    throw new Error('itsdangerous-wasm: this host does not run WebAssembly', { cause });
  }
}
