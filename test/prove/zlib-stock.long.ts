/*
 * The tests of ../zlib-stock.test.ts with more cases: an ordinary run would try nothing that `npm test` does not.
 */
import '../zlib-stock.test.js';
