/*
 * A Node server behind the login of the Django site: it reads Django's session, and writes it so that Django reads it.
 */
import { createServer } from 'node:http';
import { SessionSerializer } from 'itsdangerous-wasm/django';

const { SECRET_KEY, NODE_PORT = '3000', DJANGO_PORT = '8000' } = process.env;

const sessions = new SessionSerializer({ key: SECRET_KEY });

/** The session of a request; an empty one where there is none, or it is forged or expired. */
function readSession({ headers }) {
  const [, cookie] = /(?:^|;\s*)sessionid=([^;]*)/.exec(headers.cookie ?? '') ?? [];
  const result = sessions.tryLoads(cookie);
  return result.ok ? result.payload : {};
}

/** With the attributes that Django sets by default. Over https add `Secure`. */
function writeSession(response, session) {
  const attributes = `HttpOnly; Max-Age=${sessions.maxAge}; Path=/; SameSite=Lax`;
  response.setHeader('Set-Cookie', `sessionid=${sessions.dumps(session)}; ${attributes}`);
}

const server = createServer((request, response) => {
  const session = readSession(request);
  if (session.user === undefined) {
    response.writeHead(302, { Location: `http://127.0.0.1:${DJANGO_PORT}/` }).end();
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
