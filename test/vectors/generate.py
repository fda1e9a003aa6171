#!/usr/bin/python3
"""Writes itsdangerous.jsonl: what Python's itsdangerous makes of the inputs below.

Nothing here depends on chance or on the clock: bytes are SHAKE-128 of a label, and signers are given their time.
README.md beside this file describes the lines.
"""

import hashlib
import json
import sys
import zlib
from importlib.metadata import version
from pathlib import Path

from itsdangerous import Serializer, Signer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, base64_encode, bytes_to_int, int_to_bytes
from python_calls import (
    DIGESTS,
    b64,
    cfg_field,
    loaded,
    loaded_unsafe,
    make_serializer,
    make_signer,
    text,
    unsigned,
    verdict,
)

NOW = 1_700_000_000
YEAR_9999 = 253_402_300_799  # its last second, and the last that a datetime can hold

DERIVATIONS = ["django-concat", "concat", "hmac", "none"]
SERIALIZERS = [Serializer, TimedSerializer, URLSafeSerializer, URLSafeTimedSerializer]

lines = []


# --- lines ---


def add(group, op, **fields):
    lines.append({"id": f"{group}-{len(lines) + 1}", "group": group, "op": op, **fields})


def some_bytes(label, length):
    return hashlib.shake_128(label.encode()).digest(length)


def cycle(choices, i):
    return choices[i % len(choices)]


def config(digest="sha1", kd="django-concat", keys=(b"secret",), salt=b"itsdangerous.Signer", sep=b"."):
    return {"digest": digest, "kd": kd, "keys": list(keys), "salt": salt, "sep": sep}


# --- the lines of each operation ---


def add_sign(cfg, value, now=None):
    token = make_signer(cfg, now).sign(value)
    times = {} if now is None else {"now": now}
    add("signer" if now is None else "timestamp", "sign", cfg=cfg_field(cfg), **times, value=b64(value), **text(token))


def add_unsign(mut, cfg, token, now=None, max_age=None, return_timestamp=True, key_index=None):
    options = {} if now is None else {"max_age": max_age, "return_timestamp": return_timestamp}
    signer = make_signer(cfg, now)
    add(
        "signer" if now is None else "timestamp",
        "unsign",
        mut=mut,
        cfg=cfg_field(cfg),
        **({} if now is None else {"now": now, **options}),
        **text(token),
        expect=verdict(lambda: unsigned(signer, token, **options)),
        **({} if key_index is None else {"key_index": key_index}),
    )


def add_dumps(cls, cfg, value, call_salt=None):
    serializer = make_serializer(cls, cfg, NOW)
    payload = serializer.dump_payload(value)
    add(
        "serializer",
        "dumps",
        cls=cls.__name__,
        cfg=cfg_field(cfg),
        now=NOW,
        **({} if call_salt is None else {"call_salt": b64(call_salt)}),
        json=json.dumps(value),
        payload=b64(payload),
        token=serializer.dumps(value, salt=call_salt),
    )


def add_loads(mut, cls, cfg, token, max_age=None, fallbacks=()):
    timed = issubclass(cls, TimedSerializer)
    serializer = make_serializer(cls, cfg, NOW, fallbacks)
    options = {"max_age": max_age} if timed else {}
    add(
        "serializer",
        "loads",
        cls=cls.__name__,
        mut=mut,
        cfg=cfg_field(cfg),
        **({"now": NOW, **options} if timed else {}),
        **({"fallback_signers": [{"digest": f["digest"], "kd": f["kd"]} for f in fallbacks]} if fallbacks else {}),
        **text(token),
        expect=verdict(lambda: loaded(serializer, token, **options)),
        loads_unsafe=verdict(lambda: loaded_unsafe(serializer, token, **options)),
    )


# --- ways to spoil a token ---


def misspelt(token, sep):
    """The same bytes for a lenient base64 decoder: other spellings of the signature."""
    value, _, signature = token.rpartition(sep)
    last = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    yield "padding", token + b"="
    yield "blank", value + sep + signature[:5] + b" " * 4 + signature[5:]
    yield "line-end", token + b"\r\n\r\n"
    yield "byte-outside-ascii", value + sep + b"\xc3\xa9\xc3\xa9" + signature
    if len(signature) % 4:
        yield "unused-bits", token[:-1] + last[last.index(token[-1:]) + 1 :][:1]


