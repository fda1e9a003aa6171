import * as itsdangerousJs from 'itsdangerous.js';
import { URLSafeTimedSerializer } from 'itsdangerous-wasm';
import { flat, session, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { inKeygrip, keyObject, SECRET_KEY } from '../peers/signers.js';

/** Flask's 31 days. */
const MAX_AGE = 31 * 24 * 60 * 60;

// As Flask configures itsdangerous for its session cookie.
const serializer = new URLSafeTimedSerializer(SECRET_KEY, {
  salt: 'cookie-session',
  signerOptions: { keyDerivation: 'hmac', digestMethod: 'sha1' },
});
const python = {
  module: 'itsdangerous',
  class: 'URLSafeTimedSerializer',
  options: { secret_key: SECRET_KEY, salt: 'cookie-session', signer_kwargs: { key_derivation: 'hmac' } },
};
const inItsdangerousJs = new itsdangerousJs.URLSafeTimedSerializer({
  secretKey: SECRET_KEY,
  salt: 'cookie-session',
  signerOpts: { keyDerivation: 'hmac' },
});

/** As Express's cookie-session makes its cookie: base64 of the JSON, never compressed and without a time, and a signature. */
const { sign, unsign } = inKeygrip([keyObject]);
const cookieSession = {
  dumps: (value) => sign(`session=${Buffer.from(JSON.stringify(value)).toString('base64')}`),
  loads: (cookie) => JSON.parse(Buffer.from(unsign(cookie).slice('session='.length), 'base64').toString()),
};

const sessions = vary(session);

function load(token) {
  return inItsdangerousJs.parse(token, undefined, MAX_AGE);
}

export const jobs = [
  {
    name: 'Flask-like session, dumps',
    inputs: sessions,
    check: (token, value) => equals(load)(value, token),
    contestants: {
      [OURS]: (value) => serializer.dumps(value),
      'itsdangerous.js': (value) => inItsdangerousJs.stringify(value).toString(),
      'cookie-session': {
        run: cookieSession.dumps,
        check: (cookie, value) => equals(cookieSession.loads)(value, cookie),
      },
      Python: { python: { ...python, method: 'dumps' } },
    },
  },
  {
    name: 'Flask-like session, loads',
    inputs: sessions.map((value) => flat(serializer.dumps(value))),
    check: equals(load),
    contestants: {
      [OURS]: (token) => serializer.loads(token, { maxAge: MAX_AGE }),
      'itsdangerous.js': load,
      'cookie-session': {
        run: cookieSession.loads,
        inputs: sessions.map((value) => flat(cookieSession.dumps(value))),
        check: (value, cookie) => equals(cookieSession.dumps)(cookie, value),
      },
      Python: { python: { ...python, method: 'loads', arguments: { max_age: MAX_AGE } } },
    },
  },
];
