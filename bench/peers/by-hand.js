import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a user without a library writes to sign and unsign text with node:crypto. Keys are key objects, oldest first. */
export function byHand(algorithm, keys) {
  return {
    sign: (value) => `${value}.${createHmac(algorithm, keys.at(-1)).update(value).digest('base64url')}`,
    unsign(token) {
      const at = token.lastIndexOf('.');
      if (at < 0) return undefined;
      const value = token.slice(0, at);
      const signature = Buffer.from(token.slice(at + 1), 'base64url');
      for (let i = keys.length - 1; i >= 0; i--) {
        const expected = createHmac(algorithm, keys[i]).update(value).digest();
        if (signature.length === expected.length && timingSafeEqual(signature, expected)) return value;
      }
      return undefined;
    },
  };
}
