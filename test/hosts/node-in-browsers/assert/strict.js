import { expect } from 'vitest';

export const deepStrictEqual = (actual, expected) => expect(actual).toStrictEqual(expected);
