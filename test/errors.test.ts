import { expect, test } from 'vitest';
import { BadData, BadHeader, BadPayload, BadSignature, BadTimeSignature, SignatureExpired } from '../src/index.js';

const ERRORS: [Class: new (message: string) => BadData, parent: unknown, code: string][] = [
  [BadData, Error, 'ERR_BAD_DATA'],
  [BadPayload, BadData, 'ERR_BAD_PAYLOAD'],
  [BadSignature, BadData, 'ERR_BAD_SIGNATURE'],
  [BadTimeSignature, BadSignature, 'ERR_BAD_TIME_SIGNATURE'],
  [SignatureExpired, BadTimeSignature, 'ERR_SIGNATURE_EXPIRED'],
  [BadHeader, BadSignature, 'ERR_BAD_HEADER'],
];

test.each(ERRORS)('%o', (Class, parent, code) => {
  const error = new Class('what is wrong');
  expect(Object.getPrototypeOf(Class)).toBe(parent);
  expect(error).toMatchObject({ name: Class.name, message: 'what is wrong', code });
  expect(String(error)).toBe(`${Class.name}: what is wrong`);
  // Not every host begins the stack with that.
  if (new Error('probe').stack?.startsWith('Error: probe')) expect(error.stack).toContain(String(error));
});

test('what went wrong on reading is the cause of a BadPayload, which else has none', () => {
  const cause = new SyntaxError('no JSON');
  expect(new BadPayload('unread', cause)).toMatchObject({ cause, originalError: cause });
  expect(new BadPayload('unread')).not.toHaveProperty('cause');
});

test('a BadHeader has the header and what went wrong on reading it', () => {
  const cause = new SyntaxError('no JSON');
  const error = new BadHeader('unread', 'payload', { alg: 'none' }, cause);
  expect(error).toMatchObject({ payload: 'payload', header: { alg: 'none' }, originalError: cause });
});
