"""A Flask app as it is everywhere: nothing in it knows of Node."""

import os

from flask import Flask, redirect, request, session, url_for
from markupsafe import escape

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


@app.get("/")
def home():
    if "user" not in session:
        return '<form action="/login" method="post">Your name: <input name="user"> <button>Log in</button></form>'
    return f"Flask knows {escape(session['user'])}, who likes it {escape(session.get('theme', 'light'))}."


@app.post("/login")
def login():
    session["user"] = request.form["user"]
    return redirect(url_for("home"))


if __name__ == "__main__":
    app.run(port=int(os.environ.get("FLASK_PORT", "5000")))
