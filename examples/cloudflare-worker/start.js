/*
 * Runs the Worker in Node, and logs in as Flask would.
 */
import { createServer } from 'node:http';
import { generateSecretKey } from 'itsdangerous-wasm';
import { SessionSerializer } from 'itsdangerous-wasm/flask';
import worker from './worker.js';

const { SECRET_KEY = generateSecretKey(), PORT = '8787' } = process.env;
const origin = `http://127.0.0.1:${PORT}`;

const server = createServer(async ({ url, headers }, response) => {
  const answer = await worker.fetch(new Request(origin + url, { headers }), { SECRET_KEY });
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
});

server.listen(Number(PORT), '127.0.0.1', () => {
  const cookie = new SessionSerializer(SECRET_KEY).dumps({ user: 'ada' });
  console.log(`curl -i ${origin}/\ncurl -i ${origin}/ -b "session=${cookie}"`);
});
process.on('disconnect', () => process.exit());
