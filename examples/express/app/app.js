/*
 * An Express app with cookie-session as it is everywhere: nothing in it knows of the other server.
 */
import cookieSession from 'cookie-session';
import express from 'express';

const { SECRET_KEY, EXPRESS_PORT = '8080' } = process.env;

const app = express();
app.use(cookieSession({ keys: [SECRET_KEY] }), express.urlencoded());

app.get('/', ({ session }, response) => {
  response.type('text/plain');
  if (session.user === undefined) {
    response.type('html');
    response.send('<form action="/login" method="post">Your name: <input name="user"> <button>Log in</button></form>');
    return;
  }
  response.send(`Express knows ${session.user}, who likes it ${session.theme ?? 'light'}.`);
});

app.post('/login', (request, response) => {
  request.session.user = request.body.user;
  response.redirect('/');
});

app.listen(Number(EXPRESS_PORT), '127.0.0.1', () => console.log(`Express on http://127.0.0.1:${EXPRESS_PORT}`));