def spoilt(token, sep):
    """Tokens that no key verifies."""
    value, _, signature = token.rpartition(sep)
    flipped = bytes([signature[0] ^ 1])
    yield "empty", b""
    yield "only-separator", sep
    yield "no-separator", token.replace(sep, b"")
    yield "no-value", sep + signature
    yield "no-signature", value + sep
    yield "value-changed", b"X" + token
    yield "signature-changed", value + sep + flipped + signature[1:]
    yield "signature-cut", token[:-1]
    yield "signature-long", token + b"AAAA"
    yield "signature-of-zeros", value + sep + b"A" * len(signature)
    yield "signature-one-character", value + sep + b"A"
    yield "signature-twice", token + sep + signature
    # How Python writes these bytes decides the message.
    yield "quote", value + sep + b"it's"
    yield "both-quotes", value + sep + b"it's \"it\""
    yield "backslash-and-controls", value + sep + b"\\ \t\n\r\x00\x7f"
    yield "unicode", value + sep + "é☃😀".encode()
    yield "not-unicode", value + sep + b"\xff\xc3\xa9\xc3"


# --- the corpus ---

KEYS = [
    b"secret",
    b"k",
    some_bytes("key", 24),
    some_bytes("key of a block", 64),
    some_bytes("long key", 150),
    "clé".encode(),
]
ROTATION = [b"oldest", b"older", b"newest"]
SALTS = [b"itsdangerous.Signer", b"", b"activate", "sel-é".encode(), some_bytes("salt", 70)]
SEPARATORS = [b".", b":", b"|", b"~", b" ", b"\x00", b"::", b"a.b", "é".encode(), b"\xff"]
VALUES = [
    b"",
    b"value",
    b"user.42",
    b".",
    "naïve ☃ 😀".encode(),
    b'{"id":1}',
    some_bytes("value", 30),
    b"x" * 55,
    b"x" * 64,
    b"line\nline\x00\xff",
    some_bytes("long value", 130),
]
TIMES = [0, 1, 255, 256, 2**31 - 1, 2**31, 2**32 - 1, 2**32, NOW, YEAR_9999]


def varied(i, digest, kd):
    keys = ROTATION if i % 7 == 3 else [cycle(KEYS, i)]
    return config(digest, kd, keys, cycle(SALTS, i), cycle(SEPARATORS, i))


def helpers():
    for number in [0, 1, 255, 256, 65535, 65536, 2**31, 2**32, 2**53 - 1, 2**53, 2**53 + 1, 2**63, 2**64 - 1]:
        data = int_to_bytes(number)
        assert bytes_to_int(data) == number
        add("helpers", "int_to_bytes", int=str(number), bytes=b64(data))
    for data in [b"", b"\x00", b"\xff\xfe", b"\xfb\xef\xbe", "é☃".encode(), some_bytes("base64", 40)]:
        add("helpers", "base64_encode", bytes=b64(data), text=base64_encode(data).decode())
    canonical = [b"", b"YQ", b"YWI", b"YWJj", b"-_-_"]
    others = [b"A", b"AAAAA", b"YQ=", b"YQ==", b"YR", b"YWJ", b"Y Q", b"+/+/", b"YQ\n", b"\xc3\xa9YQ"]
    for data in [*canonical, *others]:
        expect = verdict(lambda: {"bytes": b64(base64_decode(data))})
        add("helpers", "base64_decode", text_b64=b64(data), expect=expect)
    for sep in [b"", b"a", b"-", b"=", b"az", b"=-", b"AB9", b".", b"a.", b".=", b"/", b"+", "é".encode(), b"\xff"]:
        add("helpers", "separator", sep=b64(sep), expect=verdict(lambda: {} if Signer(b"key", sep=sep) else {}))


