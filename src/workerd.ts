/*
 * The main entry for Cloudflare Workers, which compile no bytes but import compiled modules.
 */
import coreModule from '../core.wasm';
import simdModule from '../simd.wasm';
import zlibModule from '../zlib.wasm';
import { useModules } from './backend.js';

useModules(coreModule, simdModule, zlibModule);

export * from './index.js';
