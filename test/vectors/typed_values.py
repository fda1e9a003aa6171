"""Values of Flask's sessions as plain JSON that tells every type: see README.md beside this file."""

from base64 import b64encode
from collections import OrderedDict
from datetime import datetime, timedelta, timezone
from uuid import UUID

from markupsafe import Markup

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def typed(value):
    if isinstance(value, OrderedDict):
        return {"$ordered": [[k, typed(v)] for k, v in value.items()]}
    if isinstance(value, dict):
        return {"$dict": [[k, typed(v)] for k, v in value.items()]}
    if isinstance(value, tuple):
        return {"$tuple": [typed(item) for item in value]}
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, bytes):
        return {"$bytes": b64encode(value).decode()}
    if isinstance(value, Markup):
        return {"$markup": str(value)}
    if isinstance(value, UUID):
        return {"$uuid": str(value)}
    if isinstance(value, datetime):
        return {"$datetime": (value - EPOCH) / timedelta(seconds=1)}
    if isinstance(value, float):
        return {"$float": repr(value)}
    if isinstance(value, int) and abs(value) >= 2**53:
        return {"$int": repr(value)}
    return value
