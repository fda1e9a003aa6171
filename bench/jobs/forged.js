import { TimestampSigner } from 'itsdangerous-wasm';
import { flat, forge, text, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { each } from '../peers/each.js';
import { isRefusal, refusing } from '../peers/refusal.js';
import { cookies, node, SECRET_KEY, signers } from '../peers/signers.js';

const values = vary((number) => text(24, number));
const tokens = values.map((value) => flat(node.sign(value)));
const forged = tokens.map(forge);

const { [OURS]: signer, ...peers } = signers;
const timestampSigner = new TimestampSigner(SECRET_KEY);
const timedTokens = values.map((value) => flat(timestampSigner.sign(value)));

const python = { module: 'itsdangerous', class: 'Signer', options: { secret_key: SECRET_KEY }, method: 'unsign' };

function good(run, inputs) {
  return { run, inputs, check: (result) => equals(() => true)(result.ok) };
}

/** A peer's way to refuse a token, be it an answer or an error, is measured with what a caller needs to meet it. */
const refusals = {
  ...each(peers, (peer) => refusing((token) => peer.unsign(token))),
  'cookie-signature': { run: cookies.unsign, inputs: values.map((value) => forge(cookies.sign(value))) },
  Python: { python: { ...python, refuses: true }, check: equals(() => 'BadSignature') },
};

export const jobs = [
  {
    name: 'tryUnsign, forged',
    inputs: forged,
    check: isRefusal,
    contestants: {
      [OURS]: (token) => signer.tryUnsign(token),
      'ours, a good token': good((token) => signer.tryUnsign(token), tokens),
      ...refusals,
    },
  },
  {
    name: 'unsign, forged',
    inputs: forged,
    check: isRefusal,
    contestants: { [OURS]: refusing((token) => signer.unsign(token)), ...refusals },
  },
  {
    name: 'tryUnsign, not a token at all',
    inputs: values,
    check: isRefusal,
    contestants: {
      [OURS]: (token) => signer.tryUnsign(token),
      'ours, a good token': good((token) => signer.tryUnsign(token), tokens),
      ...each(peers, (peer) => refusing((token) => peer.unsign(token))),
      'cookie-signature': cookies.unsign,
      Python: refusals.Python,
    },
  },
  {
    name: 'TimestampSigner.tryUnsign, forged',
    inputs: timedTokens.map(forge),
    check: isRefusal,
    contestants: {
      [OURS]: (token) => timestampSigner.tryUnsign(token),
      'ours, a good token': good((token) => timestampSigner.tryUnsign(token), timedTokens),
      Python: {
        ...refusals.Python,
        python: { ...python, class: 'TimestampSigner', refuses: true },
        check: equals(() => 'BadTimeSignature'),
      },
    },
  },
];
