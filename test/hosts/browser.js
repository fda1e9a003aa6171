/* Opens one page in one browser, and waits for what it reports. */
import { once } from 'node:events';
import { createReadStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { start, withinLimit } from './command.js';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' };

/** What a page calls to report: a program's `print`. */
export const REPORT = "(function (text) { fetch('/report', { method: 'POST', body: text }); })";

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
  webkit: (_, url) => ['xvfb-run', '--auto-servernum', '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', url],
};

/**
 * Serves `folder` on a free port of this machine, with `policy` as Content-Security-Policy, and opens its `page`.
 *
 * @returns what the page reports
 */
export async function open(browser, folder, page, policy) {
  let reported;
  const report = new Promise((resolve) => {
    reported = resolve;
  });
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      reported(await text(request));
      response.end();
      return;
    }
    const path = join(folder, new URL(request.url, 'http://localhost').pathname);
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    const type = `${TYPES[extname(path)] ?? 'application/octet-stream'}; charset=utf-8`;
    response.writeHead(200, { 'Content-Type': type, ...(policy && { 'Content-Security-Policy': policy }) });
    createReadStream(path).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const profile = mkdtempSync(join(tmpdir(), 'itsdangerous-browser-'));
  const [command, ...args] = BROWSERS[browser](profile, `http://127.0.0.1:${server.address().port}/${page}`);
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
