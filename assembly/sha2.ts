/*
 * The SHA-2 family, FIPS 180-4, over words of 32 bits (SHA-224, SHA-256) or 64 bits (SHA-384, SHA-512, SHA-512/256).
 * The standard gives the two word sizes separately (§6.2, §6.4); they differ in constants alone, so `T` is the word.
 * The state is eight words in the machine's own byte order.
 */
import { SCHEDULE } from './memory';
import { sigma0, sigma1, t1, t2 } from './sha2-functions';

/** Bytes from a word of 64 bits to its upper half. */
export const UPPER: usize = 4;

/** §5.3.4. The lower halves of the words are those of SHA-224 (§5.3.2). */
export const H0_SHA384: usize = memory.data<u64>([
  0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
  0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
]);

/** §5.3.5. The upper halves are those of SHA-256 (§5.3.3). */
export const H0_SHA512: usize = memory.data<u64>([
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
]);

/** §5.3.6.2 */
export const H0_SHA512_256: usize = memory.data<u64>([
  0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151, 0x963877195940eabd,
  0x96283ee2a88effe3, 0xbe5e1e2553863992, 0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2,
]);

/** §4.2.3, for words of 64 bits. The upper halves of the first 64 are those of §4.2.2, for words of 32 bits. */
export const K: usize = memory.data<u64>([
  0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
  0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
  0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
  0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
  0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
  0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
  0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
  0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
  0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
  0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
  0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
  0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
  0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
  0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
  0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
  0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
  0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
  0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
  0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
  0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
]);

/** K + W of the round at word offset `t`. */
// @ts-ignore: decorator
@inline function kw<T>(t: usize): T {
  return load<T>(sizeof<T>() == 4 ? K + UPPER + 2 * t : K + t) + load<T>(SCHEDULE + t);
}

/** W of §6.2.2 step 1, sixteen places after the word at `t`; `w2` is the word two places before it. */
// @ts-ignore: decorator
@inline function schedule<T>(t: usize, w2: T): T {
  const word: usize = sizeof<T>();
  const w = load<T>(t) + sigma0<T>(load<T>(t + word)) + load<T>(t + 9 * word) + sigma1<T>(w2);
  store<T>(t + 16 * word, w);
  return w;
}

/**
 * §6.2.2 (32 bits) and §6.4.2 (64 bits) over `blocks` blocks of sixteen words. Eight rounds a turn, so that the eight
 * working variables are back in their places without being moved; and two words of the schedule a turn, which wait for
 * the two before them, so these stay in locals.
 */
export function compress<T>(state: usize, data: usize, blocks: i32): void {
  const word: usize = sizeof<T>();
  const rounds: usize = sizeof<T>() == 4 ? 64 : 80;
  let h0 = load<T>(state);
  let h1 = load<T>(state + word);
  let h2 = load<T>(state + 2 * word);
  let h3 = load<T>(state + 3 * word);
  let h4 = load<T>(state + 4 * word);
  let h5 = load<T>(state + 5 * word);
  let h6 = load<T>(state + 6 * word);
  let h7 = load<T>(state + 7 * word);
  for (; blocks > 0; blocks--, data += 16 * word) {
    for (let t: usize = 0; t < 16 * word; t += word) {
      store<T>(SCHEDULE + t, bswap<T>(load<T>(data + t, 0, 1)));
    }
    let even = load<T>(SCHEDULE + 14 * word), odd = load<T>(SCHEDULE + 15 * word);
    for (let t: usize = SCHEDULE; t < SCHEDULE + (rounds - 16) * word; t += 2 * word) {
      even = schedule<T>(t, even);
      odd = schedule<T>(t + word, odd);
    }
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    for (let t: usize = 0; t < rounds * word; t += word) {
      const temp1 = t1<T>(e, f, g, h, kw<T>(t)), temp2 = t2<T>(a, b, c);
      h = g; g = f; f = e; e = d + temp1; d = c; c = b; b = a; a = temp1 + temp2;
    }
    h0 += a;
    h1 += b;
    h2 += c;
    h3 += d;
    h4 += e;
    h5 += f;
    h6 += g;
    h7 += h;
  }
  store<T>(state, h0);
  store<T>(state + word, h1);
  store<T>(state + 2 * word, h2);
  store<T>(state + 3 * word, h3);
  store<T>(state + 4 * word, h4);
  store<T>(state + 5 * word, h5);
  store<T>(state + 6 * word, h6);
  store<T>(state + 7 * word, h7);
}

/** compress of SHA-224 and SHA-256. */
export function compressSha256(state: usize, data: usize, blocks: i32): void {
  compress<u32>(state, data, blocks);
}
