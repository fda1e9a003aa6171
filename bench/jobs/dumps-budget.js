import { base64Encode, compactJSON, TimestampSigner, URLSafeTimedSerializer } from 'itsdangerous-wasm';
import { login, vary } from '../inputs.js';
import { importInternals } from '../internals.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { SECRET_KEY } from '../peers/signers.js';

const { compress } = await importInternals('zlib');

const serializer = new URLSafeTimedSerializer(SECRET_KEY);
const timestampSigner = new TimestampSigner(SECRET_KEY, { salt: 'itsdangerous' });
const logins = vary(login);
const json = logins.map((value) => new TextEncoder().encode(JSON.stringify(value)));

/** The ratios are shares of the whole call. */
export const jobs = [
  {
    name: 'where a URLSafeTimedSerializer.dumps goes, 31 bytes',
    inputs: logins,
    contestants: {
      [OURS]: {
        run: (value) => serializer.dumps(value),
        check: (token, value) => equals((input) => serializer.loads(input))(value, token),
      },
      JSON: { run: (value) => compactJSON.stringify(value), check: equals(JSON.stringify) },
      '… JSON.stringify alone': { run: (value) => JSON.stringify(value), check: equals(JSON.stringify) },
      'trying to compress': {
        run: (bytes) => compress(bytes, bytes.length - 1),
        inputs: json,
        check: equals(() => undefined),
      },
      base64: {
        run: (bytes) => base64Encode(bytes),
        inputs: json,
        check: equals((bytes) => Buffer.from(bytes).toString('base64url')),
      },
      'TimestampSigner.sign': {
        run: (payload) => timestampSigner.sign(payload),
        inputs: json.map((bytes) => base64Encode(bytes)),
        check: (token, payload) => equals((input) => timestampSigner.unsign(input))(payload, token),
      },
    },
  },
];
