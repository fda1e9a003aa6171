/* Runs a script in a page of a browser. */
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { start, withinLimit } from './command.js';

const TYPES = { '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8' };

/** How a script in a page reports: a program's `print`. */
export const REPORT = "(function (text) { fetch('/report', { method: 'POST', body: text }); })";

/** A page that loads the script, and reports what keeps it from running. */
const pages = (script) => ({
  '/': `<!doctype html><meta charset="utf-8"><script src="/on-error.js"></script>
    <script ${script.endsWith('.mjs') ? 'type="module"' : 'defer'} src="/${script}"></script>`,
  '/on-error.js': `addEventListener('error', ({ message }) => ${REPORT}('not run: ' + message), true);`,
});

/** The command that opens a page in a browser of no history. */
const BROWSERS = {
  chromium: (profile, url) => [
    'chromium',
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--user-data-dir=${profile}`,
    url,
  ],
  firefox: (profile, url) => ['firefox-esr', '--headless', '--no-remote', '--profile', profile, url],
  // It has no headless mode. Of two screens at a time neither may look for a number.
  webkit: (_, url) => [
    'xvfb-run',
    `--server-num=${new URL(url).port % 10_000}`,
    '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
    url,
  ],
};

/**
 * Serves `folder` on a free port of this machine, and opens a page that loads `script` from it under `policy`, a
 * Content-Security-Policy.
 *
 * @returns what the page reports
 */
export async function runInPage(browser, folder, script, policy) {
  let reported;
  const report = new Promise((resolve) => {
    reported = resolve;
  });
  const written = pages(script);
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') reported(await text(request));
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, pathname);
    const found = written[pathname] ?? (statSync(file, { throwIfNoEntry: false })?.isFile() && readFileSync(file));
    const type = TYPES[extname(pathname)] ?? 'text/html; charset=utf-8';
    response.writeHead(found ? 200 : 404, {
      'Content-Type': type,
      ...(policy && { 'Content-Security-Policy': policy }),
    });
    response.end(found || undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const profile = mkdtempSync(join(tmpdir(), 'itsdangerous-browser-'));
  const [command, ...args] = BROWSERS[browser](profile, `http://127.0.0.1:${server.address().port}/`);
  const running = start(command, args, { env: { ...process.env, HOME: profile } });
  try {
    const ended = running.ended.then((code) => {
      throw new Error(`${command} ended with ${code} and no report\n${running.output.stderr.slice(-1500)}`);
    });
    return await withinLimit(Promise.race([report, ended]));
  } finally {
    await running.stop();
    server.closeAllConnections();
    server.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
