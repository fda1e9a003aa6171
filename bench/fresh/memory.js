/*
 * A fresh process, started with the name of a contestant and a number of calls, half of which sign and half unsign. Prints
 * what memory it has afterwards, in MiB.
 */
import { createSecretKey } from 'node:crypto';
import { flat, text, vary } from '../inputs.js';
import { byHand } from '../peers/by-hand.js';

const KEY = 'a secret key of thirty-two bytes';

const SIGNERS = {
  async ours() {
    const { Signer } = await import('itsdangerous-wasm');
    return new Signer(KEY);
  },
  'node:crypto': () => byHand('sha1', [createSecretKey(KEY, 'utf8')]),
};

/** Of the package's modules, which it keeps to itself. */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(...args) {
    super(...args);
    memories.push(this.exports.memory);
  }
};

const [name, calls] = process.argv.slice(2);
const signer = await SIGNERS[name]();
const values = vary((number) => text(24, number));
const tokens = values.map((value) => flat(signer.sign(value)));
for (let call = 0; call < Number(calls) / 2; call++) {
  signer.sign(values[call % values.length]);
  signer.unsign(tokens[call % tokens.length]);
}
gc();
const { heapUsed, rss } = process.memoryUsage();
const wasm = memories.reduce((bytes, { buffer }) => bytes + buffer.byteLength, 0);
const inMiB = ([figure, bytes]) => [figure, bytes / 2 ** 20];
console.log(JSON.stringify(Object.fromEntries(Object.entries({ heap: heapUsed, wasm, rss }).map(inMiB))));
