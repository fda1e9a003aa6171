/*
 * The examples in which a Node server shares a login with an app in Python.
 */
import { describe, expect, test } from 'vitest';
import { cookieOf, Example } from './example.js';
import { missingModules } from './python-app.js';

const EXAMPLES: [folder: string, app: string, port: string, modules: string[]][] = [
  ['flask', 'Flask', 'FLASK_PORT', ['flask']],
  ['django', 'Django', 'DJANGO_PORT', ['django']],
  ['starlette', 'Starlette', 'STARLETTE_PORT', ['starlette', 'uvicorn', 'itsdangerous']],
];

for (const [folder, app, port, modules] of EXAMPLES) {
  const missing = missingModules(...modules);
  if (missing.length > 0) test.skip(`examples/${folder}: this Python has no ${missing}`);

  describe.skipIf(missing.length > 0)(`examples/${folder}`, () => {
    test('log in there, be known here; choose here, be obeyed there', { timeout: 30_000 }, async () => {
      const example = await Example.start(folder, 'NODE_PORT', port);
      try {
        const stranger = await example.fetch('NODE_PORT', '/');
        expect(stranger.headers.get('location')).toBe(example.url(port, '/'));

        const body = new URLSearchParams({ user: 'ada' });
        const cookie = cookieOf(await example.fetch(port, '/login', { method: 'POST', body }));
        const known = await example.fetch('NODE_PORT', '/', { headers: { cookie } });
        expect(await known.text()).toBe('Node knows ada, who likes it light.\n');

        const dark = cookieOf(await example.fetch('NODE_PORT', '/dark', { method: 'POST', headers: { cookie } }));
        const obeyed = await example.fetch(port, '/', { headers: { cookie: dark } });
        expect(await obeyed.text()).toBe(`${app} knows ada, who likes it dark.`);

        const forged = await example.fetch('NODE_PORT', '/', { headers: { cookie: `${dark}A` } });
        expect(forged.status).toBe(302);
      } finally {
        await example.stop();
      }
    });
  });
}
