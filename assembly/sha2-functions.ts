/*
 * What the SHA-2 family (FIPS 180-4) computes of words, without any memory: for sha2.ts, and for the module of vectors. `T` is
 * the word, of 32 or 64 bits.
 */

// §4.1.2 (32 bits) and §4.1.3 (64 bits).
// @ts-ignore: decorator
@inline function ch<T>(x: T, y: T, z: T): T {
  return z ^ (x & (y ^ z));
}
// @ts-ignore: decorator
@inline function maj<T>(x: T, y: T, z: T): T {
  return y ^ ((x ^ y) & (y ^ z));
}
/** Σ0 */
// @ts-ignore: decorator
@inline function bigSigma0<T>(x: T): T {
  return sizeof<T>() == 4
    ? rotr<T>(x, <T>2) ^ rotr<T>(x, <T>13) ^ rotr<T>(x, <T>22)
    : rotr<T>(x, <T>28) ^ rotr<T>(x, <T>34) ^ rotr<T>(x, <T>39);
}
/** Σ1 */
// @ts-ignore: decorator
@inline function bigSigma1<T>(x: T): T {
  return sizeof<T>() == 4
    ? rotr<T>(x, <T>6) ^ rotr<T>(x, <T>11) ^ rotr<T>(x, <T>25)
    : rotr<T>(x, <T>14) ^ rotr<T>(x, <T>18) ^ rotr<T>(x, <T>41);
}
/** σ0 */
// @ts-ignore: decorator
@inline export function sigma0<T>(x: T): T {
  return sizeof<T>() == 4
    ? rotr<T>(x, <T>7) ^ rotr<T>(x, <T>18) ^ (x >> <T>3)
    : rotr<T>(x, <T>1) ^ rotr<T>(x, <T>8) ^ (x >> <T>7);
}
/** σ1 */
// @ts-ignore: decorator
@inline export function sigma1<T>(x: T): T {
  return sizeof<T>() == 4
    ? rotr<T>(x, <T>17) ^ rotr<T>(x, <T>19) ^ (x >> <T>10)
    : rotr<T>(x, <T>19) ^ rotr<T>(x, <T>61) ^ (x >> <T>6);
}

/** What a round adds to d and h: T1 of §6.2.2 step 3, where `kw` is K + W. The sum begins with what is known first. */
// @ts-ignore: decorator
@inline export function t1<T>(e: T, f: T, g: T, h: T, kw: T): T {
  return h + kw + ch<T>(e, f, g) + bigSigma1<T>(e);
}
/** T2 of the same step. */
// @ts-ignore: decorator
@inline export function t2<T>(a: T, b: T, c: T): T {
  return maj<T>(a, b, c) + bigSigma0<T>(a);
}
