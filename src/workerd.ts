/*
 * The main entry for Cloudflare Workers, which compile no bytes but import compiled modules.
 */
import coreModule from '../core.wasm';
import lanesModule from '../lanes.wasm';
import zlibModule from '../zlib.wasm';
import { useModules } from './backend.js';

useModules(coreModule, lanesModule, zlibModule);

export * from './index.js';
