import { Signer } from 'itsdangerous-wasm';
import { flat, text, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { each } from '../peers/each.js';
import { node, SECRET_KEY, signers } from '../peers/signers.js';

const SMALL = 2 ** 16;
const LARGE = 2 ** 24;

const signer = new Signer(SECRET_KEY);
const peers = Object.fromEntries(['node:crypto', '@noble/hashes', 'hash-wasm'].map((name) => [name, signers[name]]));

/** The time of a byte in a value of `size` bytes, beside that in values of other sizes. */
function signAndUnsign(name, size, count, others = {}) {
  const values = vary((number) => text(size, number), count);
  const bytes = values.map((value) => new TextEncoder().encode(value));
  const common = { unit: 'ns a byte', per: size, rounds: size === LARGE ? 21 : 51 };
  return [
    {
      ...common,
      name: `sign, ${name}`,
      inputs: values,
      check: equals(node.sign),
      contestants: {
        [OURS]: (value) => signer.sign(value),
        'ours, bytes': {
          run: (value) => signer.sign(value),
          inputs: bytes,
          check: (token) => equals(() => values.includes(node.unsign(Buffer.from(token).toString())))(true),
        },
        ...others.sign,
        ...each(peers, (peer) => (value) => peer.sign(value)),
      },
    },
    {
      ...common,
      name: `unsign, ${name}`,
      inputs: values.map((value) => flat(node.sign(value))),
      check: equals(node.unsign),
      contestants: {
        [OURS]: (token) => signer.unsign(token),
        ...others.unsign,
        ...each(peers, (peer) => (token) => peer.unsign(token)),
      },
    },
  ];
}

const small = signAndUnsign('64 KiB', SMALL, 10);

/** As many bytes a turn as one value of 16 MiB has: a turn that were shorter would be disturbed less. */
const [sign, unsign] = small.map(({ contestants, inputs, ...common }) => ({
  ...common,
  run: contestants[OURS],
  inputs: vary((number) => inputs[number % inputs.length], LARGE / SMALL),
}));

export const jobs = [
  ...small,
  ...signAndUnsign('16 MiB', LARGE, 1, { sign: { 'ours, 64 KiB': sign }, unsign: { 'ours, 64 KiB': unsign } }),
];
