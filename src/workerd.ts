/*
 * For Cloudflare Workers, which compile no bytes but import compiled modules.
 */
import coreModule from '../core.wasm';
import simdModule from '../simd.wasm';
import zlibModule from '../zlib.wasm';
import { useModules } from './backend.js';

/**
 * What an entry exports, once those modules are in use. Each export goes through here, so that a bundler can leave out all of
 * this where none is used, and never where one is.
 */
export function withModules<T>(exported: T): T {
  useModules(coreModule, simdModule, zlibModule);
  return exported;
}
