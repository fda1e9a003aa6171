/*
 * An Express app that logs in, and says what it has in its session and in a signed cookie.
 */
import { createRequire } from 'node:module';
import cookieParser from 'cookie-parser';
import cookieSession from 'cookie-session';

// The example has it.
const express = createRequire(new URL('../../examples/express/app/app.js', import.meta.url))('express');

/** @param keys newest first; a change of the array is a change of the keys */
export function startExpress(keys) {
  const app = express();
  app.use(cookieSession({ keys }), cookieParser(keys));

  app.get('/login', (request, response) => {
    request.session.user = 42;
    request.session.name = 'Ada ☃🙂';
    request.session.cart = [['apple', 2, 0.5], {}];
    response.json(request.session);
  });

  app.get('/session', (request, response) => {
    response.status(request.session.user === undefined ? 401 : 200).json(request.session);
  });

  app.get('/sign', (request, response) => {
    response.cookie('basket', request.query.value, { signed: true }).json({});
  });

  app.get('/unsign', (request, response) => {
    const { basket = false } = request.signedCookies;
    response.status(basket === false ? 401 : 200).json({ basket });
  });

  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(server));
  });
}
