/*
 * Sessions exchanged with the real Flask.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Markup, SessionSerializer, Tuple, UUID } from '../../src/flask/index.js';
import { fromTyped, type Typed } from '../flask-values.js';
import { missingModules, PythonApp } from './python-app.js';
import { tamperings } from './tamperings.js';

const NOW = 1_767_225_600;
const LIFETIME = 31 * 24 * 60 * 60;

const ours = (now: number, ...keys: string[]): SessionSerializer =>
  new SessionSerializer(keys, { signerOptions: { clock: () => now * 1000 } });

const missing = missingModules('flask');
if (missing.length > 0) test.skip(`sessions exchanged with Flask: this Python has no ${missing}`);

describe.skipIf(missing.length > 0)('sessions exchanged with Flask', () => {
  let flask: PythonApp;

  beforeAll(async () => {
    flask = await PythonApp.start('flask_app.py');
  }, 30_000);

  afterAll(() => flask.stop());

  test('logged in there, read here, and written again to the byte', async () => {
    await flask.set({ keys: ['key'], now: NOW });
    const { body, cookie } = await flask.get('/login');
    const session = ours(NOW, 'key').loads(cookie as string);
    const told = fromTyped(body as Typed) as Record<string, unknown>;
    // The only thing that Flask's cookie loses.
    expect(session).toStrictEqual({ ...told, since: new Date('2026-01-02T03:04:05Z') });
    expect(ours(NOW, 'key').dumps(session)).toBe(cookie);
  });

  test('written here, logged in there', async () => {
    await flask.set({ keys: ['key'], now: NOW });
    const session = {
      user_id: 7,
      _permanent: true,
      _flashes: [new Tuple(['message', new Markup('<b>é</b>')])],
      '\u{10000}': 1,
      '\uffff': [new UUID('87654321876543218765432187654321'), new Date(NOW * 1000), { ' u': 10n ** 30n }],
      bytes: new Uint8Array([0, 255]),
      long: 'x'.repeat(2000),
    };
    const { status, body } = await flask.get('/session', ours(NOW, 'key').dumps(session));
    expect(status).toBe(200);
    expect(fromTyped(body as Typed)).toStrictEqual(session);
  });

  test('tampered with, and both refuse', async () => {
    await flask.set({ keys: ['key'], now: NOW });
    const { cookie } = await flask.get('/login');
    for (const bad of tamperings(cookie as string)) {
      expect(await flask.get('/session', bad)).toMatchObject({ status: 401 });
      expect(ours(NOW, 'key').tryLoads(bad)).toMatchObject({ ok: false });
    }
  });

  test('a new key there, and both follow', async () => {
    await flask.set({ keys: ['old'], now: NOW });
    const { cookie: old = '' } = await flask.get('/login');
    await flask.set({ keys: ['old', 'new'], now: NOW });
    expect(await flask.get('/session', old)).toMatchObject({ status: 200 });
    expect(ours(NOW, 'old', 'new').tryLoads(old)).toMatchObject({ ok: true, needsResign: true });
    const { cookie: renewed = '' } = await flask.get('/login', old);
    expect(ours(NOW, 'old', 'new').tryLoads(renewed)).toMatchObject({ ok: true, needsResign: false });
    expect(ours(NOW, 'old').tryLoads(renewed)).toMatchObject({ ok: false });
  });

  test('a new key here, and both follow', async () => {
    await flask.set({ keys: ['old'], now: NOW });
    const cookie = ours(NOW, 'old', 'new').dumps({ user_id: 7 });
    expect(await flask.get('/session', cookie)).toMatchObject({ status: 401 });
    await flask.set({ keys: ['old', 'new'], now: NOW });
    expect(await flask.get('/session', cookie)).toMatchObject({ status: 200 });
    expect(await flask.get('/session', ours(NOW, 'old').dumps({ user_id: 7 }))).toMatchObject({ status: 200 });
    await flask.set({ keys: ['new'], now: NOW });
    expect(await flask.get('/session', cookie)).toMatchObject({ status: 200 });
    expect(await flask.get('/session', ours(NOW, 'old').dumps({ user_id: 7 }))).toMatchObject({ status: 401 });
  });

  test('expired in the same second', async () => {
    const cookie = ours(NOW, 'key').dumps({ user_id: 7 });
    for (const [now, good] of [
      [NOW + LIFETIME, true],
      [NOW + LIFETIME + 1, false],
      [NOW - 1, false],
    ] as const) {
      await flask.set({ keys: ['key'], now });
      expect(await flask.get('/session', cookie)).toMatchObject({ status: good ? 200 : 401 });
      expect(ours(now, 'key').tryLoads(cookie)).toMatchObject({ ok: good });
    }
  });
});
