/*
 * Everything that signs a text and takes the text out of its token again, each in the fastest form that its documentation
 * allows: keys are derived, prepared and made into key objects before, where it lets them be. `sign` gives a token;
 * `unsign` gives the value, and `undefined` or `false` or an error for a forged token.
 */
import { createSecretKey, timingSafeEqual } from 'node:crypto';
import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import cookieSignature from 'cookie-signature';
import { createHMAC, createSHA1 } from 'hash-wasm';
import * as itsdangerousJs from 'itsdangerous.js';
import { Signer } from 'itsdangerous-wasm';
import Keygrip from 'keygrip';
import reallydangerous from 'reallydangerous';
import { OURS } from '../ours.js';
import { byHand } from './by-hand.js';

export const SECRET_KEY = 'a secret key of thirty-two bytes';

/** The key that itsdangerous signs with: those without key derivation are given it, and sign once instead of thrice. */
const derivedKey = new Signer(SECRET_KEY).deriveKey();

export const keyObject = createSecretKey(derivedKey);

/** A signature and its check, put to work on tokens. */
function withSignature(getSignature, verifySignature) {
  return {
    sign: (value) => `${value}.${getSignature(value)}`,
    unsign(token) {
      const at = token.lastIndexOf('.');
      const value = token.slice(0, at);
      return at >= 0 && verifySignature(value, token.slice(at + 1)) ? value : undefined;
    },
  };
}

/** A function from bytes to their HMAC, put to work on tokens: for libraries that stop there. */
function withMac(mac) {
  return withSignature(
    (value) => Buffer.from(mac(Buffer.from(value)).buffer).toString('base64url'),
    (value, signature) => {
      const given = Buffer.from(signature, 'base64url');
      const expected = mac(Buffer.from(value));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  );
}

export function inKeygrip(keys) {
  const keygrip = new Keygrip(keys);
  return withSignature(
    (value) => keygrip.sign(value),
    (value, signature) => keygrip.verify(value, signature),
  );
}

function inHashWasm(keyed) {
  return withMac((bytes) => keyed.init().update(bytes).digest('binary'));
}

/** It takes and gives Buffers. */
export function inItsdangerousJs(signer, ...unsignArguments) {
  return {
    sign: (value) => signer.sign(value).toString(),
    unsign: (token) => signer.unsign(token, ...unsignArguments).toString(),
  };
}

export const node = byHand('sha1', [keyObject]);

/** SHA-1, as itsdangerous has it: the same token from all of them. */
export const signers = {
  [OURS]: new Signer(SECRET_KEY),
  'node:crypto': node,
  keygrip: inKeygrip([keyObject]),
  '@noble/hashes': withMac((bytes) => hmac(sha1, derivedKey, bytes)),
  'hash-wasm': inHashWasm(await createHMAC(createSHA1(), derivedKey)),
  'itsdangerous.js': inItsdangerousJs(new itsdangerousJs.Signer({ secretKey: SECRET_KEY })),
  reallydangerous: new reallydangerous.Signer(SECRET_KEY),
};

/** Its tokens are its own: SHA-256, and base64 as it is in mails. */
export const cookies = {
  sign: (value) => cookieSignature.sign(value, keyObject),
  unsign: (token) => cookieSignature.unsign(token, keyObject),
};
