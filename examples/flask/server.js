/*
 * A Node server behind the login of the Flask app: it reads Flask's session, and writes it so that Flask reads it.
 */
import { createServer } from 'node:http';
import { SessionSerializer } from 'itsdangerous-wasm/flask';

const { SECRET_KEY, NODE_PORT = '3000', FLASK_PORT = '5000' } = process.env;

const sessions = new SessionSerializer(SECRET_KEY);

/** The session of a request; an empty one where there is none, or it is forged or expired. */
function readSession({ headers }) {
  const [, cookie] = /(?:^|;\s*)session=([^;]*)/.exec(headers.cookie ?? '') ?? [];
  const result = sessions.tryLoads(cookie);
  return result.ok ? result.payload : {};
}

/** With the attributes that Flask sets by default. Over https add `Secure`. */
function writeSession(response, session) {
  response.setHeader('Set-Cookie', `session=${sessions.dumps(session)}; HttpOnly; Path=/`);
}

const server = createServer((request, response) => {
  const session = readSession(request);
  if (session.user === undefined) {
    response.writeHead(302, { Location: `http://127.0.0.1:${FLASK_PORT}/` }).end();
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
