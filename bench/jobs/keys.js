import { createSecretKey } from 'node:crypto';
import { Signer } from 'itsdangerous-wasm';
import { flat, text, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { byHand } from '../peers/by-hand.js';
import { inKeygrip } from '../peers/signers.js';

// itsdangerous.js is not here: it turns its list of keys over at every call, so that it does not always try all of them.
export const jobs = [1, 4, 16].map((count) => {
  const secretKeys = vary((number) => `key ${number} of thirty-two characters`, count);
  const [oldest] = secretKeys.map((secretKey) => new Signer(secretKey));
  const several = new Signer(secretKeys);
  const keyObjects = secretKeys.map((secretKey) => createSecretKey(new Signer(secretKey).deriveKey()));
  const node = byHand('sha1', keyObjects);
  const keygrip = inKeygrip(keyObjects.toReversed());
  return {
    name: count === 1 ? 'unsign, one key' : `unsign, the oldest of ${count} keys`,
    inputs: vary((number) => flat(oldest.sign(text(24, number)))),
    check: equals((token) => token.slice(0, token.lastIndexOf('.'))),
    contestants: {
      [OURS]: (token) => several.unsign(token),
      ...(count > 1 && { 'ours, one key': (token) => oldest.unsign(token) }),
      'node:crypto': (token) => node.unsign(token),
      keygrip: (token) => keygrip.unsign(token),
      Python: {
        python: { module: 'itsdangerous', class: 'Signer', options: { secret_key: secretKeys }, method: 'unsign' },
      },
    },
  };
});
