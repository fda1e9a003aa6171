import * as itsdangerousJs from 'itsdangerous.js';
import { URLSafeTimedSerializer } from 'itsdangerous-wasm';
import { flat, login, repeat, users, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { SECRET_KEY } from '../peers/signers.js';

const MAX_AGE = 3600;

const serializer = new URLSafeTimedSerializer(SECRET_KEY);
const inItsdangerousJs = new itsdangerousJs.URLSafeTimedSerializer({ secretKey: SECRET_KEY });
const python = { module: 'itsdangerous', class: 'URLSafeTimedSerializer', options: { secret_key: SECRET_KEY } };

/** The same of a hundred different values and of one: what a server meets, and what benchmarks show. */
function dumpsAndLoads(name, values) {
  return [
    {
      name: `URLSafeTimedSerializer.dumps, ${name}`,
      inputs: values,
      check: (token, value) => equals(load)(value, token),
      contestants: {
        [OURS]: (value) => serializer.dumps(value),
        'itsdangerous.js': (value) => inItsdangerousJs.stringify(value).toString(),
        Python: { python: { ...python, method: 'dumps' } },
      },
    },
    {
      name: `URLSafeTimedSerializer.loads, ${name}`,
      inputs: values.map((value) => flat(serializer.dumps(value))),
      check: equals(load),
      contestants: {
        [OURS]: (token) => serializer.loads(token, { maxAge: MAX_AGE }),
        'itsdangerous.js': (token) => inItsdangerousJs.parse(token, undefined, MAX_AGE),
        Python: { python: { ...python, method: 'loads', arguments: { max_age: MAX_AGE } } },
      },
    },
  ];
}

function load(token) {
  return inItsdangerousJs.parse(token, undefined, MAX_AGE);
}

export const jobs = [
  ...dumpsAndLoads('31 bytes', vary(login)),
  ...dumpsAndLoads('31 bytes, one value', repeat(login(0))),
  ...dumpsAndLoads(
    '800 bytes',
    vary((number) => users(800, number)),
  ),
  ...dumpsAndLoads('800 bytes, one value', repeat(users(800, 0))),
];
