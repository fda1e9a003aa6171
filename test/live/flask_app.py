"""A Flask app that logs in, and says what it has in its session."""

import logging
import os
import sys
import threading
from datetime import datetime, timezone
from pathlib import Path
from uuid import UUID

from flask import Flask, flash, request, session
from itsdangerous import TimestampSigner
from markupsafe import Markup
from werkzeug.serving import make_server

sys.path.insert(0, str(Path(__file__).parent.parent / "vectors"))
from typed_values import typed  # noqa: E402

app = Flask(__name__)


@app.post("/settings")
def settings():
    given = request.get_json(force=True)
    *fallbacks, newest = given["keys"]
    if "SECRET_KEY_FALLBACKS" in app.config:  # Flask 3.1
        app.config.update(SECRET_KEY=newest, SECRET_KEY_FALLBACKS=fallbacks)
    else:
        app.secret_key = given["keys"]
    TimestampSigner.get_timestamp = lambda self: given["now"]
    return {}


@app.get("/login")
def login():
    session.permanent = True
    session["user_id"] = 42
    session["name"] = "Ada ☃"
    session["id"] = UUID("12345678-1234-5678-1234-567812345678")
    session["since"] = datetime(2026, 1, 2, 3, 4, 5, 678_900, timezone.utc)
    session["cart"] = [("apple", 2, 0.5), {" t": (b"\x00\xff",)}]
    session["big"] = 2**70
    flash("Welcome")
    flash(Markup("<b>No</b>"), "error")
    return typed(dict(session))


@app.get("/session")
def show():
    return typed(dict(session)), 200 if "user_id" in session else 401


def stop_with_input():
    sys.stdin.read()
    os._exit(0)


logging.getLogger("werkzeug").setLevel(logging.WARNING)
threading.Thread(target=stop_with_input, daemon=True).start()
server = make_server("127.0.0.1", 0, app)
print(server.port, flush=True)
server.serve_forever()