def derived_keys():
    i = 0
    for digest in DIGESTS:
        for kd in DERIVATIONS:
            cfg = config(digest, kd, [cycle(KEYS, i), cycle(KEYS, i + 1)], cycle(SALTS, i))
            signer = make_signer(cfg)
            add("signer", "derive_key", cfg=cfg_field(cfg), expect=[b64(signer.derive_key(key)) for key in cfg["keys"]])
            i += 1


def signers():
    i = 0
    for digest in DIGESTS:
        for kd in DERIVATIONS:
            add_sign(varied(i, digest, kd), cycle(VALUES, i))
            add_sign(varied(i + 1, digest, kd), cycle(VALUES, i + 5), cycle(TIMES, i))
            i += 1


def unsigners():
    cfg = config()
    token = make_signer(cfg).sign("user.42 ☃")
    add_unsign("none", cfg, token)
    for mut, other in [*spoilt(token, b"."), *misspelt(token, b".")]:
        add_unsign(mut, cfg, other)
    cfg = config("sha256", "concat", sep=b"::")
    token = make_signer(cfg).sign(some_bytes("value", 30))
    add_unsign("none", cfg, token)
    for mut, other in [
        ("another-key", {**cfg, "keys": [b"Secret"]}),
        ("another-salt", {**cfg, "salt": b"itsdangerous.signer"}),
        ("another-derivation", {**cfg, "kd": "django-concat"}),
        ("another-digest", {**cfg, "digest": "sha512_256"}),
        ("another-separator", {**cfg, "sep": b":"}),
        ("absent-separator", {**cfg, "sep": b"'"}),
    ]:
        add_unsign(mut, other, token)


def rotation():
    for i, key in enumerate([*ROTATION, b"stranger"]):
        known = i if key in ROTATION else None
        cfg = config("sha384", "none", ROTATION)
        add_unsign("rotated", cfg, make_signer({**cfg, "keys": [key]}).sign(b"value"), key_index=known)
        token = make_signer({**cfg, "keys": [key]}, NOW).sign(b"value")
        add_unsign("rotated", cfg, token, NOW + 5, 5, key_index=known)
        add_unsign("rotated-expired", cfg, token, NOW + 6, 5)


def timestamps():
    cfg = config("sha1", "concat", sep="é".encode())
    token = make_signer(cfg, NOW).sign("user.42 ☃")
    ages = [(0, None), (0, 0), (1, 0), (10, 10), (10, 9), (10, 9.5), (10, 10.5), (-1, None), (-1, 5), (-1, -2), (0, -1)]
    for age, max_age in ages:
        add_unsign("age", cfg, token, NOW + age, max_age, return_timestamp=age != 0)
    for mut, other in [*spoilt(token, cfg["sep"]), *misspelt(token, cfg["sep"])]:
        add_unsign(mut, cfg, other, NOW + 10, 3600)
        if other.startswith(token):
            add_unsign(f"{mut}-expired", cfg, other, NOW + 10, 5)

    # Anything may stand in the place of the timestamp, under a good signature and under a bad one.
    cfg = config("sha224", "hmac")
    for mut, stamp in [
        ("zero", b""),
        ("one", b"AQ"),
        ("last-of-year-9999", base64_encode(int_to_bytes(YEAR_9999))),
        ("year-10000", base64_encode(int_to_bytes(YEAR_9999 + 1))),
        ("53-bits", base64_encode(int_to_bytes(2**53))),
        ("64-bits", base64_encode(b"\xff" * 8)),
        ("nine-bytes", base64_encode(b"\x01" * 9)),
        ("leading-zero", base64_encode(b"\x00" + int_to_bytes(NOW))),
        ("padded", base64_encode(int_to_bytes(NOW)) + b"=="),
        ("unused-bits", base64_encode(int_to_bytes(NOW))[:-1] + b"B"),
        ("one-character", b"A"),
        ("not-base64", "é☃".encode()),
    ]:
        signed = b"value." + stamp
        token = signed + b"." + make_signer(cfg).get_signature(signed)
        add_unsign(f"timestamp-{mut}", cfg, token, NOW + 10, None if len(stamp) % 2 else 3600, return_timestamp=False)
        add_unsign(f"timestamp-{mut}", cfg, token, NOW + 10)
        add_unsign(f"timestamp-{mut}-forged", cfg, signed + b"." + b"A" * 38, NOW + 10)
    add_unsign("timestamp-missing", cfg, make_signer(cfg).sign(b"value"), NOW)
    add_unsign("timestamp-missing-forged", cfg, b"value." + b"A" * 38, NOW)


