import { cpus, totalmem } from 'node:os';
import { pythonVersions } from './python.js';

/** What the figures were measured on, and when. */
export function describeMachine() {
  return [
    new Date().toISOString().slice(0, 10),
    `${cpus().length} cores of ${cpus()[0]?.model.trim()}`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node} (V8 ${process.versions.v8}, OpenSSL ${process.versions.openssl})`,
    pythonVersions,
  ].join(', ');
}
