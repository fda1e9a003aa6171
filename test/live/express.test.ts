/*
 * Sessions and signed cookies exchanged with the real Express, cookie-session and cookie-parser.
 */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CookieSession, sign, unsign } from '../../src/express/index.js';
import { BadSignature } from '../../src/index.js';

const keys: string[] = [];
let server: Server;

beforeAll(async () => {
  // A path that TypeScript does not follow: the packages have no types.
  const app = './express_app.js';
  server = await (await import(app)).startExpress(keys);
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** Gives the app these keys from now on, newest first. */
const setKeys = (...newest: string[]): void => void keys.splice(0, keys.length, ...newest);

/** What the app answers to cookies, and the cookies that it sets, all as they stand in the headers. */
async function get(path: string, cookies: Record<string, string> = {}) {
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
  const set = response.headers.getSetCookie().map((header) => /^([^=]+)=([^;]*)/.exec(header)?.slice(1));
  return {
    status: response.status,
    body: await response.json(),
    cookies: Object.fromEntries(set as [string, string][]),
  };
}

test('logged in there, read here, and written again to the byte', async () => {
  setKeys('key');
  const { body, cookies } = await get('/login');
  const sessions = new CookieSession({ keys: 'key' });
  expect(sessions.loads(cookies)).toStrictEqual(body);
  expect(sessions.dumps(body)).toStrictEqual(cookies);
});

test('written here, logged in there', async () => {
  setKeys('key');
  const session = { user: 7, name: 'é☃🙂?>', list: [1.5, null, true, { a: 'b' }], long: 'x'.repeat(2000) };
  const { status, body } = await get('/session', new CookieSession({ keys: 'key' }).dumps(session));
  expect(status).toBe(200);
  expect(body).toStrictEqual(session);
});

test('tampered with, and both refuse', async () => {
  setKeys('key');
  const sessions = new CookieSession({ keys: 'key' });
  const { session, 'session.sig': sig } = sessions.dumps({ user: 7 }) as { session: string; 'session.sig': string };
  const other = Buffer.from('{"user":8}').toString('base64');
  const bad: Record<string, string>[] = [
    { session },
    { 'session.sig': sig },
    { session: other, 'session.sig': sig },
    { session, 'session.sig': `${sig}=` },
    { session, 'session.sig': sig.slice(0, -1) },
    { session, 'session.sig': sig.slice(1) },
    { session: sig, 'session.sig': session },
  ];
  for (const cookies of bad) {
    expect(await get('/session', cookies), JSON.stringify(cookies)).toMatchObject({ status: 401 });
    expect(sessions.tryLoads(cookies), JSON.stringify(cookies)).toMatchObject({ ok: false });
  }
});

test('a new key there, and both follow', async () => {
  setKeys('old');
  const { cookies: old } = await get('/login');
  setKeys('new', 'old');
  const sessions = new CookieSession({ keys: ['new', 'old'] });
  expect(sessions.tryLoads(old)).toMatchObject({ ok: true, needsResign: true });
  const { status, cookies } = await get('/session', old);
  expect(status).toBe(200);
  // cookie-session signs again what an old key has signed.
  expect(sessions.tryLoads({ ...old, ...cookies })).toMatchObject({ ok: true, needsResign: false });
  expect(new CookieSession({ keys: 'old' }).tryLoads({ ...old, ...cookies })).toMatchObject({ ok: false });
});

test('a new key here, and both follow', async () => {
  const cookies = new CookieSession({ keys: ['new', 'old'] }).dumps({ user: 7 });
  for (const [there, status] of [
    [['old'], 401],
    [['new', 'old'], 200],
    [['new'], 200],
  ] as const) {
    setKeys(...there);
    expect(await get('/session', cookies)).toMatchObject({ status });
  }
});

test('signed cookies there and here, to the byte, and tampered with nowhere', async () => {
  setKeys('new', 'old');
  const { cookies } = await get(`/sign?value=${encodeURIComponent('é.3 apples')}`);
  const { basket: header = '' } = cookies;
  const basket = decodeURIComponent(header);
  expect(unsign(basket, ['new', 'old'])).toBe('é.3 apples');
  expect(sign('é.3 apples', ['new', 'old'])).toBe(basket);
  for (const key of ['new', 'old']) {
    const signed = encodeURIComponent(sign('é', key));
    expect(await get('/unsign', { basket: signed })).toMatchObject({ status: 200, body: { basket: 'é' } });
  }
  for (const bad of [`${basket}=`, basket.slice(0, -1), basket.replace('3', '4'), `s:${basket}`, sign('3', 'other')]) {
    expect(await get('/unsign', { basket: encodeURIComponent(bad) }), bad).toMatchObject({ status: 401 });
    expect(() => unsign(bad, ['new', 'old']), bad).toThrow(BadSignature);
  }
});
