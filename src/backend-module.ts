/*
 * The backend of the builds for Cloudflare Workers, where it stands in the place of backend.ts: a host that compiles no bytes
 * but is handed compiled modules by whoever bundles for it.
 */
import coreModule from '../core.wasm';
import zlibModule from '../zlib.wasm';
import type { CoreExports, ZlibExports } from './backend.js';

export function instantiateCore(): CoreExports {
  return new WebAssembly.Instance(coreModule, {}).exports as unknown as CoreExports;
}

export function instantiateZlib(): ZlibExports {
  return new WebAssembly.Instance(zlibModule, {}).exports as unknown as ZlibExports;
}
