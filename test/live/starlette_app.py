"""A Starlette app that logs in, and says what it has in its session."""

import os
import socket
import sys
import threading

import uvicorn
from itsdangerous import TimestampSigner
from starlette.applications import Starlette
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route


async def settings(request):
    given = await request.json()
    # The middleware has one key, so a new one is all there is to its rotation.
    app.signer = TimestampSigner(given["keys"][-1])
    TimestampSigner.get_timestamp = lambda self: given["now"]
    return JSONResponse({})


async def login(request):
    request.session["user_id"] = 42
    request.session["name"] = "Ada ☃"
    request.session["cart"] = [["apple", 2, 0.5, 1e-7], {"z": None, "a": True}]
    request.session["big"] = 2**70
    return JSONResponse(request.session)


async def show(request):
    return JSONResponse(request.session, 200 if "user_id" in request.session else 401)


async def logout(request):
    request.session.clear()
    return JSONResponse({})


routes = [
    Route("/settings", settings, methods=["POST"]),
    Route("/login", login),
    Route("/session", show),
    Route("/logout", logout),
]
app = SessionMiddleware(Starlette(routes=routes), secret_key="not yet set")


def stop_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=stop_with_input, daemon=True).start()
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen()
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])
