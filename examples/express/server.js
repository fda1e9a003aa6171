/*
 * A Node server without Express behind the login of the Express app: it reads the session of cookie-session, and writes it
 * so that cookie-session reads it.
 */
import { createServer } from 'node:http';
import { CookieSession } from 'itsdangerous-wasm/express';

const { SECRET_KEY, NODE_PORT = '3000', EXPRESS_PORT = '8080' } = process.env;

const sessions = new CookieSession({ keys: [SECRET_KEY] });

/** The session of a request; an empty one where there is none, or it is forged. */
function readSession({ headers }) {
  const cookies = {};
  for (const [, name, value] of (headers.cookie ?? '').matchAll(/([^\s;=]+)=([^;]*)/g)) cookies[name] ??= value;
  const result = sessions.tryLoads(cookies);
  return result.ok ? result.payload : {};
}

/** With the attributes that cookie-session sets by default. Over https add `secure`. */
function writeSession(response, session) {
  const cookies = Object.entries(sessions.dumps(session));
  response.setHeader(
    'Set-Cookie',
    cookies.map(([name, value]) => `${name}=${value}; path=/; httponly`),
  );
}

const server = createServer((request, response) => {
  const session = readSession(request);
  if (session.user === undefined) {
    response.writeHead(302, { Location: `http://127.0.0.1:${EXPRESS_PORT}/` }).end();
    return;
  }
  if (request.method === 'POST' && request.url === '/dark') {
    session.theme = 'dark';
    writeSession(response, session);
  }
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`Node knows ${session.user}, who likes it ${session.theme ?? 'light'}.\n`);
});

server.listen(Number(NODE_PORT), '127.0.0.1', () => console.log(`Node on http://127.0.0.1:${NODE_PORT}`));
