"""A Django site in one file. But for its session engine it is as any other, and nothing in it knows of Node."""

import os

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import escape

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["SECRET_KEY"],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
)


def home(request):
    if "user" not in request.session:
        return HttpResponse(
            '<form action="/login" method="post">Your name: <input name="user"> <button>Log in</button></form>'
        )
    theme = request.session.get("theme", "light")
    return HttpResponse(f"Django knows {escape(request.session['user'])}, who likes it {escape(theme)}.")


def login(request):
    request.session["user"] = request.POST["user"]
    return HttpResponseRedirect("/")


urlpatterns = [path("", home), path("login", login)]

if __name__ == "__main__":
    port = os.environ.get("DJANGO_PORT", "8000")
    execute_from_command_line(["site.py", "runserver", "--noreload", f"127.0.0.1:{port}"])
