"""A Django site in one file that logs in, and says what it has in its session and in a signed cookie."""

import json
import os
import sys
import threading
import time
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.core import signing
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="key",
    SESSION_COOKIE_NAME="session",
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    SESSION_SERIALIZER="django.contrib.sessions.serializers.JSONSerializer",
)
django.setup()


def change_settings(request):
    given = json.loads(request.body)
    # From Django 4.1 on; earlier ones do not look at it.
    *settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = given["keys"]
    settings.SECRET_KEY_FALLBACKS.reverse()
    time.time = lambda: given["now"]
    return JsonResponse({})


def about(request):
    return JsonResponse(
        {"fallbacks": django.VERSION >= (4, 1), "legacy_salt": not hasattr(signing, "_cookie_signer_salt")}
    )


def login(request):
    request.session.update({"user_id": 42, "name": "Ada ☃", "cart": [["apple", 2, 0.5], {}], "small": 1e-07, "big": 2**70})
    return JsonResponse(dict(request.session))


def session(request):
    return JsonResponse(dict(request.session), status=200 if "user_id" in request.session else 401)


# It has the name of the session, which nothing looks at here.
def sign(request):
    response = JsonResponse({})
    response.set_signed_cookie("session", request.GET["value"], salt="shop")
    return response


def unsign(request):
    value = request.get_signed_cookie("session", default=None, salt="shop", max_age=3600)
    return JsonResponse({"value": value}, status=401 if value is None else 200)


urlpatterns = [
    path("settings", change_settings),
    path("about", about),
    path("login", login),
    path("session", session),
    path("sign", sign),
    path("unsign", unsign),
]


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def stop_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=stop_with_input, daemon=True).start()
server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=QuietHandler)
print(server.server_port, flush=True)
server.serve_forever()
