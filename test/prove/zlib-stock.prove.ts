/*
 * The tests of ../zlib-stock.test.ts, in a long run alone: an ordinary one would try nothing that `npm test` does not.
 */
import { test } from 'vitest';
import { LONG } from './proof.js';

if (LONG) await import('../zlib-stock.test.js');
else test.skip('as stock zlib, in a long run');