def payloads():
    values = [
        None,
        "text",
        {},
        [1, -7, 0, 2**53 - 1],
        {"id": 42, "name": "É☃😀", "ok": True},
        {"nested": [[], {"a": {"b": None}}]},
        '"\\/\b\f\n\r\t\x00\x7f\u2028<>',
        "x" * 100,
        [f"row {i}" for i in range(20)],
        [0.1, -2.5, 1e-07, 5e-324, 1e16, 1e21, 1.7976931348623157e308],
        [1.0, -0.0],
        [2**53, -(2**63), 10**30],
        {"2": "b", "1": "a", "z": 0},
        [float("nan"), float("inf"), float("-inf")],
        {"__proto__": {"admin": True}},
        "\ud800",
    ]
    for i, value in enumerate(values):
        for j in range(2):
            # One that writes JSON as it is, and one that writes it compact.
            cls = cycle(SERIALIZERS, 2 * j + i % 2)
            if value == "\ud800" and j:
                continue  # Python itself fails here
            digest, kd = cycle(list(DIGESTS), i), cycle(DERIVATIONS, i + j)
            add_dumps(cls, config(digest, kd, [cycle(KEYS, i)], cycle(SALTS, i)), value)
    for cls in SERIALIZERS:
        add_dumps(cls, config(salt=b"itsdangerous"), {"id": 42}, call_salt=b"invite")


def loaders():
    value = {"id": 42, "name": "☃", "zeros": "0" * 40}
    for cls in SERIALIZERS:
        cfg = config("sha256", "hmac", ROTATION, b"itsdangerous")
        token = make_serializer(cls, cfg, NOW - 10).dumps(value).encode()
        add_loads("none", cls, cfg, token)
        add_loads("another-salt", cls, {**cfg, "salt": b"other"}, token)
        for mut, other in [*spoilt(token, b"."), *misspelt(token, b".")]:
            if mut in ("empty", "no-value", "value-changed", "signature-cut", "not-unicode", "padding"):
                add_loads(mut, cls, cfg, other)

    for cls in [TimedSerializer, URLSafeTimedSerializer]:
        cfg = config("sha512_256", salt=b"itsdangerous")
        token = make_serializer(cls, cfg, NOW - 10).dumps(value).encode()
        for max_age in [10, 9, 0, -1]:
            add_loads("age", cls, cfg, token, max_age)
        add_loads("future", cls, cfg, make_serializer(cls, cfg, NOW + 1).dumps(value).encode(), 60)
        add_loads("padding-expired", cls, cfg, token + b"=", 9)


def large():
    """A megabyte, which the lines do not hold: a unit and its count stand for it."""
    unit, count = "naïve ☃ 😀 ", 2**16
    value = unit * count
    fields = {"value_unit": b64(unit.encode()), "value_count": count}
    cfg = config("sha256")
    token = make_signer(cfg).sign(value)
    signature = token.rpartition(cfg["sep"])[2].decode()
    sha256 = hashlib.sha256(token).hexdigest()
    add("signer", "sign", cfg=cfg_field(cfg), **fields, signature=signature, token_sha256=sha256)
    cls, cfg = URLSafeTimedSerializer, config(salt=b"itsdangerous")
    token = make_serializer(cls, cfg, NOW).dumps(value)
    add("serializer", "dumps", cls=cls.__name__, cfg=cfg_field(cfg), now=NOW, **fields, token=token)


