/*
 * The Worker of the example, called as a host calls it; in Cloudflare's own runtime it runs with the other hosts.
 */
import { expect, test } from 'vitest';
import { SessionSerializer } from '../../src/flask/index.js';
import { Example } from './example.js';

const SECRET_KEY = 'secret key';
const sessions = new SessionSerializer(SECRET_KEY);

interface Worker {
  fetch(request: Request, env: { SECRET_KEY: string }): Promise<Response>;
}

test('the Worker lets those pass who are logged in', async () => {
  const path = '../../examples/cloudflare-worker/worker.js';
  const { default: worker } = (await import(path)) as { default: Worker };
  const visit = (cookie?: string): Promise<Response> => {
    const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
    return worker.fetch(new Request('https://example.com/account', { headers }), { SECRET_KEY });
  };
  const good = sessions.dumps({ user: 'ada' });
  const passed = await visit(`theme=dark; session=${good}; other=1`);
  expect(await passed.json()).toMatchObject({ user: 'ada' });
  for (const cookie of [
    undefined,
    'session=',
    `session=${good}A`,
    `xsession=${good}`,
    `session=${sessions.dumps({})}`,
    `session=${sessions.dumps(null)}`,
    `session=${new SessionSerializer('other').dumps({ user: 'ada' })}`,
  ]) {
    const sent = await visit(cookie);
    expect([sent.status, sent.headers.get('location')]).toEqual([302, 'https://example.com/login']);
  }
});

test('examples/cloudflare-worker', async () => {
  const example = await Example.start('cloudflare-worker', 'PORT');
  const response = await example.fetch('PORT', '/');
  expect(response.headers.get('location')).toBe(example.url('PORT', '/login'));
  await example.stop();
});
