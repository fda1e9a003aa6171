/*
 * The backend of the builds for hosts without WebAssembly, where it stands in the place of backend.ts: the same modules,
 * converted to JavaScript.
 */
import convertedCore from '#core.js';
import convertedZlib from '#zlib.js';
import type { CoreExports, ZlibExports } from './backend.js';

export function instantiateCore(): CoreExports {
  return convertedCore() as CoreExports;
}

export function instantiateZlib(): ZlibExports {
  return convertedZlib() as ZlibExports;
}
