/*
 * Sessions and signed cookies exchanged with the real Django.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CookieSigner, type CookieSignerOptions, SessionSerializer } from '../../src/django/index.js';
import { missingModules, PythonApp } from './python-app.js';
import { tamperings } from './tamperings.js';

const NOW = 1_767_225_600;
const LIFETIME = 14 * 24 * 60 * 60;

/** Ours, with the keys as the site gets them: oldest first. */
const sessions = (now: number, ...keys: string[]): SessionSerializer =>
  new SessionSerializer({ ...keysOf(keys), clock: () => now * 1000 });

const cookies = (now: number, keys: string[], legacySalt?: CookieSignerOptions['legacySalt']): CookieSigner =>
  new CookieSigner({ ...keysOf(keys), name: 'session', salt: 'shop', legacySalt, clock: () => now * 1000 });

function keysOf(keys: string[]): { key: string; fallbackKeys: string[] } {
  const [key, ...fallbackKeys] = keys.toReversed() as [string];
  return { key, fallbackKeys };
}

const missing = missingModules('django');
if (missing.length > 0) test.skip(`cookies exchanged with Django: this Python has no ${missing}`);

describe.skipIf(missing.length > 0)('cookies exchanged with Django', () => {
  let django: PythonApp;
  /** Whether this Django reads with more keys than one, and which salt its signed cookies have. */
  let about: { fallbacks: boolean; legacy_salt: boolean };

  beforeAll(async () => {
    django = await PythonApp.start('django_app.py');
    about = (await django.get('/about')).body as typeof about;
  }, 30_000);

  afterAll(() => django.stop());

  test('logged in there, read here, and written again to the byte', async () => {
    await django.set({ keys: ['key'], now: NOW });
    const { body, cookie } = await django.get('/login');
    const session = sessions(NOW, 'key').loads(cookie as string);
    // What fetch reads has lost the last digits.
    expect(session).toStrictEqual({ ...(body as object), big: 2n ** 70n });
    expect(sessions(NOW, 'key').dumps(session)).toBe(cookie);
  });

  test('written here, logged in there', async () => {
    await django.set({ keys: ['key'], now: NOW });
    const session = { user_id: 7, name: 'é☃🙂', list: [1.5, null, true, { a: 'b' }], long: 'x'.repeat(5000) };
    const { status, body } = await django.get('/session', sessions(NOW, 'key').dumps(session));
    expect(status).toBe(200);
    expect(body).toStrictEqual(session);
  });

  test('tampered with, and both refuse', async () => {
    await django.set({ keys: ['key'], now: NOW });
    const { cookie } = await django.get('/login');
    for (const bad of tamperings(cookie as string, ':')) {
      expect(await django.get('/session', bad)).toMatchObject({ status: 401 });
      expect(sessions(NOW, 'key').tryLoads(bad)).toMatchObject({ ok: false });
    }
  });

  test('a new key there, and we follow', async () => {
    await django.set({ keys: ['old'], now: NOW });
    const { cookie: old = '' } = await django.get('/login');
    await django.set({ keys: ['new'], now: NOW });
    expect(await django.get('/session', old)).toMatchObject({ status: 401 });
    const result = sessions(NOW, 'old', 'new').tryLoads(old);
    expect(result).toMatchObject({ ok: true, needsResign: true });
    const renewed = sessions(NOW, 'old', 'new').dumps(result.ok && result.payload);
    expect(await django.get('/session', renewed)).toMatchObject({ status: 200 });
    expect(sessions(NOW, 'old').tryLoads(renewed)).toMatchObject({ ok: false });
  });

  test('a new key here, and Django follows, from 4.1 on with SECRET_KEY_FALLBACKS', async () => {
    await django.set({ keys: ['old'], now: NOW });
    const cookie = sessions(NOW, 'old', 'new').dumps({ user_id: 7 });
    expect(await django.get('/session', cookie)).toMatchObject({ status: 401 });
    await django.set({ keys: ['old', 'new'], now: NOW });
    expect(await django.get('/session', cookie)).toMatchObject({ status: 200 });
    const old = sessions(NOW, 'old').dumps({ user_id: 7 });
    expect(await django.get('/session', old)).toMatchObject({ status: about.fallbacks ? 200 : 401 });
  });

  test('expired in the same second, and from the future good on both sides', async () => {
    const cookie = sessions(NOW, 'key').dumps({ user_id: 7 });
    for (const [now, good] of [
      [NOW + LIFETIME, true],
      [NOW + LIFETIME + 1, false],
      [NOW - 1, true],
    ] as const) {
      await django.set({ keys: ['key'], now });
      expect(await django.get('/session', cookie)).toMatchObject({ status: good ? 200 : 401 });
      expect(sessions(now, 'key').tryLoads(cookie)).toMatchObject({ ok: good });
    }
  });

  test('set_signed_cookie there and here, to the byte, and tampered with nowhere', async () => {
    await django.set({ keys: ['key'], now: NOW });
    const { cookie = '' } = await django.get('/sign?value=a:b');
    const ours = cookies(NOW, ['key'], about.legacy_salt ? 'write' : 'read');
    expect(ours.unsign(cookie, { maxAge: 0 })).toBe('a:b');
    expect(ours.sign('a:b')).toBe(cookie);
    expect(await django.get('/unsign', ours.sign('3'))).toMatchObject({ status: 200, body: { value: '3' } });
    for (const bad of tamperings(cookie, ':')) {
      expect(await django.get('/unsign', bad)).toMatchObject({ status: 401 });
      expect(ours.tryUnsign(bad)).toMatchObject({ ok: false });
    }
  });

  test('get_signed_cookie with max_age expires in the same second', async () => {
    const cookie = cookies(NOW, ['key'], about.legacy_salt ? 'write' : 'read').sign('3');
    for (const [now, good] of [
      [NOW + 3600, true],
      [NOW + 3601, false],
    ] as const) {
      await django.set({ keys: ['key'], now });
      expect(await django.get('/unsign', cookie)).toMatchObject({ status: good ? 200 : 401 });
      expect(cookies(now, ['key']).tryUnsign(cookie, { maxAge: 3600 })).toMatchObject({ ok: good });
    }
  });
});
