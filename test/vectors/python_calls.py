"""Calls Python's itsdangerous, with its time stopped, and writes down what came of it as README.md describes."""

import base64
import hashlib
import json
from datetime import datetime, timezone

from itsdangerous import BadData, BadSignature, NoneAlgorithm, Serializer, Signer, TimedSerializer, TimestampSigner
from itsdangerous.signer import HMACAlgorithm

DIGESTS = {
    "sha1": hashlib.sha1,
    "sha224": hashlib.sha224,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
    "sha512_256": lambda data=b"": hashlib.new("sha512_256", data),
}


# --- fields ---


def b64(data):
    return base64.b64encode(data).decode()


def text(data, name="token"):
    """The field for a token: itself where it is printable ASCII, base64 otherwise."""
    if all(0x20 <= byte < 0x7F for byte in data):
        return {name: data.decode()}
    return {f"{name}_b64": b64(data)}


def cfg_field(cfg):
    return {**cfg, "keys": [b64(key) for key in cfg["keys"]], "salt": b64(cfg["salt"]), "sep": b64(cfg["sep"])}


# --- Python's signers and serializers, with their time stopped ---


def stopped(signer_class, now):
    return type(signer_class.__name__, (signer_class,), {"get_timestamp": lambda self: now})


class Reversing:
    def derive_key(self, secret_key=None):
        return super().derive_key(secret_key)[::-1]


class ReversedSigner(Reversing, Signer):
    pass


class ReversedTimestampSigner(Reversing, TimestampSigner):
    pass


SIGNERS = {cls.__name__: cls for cls in (Signer, TimestampSigner, ReversedSigner, ReversedTimestampSigner)}


def algorithm(name):
    return NoneAlgorithm() if name == "none" else HMACAlgorithm(DIGESTS[name])


OPTIONS = {
    "kd": ("key_derivation", str),
    "digest": ("digest_method", DIGESTS.get),
    "sep": ("sep", bytes),
    "algorithm": ("algorithm", algorithm),
}


def signer_options(cfg):
    """The options of a signer but for its salt."""
    return {option: make(cfg[name]) for name, (option, make) in OPTIONS.items() if name in cfg}


def fallback_signer(fallback, now):
    """Options, or the name of a class for the class, or both."""
    if isinstance(fallback, dict):
        return signer_options(fallback)
    name, *options = [fallback] if isinstance(fallback, str) else fallback
    signer_class = SIGNERS[name]
    if issubclass(signer_class, TimestampSigner):
        signer_class = stopped(signer_class, now)
    return (signer_class, signer_options(*options)) if options else signer_class


def make_signer(cfg, now=None):
    signer_class = Signer if now is None else stopped(TimestampSigner, now)
    return signer_class(cfg["keys"], salt=cfg["salt"], **signer_options(cfg))


def make_serializer(cls, cfg, now, fallbacks=()):
    timed = issubclass(cls, TimedSerializer)
    return cls(
        cfg["keys"],
        salt=cfg["salt"],
        signer=stopped(TimestampSigner, now) if timed else Signer,
        signer_kwargs=signer_options(cfg),
        fallback_signers=[fallback_signer(fallback, now) for fallback in fallbacks],
    )


# --- what came of a call ---


def seconds(date):
    return int((date - datetime(1970, 1, 1, tzinfo=timezone.utc)).total_seconds())


def verdict(call):
    """The fields that `call` gives, or the error that it raises."""
    try:
        return {"ok": True, **call()}
    except BadData as error:
        fields = {"exc": type(error).__name__, "message": str(error)}
        if isinstance(error, BadSignature):
            fields["payload"] = None if error.payload is None else b64(error.payload)
        if hasattr(error, "date_signed"):
            fields["date_signed"] = error.date_signed and seconds(error.date_signed)
        if getattr(error, "original_error", None):
            fields["original_error"] = type(error.original_error).__name__
        return {"ok": False, **fields}
    except Exception as error:
        return {"ok": False, "exc": type(error).__name__, "leak": True}


def unsigned(signer, token, **options):
    value = signer.unsign(token, **options)
    if options.get("return_timestamp"):
        return {"value": b64(value[0]), "timestamp": seconds(value[1])}
    return {"value": b64(value)}


def loaded(serializer, token, **options):
    if isinstance(serializer, TimedSerializer):
        payload, date = serializer.loads(token, return_timestamp=True, **options)
        return {"json": json.dumps(payload), "timestamp": seconds(date)}
    return {"json": json.dumps(serializer.loads(token, **options))}


def loaded_unsafe(serializer, token, **options):
    valid, payload = serializer.loads_unsafe(token, **options)
    return {"signature_valid": valid, "json": json.dumps(payload)}
