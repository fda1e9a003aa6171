import { afterEach, describe, expect, test, vi } from 'vitest';
import { base64Decode, generateSecretKey } from '../src/index.js';

describe('generateSecretKey', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('gives as many random bytes as it is asked for, in base64url', () => {
    for (const bytes of [1, 32, 65536]) {
      const random = Uint8Array.from({ length: bytes }, (_, i) => i);
      const getRandomValues = (array: Uint8Array) => {
        array.set(random.subarray(0, array.length));
        return array;
      };
      vi.stubGlobal('crypto', { getRandomValues });
      expect(Buffer.from(generateSecretKey(bytes), 'base64url').equals(random), `${bytes}`).toBe(true);
    }
    vi.unstubAllGlobals();
    expect(base64Decode(generateSecretKey())).toHaveLength(32);
    expect(generateSecretKey()).not.toBe(generateSecretKey());
  });

  test.each([undefined, {}])('says that the host has no random numbers: crypto is %o', (crypto) => {
    vi.stubGlobal('crypto', crypto);
    expect(() => generateSecretKey()).toThrow('generateSecretKey needs crypto.getRandomValues');
  });
});
