/*
 * A Worker in front of a Flask app: it checks Flask's session at the edge, so that only those who are logged in get through.
 */
import { SessionSerializer } from 'itsdangerous-wasm/flask';

let sessions;

export default {
  async fetch(request, env) {
    // The key is a secret of the Worker, which comes with the first request: `wrangler secret put SECRET_KEY`.
    sessions ??= new SessionSerializer(env.SECRET_KEY);
    const [, cookie] = /(?:^|;\s*)session=([^;]*)/.exec(request.headers.get('Cookie') ?? '') ?? [];
    const session = sessions.tryLoads(cookie);
    if (!session.ok || session.payload?.user === undefined) {
      return Response.redirect(new URL('/login', request.url), 302);
    }
    // In front of a real app: return fetch(request).
    return Response.json({ user: session.payload.user, since: session.dateSigned });
  },
};
