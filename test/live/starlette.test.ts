/*
 * Sessions exchanged with the real Starlette, on uvicorn.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SessionCookie } from '../../src/starlette/index.js';
import { missingModules, PythonApp } from './python-app.js';
import { tamperings } from './tamperings.js';

const NOW = 1_767_225_600;
const LIFETIME = 14 * 24 * 60 * 60;

const ours = (now: number, ...keys: string[]): SessionCookie =>
  new SessionCookie(keys, { signerOptions: { clock: () => now * 1000 } });

const missing = missingModules('starlette', 'uvicorn', 'itsdangerous');
if (missing.length > 0) test.skip(`sessions exchanged with Starlette: this Python has no ${missing}`);

describe.skipIf(missing.length > 0)('sessions exchanged with Starlette', () => {
  let starlette: PythonApp;

  beforeAll(async () => {
    starlette = await PythonApp.start('starlette_app.py');
  }, 30_000);

  afterAll(() => starlette.stop());

  test('logged in there, read here, and written again to the byte', async () => {
    await starlette.set({ keys: ['key'], now: NOW });
    const { cookie } = await starlette.get('/login');
    const session = ours(NOW, 'key').loads(cookie as string);
    expect(session).toStrictEqual({
      user_id: 42,
      name: 'Ada ☃',
      cart: [['apple', 2, 0.5, 1e-7], { z: null, a: true }],
      big: 2n ** 70n,
    });
    expect(ours(NOW, 'key').dumps(session)).toBe(cookie);
  });

  test('written here, logged in there, and out again', async () => {
    await starlette.set({ keys: ['key'], now: NOW });
    const session = { user_id: 7, nested: [{ text: 'é\u{1f600}', none: null, half: 0.5 }] };
    const cookie = ours(NOW, 'key').dumps(session);
    expect(await starlette.get('/session', cookie)).toMatchObject({ status: 200, body: session });
    const { cookie: cleared } = await starlette.get('/logout', cookie);
    expect(ours(NOW, 'key').tryLoads(cleared as string)).toMatchObject({ ok: false });
  });

  test('tampered with, and both refuse', async () => {
    await starlette.set({ keys: ['key'], now: NOW });
    const { cookie } = await starlette.get('/login');
    for (const bad of tamperings(cookie as string)) {
      expect(await starlette.get('/session', bad)).toMatchObject({ status: 401 });
      expect(ours(NOW, 'key').tryLoads(bad)).toMatchObject({ ok: false });
    }
  });

  test('a new key there, and we follow', async () => {
    await starlette.set({ keys: ['old'], now: NOW });
    const { cookie: old = '' } = await starlette.get('/login');
    await starlette.set({ keys: ['new'], now: NOW });
    const { cookie: renewed = '' } = await starlette.get('/login');
    expect(ours(NOW, 'old', 'new').tryLoads(old)).toMatchObject({ ok: true, needsResign: true });
    expect(ours(NOW, 'old', 'new').tryLoads(renewed)).toMatchObject({ ok: true, needsResign: false });
    expect(ours(NOW, 'old').tryLoads(renewed)).toMatchObject({ ok: false });
    // Starlette has but one key, so what the old one signed is lost to it until it is signed again.
    expect(await starlette.get('/session', old)).toMatchObject({ status: 401 });
    const resigned = ours(NOW, 'old', 'new').dumps(ours(NOW, 'old', 'new').loads(old));
    expect(await starlette.get('/session', resigned)).toMatchObject({ status: 200 });
  });

  test('expired in the same second', async () => {
    const cookie = ours(NOW, 'key').dumps({ user_id: 7 });
    for (const [now, good] of [
      [NOW + LIFETIME, true],
      [NOW + LIFETIME + 1, false],
      [NOW - 1, false],
    ] as const) {
      await starlette.set({ keys: ['key'], now });
      expect(await starlette.get('/session', cookie)).toMatchObject({ status: good ? 200 : 401 });
      expect(ours(now, 'key').tryLoads(cookie)).toMatchObject({ ok: good });
    }
  });
});
