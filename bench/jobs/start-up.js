import { match } from 'node:assert/strict';
import { fresh } from '../fresh/run.js';

const CONTESTANTS = [
  'ours',
  'ours, Signer.sign',
  'node:crypto',
  'jose',
  'fast-jwt',
  'jsonwebtoken',
  'cookie-signature',
  '@noble/hashes',
  'hash-wasm',
  'itsdangerous.js',
];

export const jobs = [
  {
    name: 'import to first token',
    unit: 'ms',
    rounds: 21,
    contestants: Object.fromEntries(
      CONTESTANTS.map((name) => [
        name,
        {
          async sample() {
            const { milliseconds, token } = await fresh('first-token.js', name);
            match(token, /^[\w-]+\.[\w.+/=-]+$/);
            return milliseconds;
          },
        },
      ]),
    ),
  },
];
