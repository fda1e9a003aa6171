import { deepStrictEqual } from 'node:assert/strict';
import { createSecretKey, webcrypto } from 'node:crypto';
import { createSigner, createVerifier } from 'fast-jwt';
import { URLSafeTimedSerializer } from 'itsdangerous-wasm';
import { jwtVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
import { flat, forge, login, repeat, users, vary } from '../inputs.js';
import { OURS } from '../ours.js';
import { isRefusal, refusing } from '../peers/refusal.js';
import { SECRET_KEY } from '../peers/signers.js';

const MAX_AGE = 3600;
const ALGORITHM = 'HS256';

const keyBytes = Buffer.from(SECRET_KEY);
const keyObject = createSecretKey(keyBytes);
const hmac = { name: 'HMAC', hash: 'SHA-256' };
const cryptoKey = await webcrypto.subtle.importKey('raw', keyBytes, hmac, false, ['sign', 'verify']);

const serializer = new URLSafeTimedSerializer(SECRET_KEY, { signerOptions: { digestMethod: 'sha256' } });
const signFast = createSigner({ key: SECRET_KEY, algorithm: ALGORITHM });
const verifyFast = createVerifier({ key: SECRET_KEY, algorithms: [ALGORITHM], maxAge: MAX_AGE * 1000 });

/** HMAC-SHA-256, the time in each token, and tokens over an hour old refused: everywhere the same. */
const serializers = {
  [OURS]: {
    dumps: (payload) => serializer.dumps(payload),
    loads: (token) => serializer.loads(token, { maxAge: MAX_AGE }),
  },
  'fast-jwt': { dumps: (payload) => signFast(payload), loads: (token) => verifyFast(token) },
  jose: {
    dumps: (payload) => new SignJWT(payload).setProtectedHeader({ alg: ALGORITHM }).setIssuedAt().sign(cryptoKey),
    async loads(token) {
      const { payload } = await jwtVerify(token, cryptoKey, { algorithms: [ALGORITHM], maxTokenAge: MAX_AGE });
      return payload;
    },
  },
  jsonwebtoken: {
    dumps: (payload) => jsonwebtoken.sign(payload, keyObject, { algorithm: ALGORITHM }),
    loads: (token) => jsonwebtoken.verify(token, keyObject, { algorithms: [ALGORITHM], maxAge: MAX_AGE }),
  },
};

/** A contestant for each serializer, which has what depends on its own tokens from `toContestant(serializer, tokens)`. */
async function contestants(payloads, toContestant) {
  const made = {};
  for (const [name, own] of Object.entries(serializers)) {
    const tokens = await Promise.all(payloads.map(own.dumps));
    made[name] = toContestant(own, tokens.map(flat));
  }
  return made;
}

/** A JWT has its time in its payload. */
function equalsButForTime({ iat, ...payload }, expected) {
  deepStrictEqual(payload, expected);
}

async function dumpsAndLoads(name, payloads) {
  const payloadOf = (token, tokens) => payloads[tokens.indexOf(token)];
  return [
    {
      name: `dumps with SHA-256, ${name}`,
      inputs: payloads,
      contestants: await contestants(payloads, ({ dumps, loads }) => ({
        run: dumps,
        check: async (token, payload) => equalsButForTime(await loads(token), payload),
      })),
    },
    {
      name: `loads with SHA-256, ${name}`,
      contestants: await contestants(payloads, ({ loads }, tokens) => ({
        run: loads,
        inputs: tokens,
        check: (payload, token) => equalsButForTime(payload, payloadOf(token, tokens)),
      })),
    },
  ];
}

const logins = vary(login);

export const jobs = [
  ...(await dumpsAndLoads('31 bytes', logins)),
  ...(await dumpsAndLoads('31 bytes, one value', repeat(logins[0]))),
  ...(await dumpsAndLoads(
    '800 bytes',
    vary((number) => ({ u: users(794, number) })),
  )),
  {
    // What its documentation shows, and most do: it takes the text for a private key first.
    name: 'dumps with SHA-256, 31 bytes, key as text',
    inputs: logins.slice(0, 5),
    contestants: {
      [OURS]: {
        run: serializers[OURS].dumps,
        check: (token, payload) => equalsButForTime(serializers[OURS].loads(token), payload),
      },
      jsonwebtoken: {
        run: (payload) => jsonwebtoken.sign(payload, SECRET_KEY),
        check: (token, payload) => equalsButForTime(serializers.jsonwebtoken.loads(token), payload),
      },
    },
  },
  {
    name: 'tryLoads with SHA-256, forged',
    check: isRefusal,
    contestants: {
      ...(await contestants(logins, ({ loads }, tokens) => ({ run: refusing(loads), inputs: tokens.map(forge) }))),
      [OURS]: {
        run: (token) => serializer.tryLoads(token, { maxAge: MAX_AGE }),
        inputs: logins.map((payload) => forge(serializer.dumps(payload))),
      },
    },
  },
];
