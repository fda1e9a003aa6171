/*
 * A Node server behind the login of the Starlette app: it reads its session, and writes it so that Starlette reads it.
 */
import { createServer } from 'node:http';
import { SessionCookie } from 'itsdangerous-wasm/starlette';

const { SECRET_KEY, NODE_PORT = '3000', STARLETTE_PORT = '8000' } = process.env;

const sessions = new SessionCookie(SECRET_KEY);

/** The session of a request; an empty one where there is none, or it is forged or expired. */
function readSession({ headers }) {
  const [, cookie] = /(?:^|;\s*)session=([^;]*)/.exec(headers.cookie ?? '') ?? [];
  const result = sessions.tryLoads(cookie);
  return result.ok ? result.payload : {};
}

/** With the attributes that SessionMiddleware sets by default, with its `max_age`. Over https add `secure`. */
function writeSession(response, session) {
  response.setHeader(
    'Set-Cookie',
    `session=${sessions.dumps(session)}; path=/; Max-Age=${sessions.maxAge}; httponly; samesite=lax`,
  );
}

const server = createServer((request, response) => {
  const session = readSession(request);
  if (session.user === undefined) {
    response.writeHead(302, { Location: `http://127.0.0.1:${STARLETTE_PORT}/` }).end();
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