def broken_payloads():
    compressed = zlib.compress(b'{"a": "' + b"x" * 40 + b'"}')
    damaged = compressed[:-1] + bytes([compressed[-1] ^ 1])
    documents = {
        "empty": b"",
        "not-json": b"{id: 1}",
        "two-documents": b"1 2",
        "trailing-comma": b"[1,]",
        "leading-zero": b"[01]",
        "byte-order-mark": b"\xef\xbb\xbf1",
        "not-utf8": b'"\xff"',
        "surrogate-in-utf8": b'"\xed\xa0\x80"',
        "control": b'"\x01"',
        "no-break-space": "\u00a01".encode(),
        "blanks": b" \t\r\n[1 , 2]\n",
        "equal-keys": b'{"a": 1, "b": 2, "a": 3}',
        "nan": b"[NaN, Infinity, -Infinity]",
        "big": b"[9007199254740993, -1e400]",
        "proto": b'{"a": [{"__proto__": 1}]}',
    }
    small = zlib.compressobj(9, wbits=9)
    small_window = small.compress(b"[1]") + small.flush()
    encodings = {
        "json": base64_encode(b'{"a": 1}'),
        "zlib": b"." + base64_encode(compressed),
        "zlib-level-9-small-window": b"." + base64_encode(small_window),
        "zlib-damaged": b"." + base64_encode(damaged),
        "zlib-cut": b"." + base64_encode(compressed[:-4]),
        "zlib-and-more": b"." + base64_encode(compressed + b"more"),
        "zlib-in-two": b"." + base64_encode(zlib.compress(b"[1") + zlib.compress(b",2]")),
        "zlib-raw": b"." + base64_encode(compressed[2:-4]),
        "zlib-of-nothing": b".",
        "zlib-unmarked": base64_encode(compressed),
        "not-base64": b"a",
        "padded": base64_encode(b'{"a": 1}') + b"=",
        "blank": base64_encode(b'{"a": 1}')[:4] + b"    " + base64_encode(b'{"a": 1}')[4:],
        "unused-bits": base64_encode(b"1")[:-1] + b"R",
    }
    for i, (mut, document) in enumerate(documents.items()):
        for cls in [Serializer, cycle([URLSafeSerializer, TimedSerializer, URLSafeTimedSerializer], i)]:
            compact = cls.__name__.startswith("URLSafe")
            add_signed_payload(f"payload-{mut}", cls, base64_encode(document) if compact else document)
    for i, (mut, payload) in enumerate(encodings.items()):
        add_signed_payload(f"payload-{mut}", cycle([URLSafeSerializer, URLSafeTimedSerializer], i), payload)


def add_signed_payload(mut, cls, payload):
    cfg = config(salt=b"itsdangerous")
    add_loads(mut, cls, cfg, make_serializer(cls, cfg, NOW - 10).make_signer().sign(payload))


def fallbacks():
    old = config("sha512", "concat", [b"older"], b"itsdangerous")
    new = config("sha256", "hmac", [b"older", b"newest"], b"itsdangerous")
    other = config("sha1", "none", salt=b"itsdangerous")
    for cls in [Serializer, URLSafeTimedSerializer]:
        token = make_serializer(cls, old, NOW - 10).dumps([1]).encode()
        add_loads("fallback", cls, new, token, fallbacks=[old])
        add_loads("fallback-second", cls, new, token, fallbacks=[other, old])
        add_loads("fallback-none-fits", cls, new, token, fallbacks=[other])
        add_loads("fallback-stranger", cls, {**new, "keys": [b"newest"]}, token, fallbacks=[old])
    for max_age in [10, 9]:
        add_loads("fallback-age", URLSafeTimedSerializer, new, token, max_age, fallbacks=[other, old])


def main():
    helpers()
    derived_keys()
    signers()
    unsigners()
    rotation()
    timestamps()
    payloads()
    loaders()
    broken_payloads()
    fallbacks()
    large()
    meta = {
        "itsdangerous": version("itsdangerous"),
        "python": ".".join(map(str, sys.version_info[:3])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    path = Path(__file__).with_name("itsdangerous.jsonl")
    with path.open("w", newline="\n") as file:
        for line in [{"meta": meta}, *lines]:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size} bytes")


main()
