/*
 * Prints the SHA-256 of each wasm that was built, as sha256sum does: the same for everybody who builds the same source.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

for (const name of readdirSync('build').filter((name) => name.endsWith('.wasm'))) {
  const sum = createHash('sha256')
    .update(readFileSync(`build/${name}`))
    .digest('hex');
  console.log(`${sum}  build/${name}`);
}
