import { TimestampSigner, URLSafeTimedSerializer } from 'itsdangerous-wasm';
import { flat, login, text, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { node, SECRET_KEY, signers } from '../peers/signers.js';

const COUNT = 1000;

const signer = signers[OURS];
const serializer = new URLSafeTimedSerializer(SECRET_KEY);
const timestampSigner = new TimestampSigner(SECRET_KEY);

const values = vary((number) => text(24, number), COUNT);
const tokens = values.map((value) => flat(signer.sign(value)));
const timedTokens = values.map((value) => flat(timestampSigner.sign(value)));
const logins = vary(login, COUNT);
const dumped = logins.map((value) => flat(serializer.dumps(value)));

/** The form for lists against a loop over the form for one; the time is that of one token. */
function many(name, list, all, one, peers = {}) {
  return {
    name: `${name}, 1,000 tokens`,
    inputs: [list],
    per: COUNT,
    check: equals((inputs) => inputs.map(one)),
    contestants: {
      [OURS]: all,
      'ours, a loop': (inputs) => inputs.map((input) => one(input)),
      ...peers,
    },
  };
}

export const jobs = [
  many(
    'signMany',
    values,
    (list) => signer.signMany(list),
    (value) => signer.sign(value),
    { 'node:crypto': (list) => list.map((value) => node.sign(value)) },
  ),
  many(
    'tryUnsignMany',
    tokens,
    (list) => signer.tryUnsignMany(list),
    (token) => signer.tryUnsign(token),
  ),
  many(
    'TimestampSigner.tryUnsignMany',
    timedTokens,
    (list) => timestampSigner.tryUnsignMany(list),
    (token) => timestampSigner.tryUnsign(token),
  ),
  many(
    'tryLoadsMany',
    dumped,
    (list) => serializer.tryLoadsMany(list),
    (token) => serializer.tryLoads(token),
  ),
];
