import { flat, text, vary } from '../inputs.js';
import { equals } from '../measure.js';
import { each } from '../peers/each.js';
import { cookies, node, SECRET_KEY, signers } from '../peers/signers.js';

const python = { module: 'itsdangerous', class: 'Signer', options: { secret_key: SECRET_KEY } };

export const jobs = [24, 200, 1000].flatMap((size) => {
  const values = vary((number) => text(size, number));
  return [
    {
      name: `Signer.sign, ${size} characters`,
      inputs: values,
      check: equals(node.sign),
      contestants: {
        ...each(signers, (signer) => (value) => signer.sign(value)),
        'cookie-signature': { run: cookies.sign, check: (token, value) => equals(cookies.unsign)(value, token) },
        Python: { python: { ...python, method: 'sign' } },
      },
    },
    {
      name: `Signer.unsign, ${size} characters`,
      inputs: values.map((value) => flat(node.sign(value))),
      check: equals((token) => token.slice(0, token.lastIndexOf('.'))),
      contestants: {
        ...each(signers, (signer) => (token) => signer.unsign(token)),
        'cookie-signature': { run: cookies.unsign, inputs: values.map((value) => flat(cookies.sign(value))) },
        Python: { python: { ...python, method: 'unsign' } },
      },
    },
  ];
});
