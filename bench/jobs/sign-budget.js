import { Signer } from 'itsdangerous-wasm';
import { text, vary } from '../inputs.js';
import { importInternals } from '../internals.js';
import { equals } from '../measure.js';
import { OURS } from '../ours.js';
import { node, SECRET_KEY } from '../peers/signers.js';

// The functions that a call goes through, each by itself, on a core of their own.
const internals = await importInternals('core', 'digest', 'token');
const { nativeDigest, outputText, prepareTokenKeys, putInput, putSigner, signToken } = internals;
const core = internals.core();

const SIZE = 24;
/** A dot, and SHA-1's 20 bytes in base64url. */
const ADDED = 28;
const BLOCK_SIZE = 64;

const signer = new Signer(SECRET_KEY);
const sha1 = nativeDigest('sha1');
const keys = prepareTokenKeys(sha1, signer.sep, '.', 0, () => signer.deriveKey());

/** The ratios are shares of the whole call. */
export const jobs = [
  {
    name: 'where a Signer.sign goes, 24 characters',
    inputs: vary((number) => text(SIZE, number)),
    contestants: {
      [OURS]: { run: (value) => signer.sign(value), check: equals(node.sign) },
      'without its checks': { run: (value) => signToken(keys, value), check: equals(node.sign) },
      'text in': { run: (value) => putInput(core, value), check: equals(() => SIZE) },
      'keys in': { run: () => putSigner(core, keys.signing), check: () => {} },
      'in the core': { run: () => core.run.sign(sha1.id, 1, SIZE), check: equals(() => ADDED) },
      // One of the value, one of the inner hash.
      '… two blocks': {
        run: () => core.run.streamUpdate(sha1.id, core.INPUT_SIZE),
        inputs: [undefined],
        per: core.INPUT_SIZE / BLOCK_SIZE / 2,
        check: () => {},
      },
      '… base64 and a call': { run: () => core.run.encodeInput(sha1.outputSize), check: equals(() => ADDED - 1) },
      '… a call alone': { run: () => core.run.encodeInput(0), check: equals(() => 0) },
      'text out': { run: () => outputText(core, ADDED), check: (out) => equals(() => ADDED)(out.length) },
    },
  },
];
