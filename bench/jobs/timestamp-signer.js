import * as itsdangerousJs from 'itsdangerous.js';
import { TimestampSigner } from 'itsdangerous-wasm';
import reallydangerous from 'reallydangerous';
import { flat, text, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { each } from '../peers/each.js';
import { inItsdangerousJs, node, SECRET_KEY } from '../peers/signers.js';

const MAX_AGE = 3600;

const signer = new TimestampSigner(SECRET_KEY);
const really = new reallydangerous.TimestampSigner(SECRET_KEY);

/** What a user without a library writes: the time in base64url between value and signature. */
const byHand = {
  sign(value) {
    const time = Buffer.allocUnsafe(4);
    time.writeUInt32BE(Math.floor(Date.now() / 1000));
    return node.sign(`${value}.${time.toString('base64url')}`);
  },
  unsign(token) {
    const dated = node.unsign(token);
    if (dated === undefined) return undefined;
    const at = dated.lastIndexOf('.');
    const time = Buffer.from(dated.slice(at + 1), 'base64url');
    const age = Math.floor(Date.now() / 1000) - time.readUInt32BE();
    return age >= 0 && age <= MAX_AGE ? dated.slice(0, at) : undefined;
  },
};

const signers = {
  [OURS]: { sign: (value) => signer.sign(value), unsign: (token) => signer.unsign(token, { maxAge: MAX_AGE }) },
  'node:crypto': byHand,
  'itsdangerous.js': inItsdangerousJs(new itsdangerousJs.TimestampSigner({ secretKey: SECRET_KEY }), MAX_AGE),
  reallydangerous: { sign: (value) => really.sign(value), unsign: (token) => really.unsign(token, MAX_AGE) },
};

const python = { module: 'itsdangerous', class: 'TimestampSigner', options: { secret_key: SECRET_KEY } };

const values = vary((number) => text(24, number));

export const jobs = [
  {
    name: 'TimestampSigner.sign',
    inputs: values,
    // The second may have changed since, so that tokens cannot be compared.
    check: (token, value) => equals(byHand.unsign)(value, token),
    contestants: {
      ...each(signers, ({ sign }) => sign),
      // It rounds the time instead of cutting it: half of its tokens are from the future.
      reallydangerous: {
        run: signers.reallydangerous.sign,
        check: (token, value) => equals(signers.reallydangerous.unsign)(value, token),
      },
      Python: { python: { ...python, method: 'sign' } },
    },
  },
  {
    name: 'TimestampSigner.unsign with maxAge',
    inputs: values.map((value) => flat(byHand.sign(value))),
    check: equals(byHand.unsign),
    contestants: {
      ...each(signers, ({ unsign }) => unsign),
      Python: { python: { ...python, method: 'unsign', arguments: { max_age: MAX_AGE } } },
    },
  },
];
