"""A Starlette app as it is everywhere: nothing in it knows of Node. In FastAPI it is the same middleware."""

import os
from urllib.parse import parse_qs

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.routing import Route

FORM = '<form action="/login" method="post">Your name: <input name="user"> <button>Log in</button></form>'


async def home(request):
    session = request.session
    if "user" not in session:
        return HTMLResponse(FORM)
    return PlainTextResponse(f"Starlette knows {session['user']}, who likes it {session.get('theme', 'light')}.")


async def login(request):
    [request.session["user"]] = parse_qs((await request.body()).decode())["user"]
    return RedirectResponse("/", status_code=303)


app = Starlette(
    routes=[Route("/", home), Route("/login", login, methods=["POST"])],
    middleware=[Middleware(SessionMiddleware, secret_key=os.environ["SECRET_KEY"])],
)

if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("STARLETTE_PORT", "8000")))
