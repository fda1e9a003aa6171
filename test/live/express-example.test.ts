/*
 * The example in which a Node server shares a login with an Express app.
 */
import { expect, test } from 'vitest';
import { Example } from './example.js';

/** The cookies that a response sets, for the next request. */
const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ');

test('examples/express: log in there, be known here; choose here, be obeyed there', { timeout: 30_000 }, async () => {
  const example = await Example.start('express', 'NODE_PORT', 'EXPRESS_PORT');
  try {
    const stranger = await example.fetch('NODE_PORT', '/');
    expect(stranger.headers.get('location')).toBe(example.url('EXPRESS_PORT', '/'));

    const body = new URLSearchParams({ user: 'ada' });
    const cookie = cookiesOf(await example.fetch('EXPRESS_PORT', '/login', { method: 'POST', body }));
    const known = await example.fetch('NODE_PORT', '/', { headers: { cookie } });
    expect(await known.text()).toBe('Node knows ada, who likes it light.\n');

    const dark = cookiesOf(await example.fetch('NODE_PORT', '/dark', { method: 'POST', headers: { cookie } }));
    const obeyed = await example.fetch('EXPRESS_PORT', '/', { headers: { cookie: dark } });
    expect(await obeyed.text()).toBe('Express knows ada, who likes it dark.');

    const forged = await example.fetch('NODE_PORT', '/', { headers: { cookie: `${dark}A` } });
    expect(forged.status).toBe(302);
  } finally {
    await example.stop();
  }
});
