"""Writes django.jsonl: what Django makes of inputs that its signing functions alone do not see (cookies, sessions).

    /usr/bin/python3 -B test/vectors/generate_django.py   # Debian: python3-django

The clock stands still, so the file is always the same bytes.
"""

import json
import pathlib
import time

import django
from django.conf import settings

settings.configure(SECRET_KEY="the site's secret", SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
django.setup()

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore  # noqa: E402
from django.contrib.sessions.backends.signed_cookies import SessionStore  # noqa: E402
from django.contrib.sessions.serializers import JSONSerializer  # noqa: E402
from django.core import signing  # noqa: E402
from django.http import HttpResponse  # noqa: E402

NOW = 1767225600.9
time.time = lambda: NOW

lines = [{"meta": {"django": django.get_version(), "now": int(NOW), "key": settings.SECRET_KEY}}]

for data in [
    {},
    {"user": "ada", "roles": ["admin", None, True], "visits": 12, "ratio": 0.5},
    {"name": "\u00c4da \u2603 \U0001f642", "note": "x" * 200},
    {"_session_expiry": 3600, "float": 1e16, "small": 1e-07, "big": 2**64},
]:
    for store in [SessionStore, DatabaseStore]:
        session = store()
        session.serializer = JSONSerializer
        session.update(data)
        salt = "django.contrib.sessions.backends.signed_cookies" if store is SessionStore else session.key_salt
        token = session._get_session_key() if store is SessionStore else session.encode(dict(data))
        lines.append({"op": "session", "salt": salt, "json": json.dumps(data), "token": token})

for name, salt, value in [
    ("basket", "", "3"),
    ("basket", "shop", "a:b:c"),
    ("b", "\u2603\U0001f642", "\u00e4"),
    ("sessionid", "", ""),
]:
    response = HttpResponse()
    response.set_signed_cookie(name, value, salt=salt)
    lines.append(
        {"op": "cookie", "legacy": True, "name": name, "salt": salt, "value": value, "token": response.cookies[name].value}
    )
    # Django 5.2.15 made the signer of set_signed_cookie with this salt; the signer itself is the same.
    new_salt = f"django.http.cookies.v2:{len(salt)}:{salt}{name}"
    token = signing.get_cookie_signer(salt=new_salt).sign(value)
    lines.append({"op": "cookie", "legacy": False, "name": name, "salt": salt, "value": value, "token": token})

# No salt, and an empty one, are that of the class; bytes are keys too.
for salt in [None, ""]:
    lines.append({"op": "signer", "salt": salt, "value": "value", "token": signing.Signer(salt=salt).sign("value")})
    token = signing.TimestampSigner(salt=salt).sign("value")
    lines.append({"op": "timestamp", "salt": salt, "value": "value", "token": token})
for compress in [False, True]:
    for data in [{"id": 5}, ["\u00e9"] * 40]:
        token = signing.dumps(data, compress=compress)
        lines.append({"op": "dumps", "compress": compress, "json": json.dumps(data), "token": token})
        token = signing.Signer(salt="object").sign_object(data, compress=compress)
        lines.append({"op": "sign_object", "compress": compress, "json": json.dumps(data), "token": token})

path = pathlib.Path(__file__).with_name("django.jsonl")
path.write_text("".join(json.dumps(line) + "\n" for line in lines))
