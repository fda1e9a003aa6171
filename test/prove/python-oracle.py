#!/usr/bin/python3
"""Answers calls of itsdangerous: a JSON array of questions a line comes in, the same with their answers goes out.

Questions and answers are the lines that vectors/README.md describes.
"""

import base64
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

sys.path.insert(0, str(Path(__file__).parents[1] / "vectors"))
sys.dont_write_bytecode = True

import itsdangerous
import python_calls
from itsdangerous.encoding import base64_decode, base64_encode, int_to_bytes
from python_calls import b64, loaded, loaded_unsafe, make_serializer, make_signer, text, unsigned, verdict

python_calls.DIGESTS.update(
    md5=hashlib.md5,
    sha512_224=lambda data=b"": hashlib.new("sha512_224", data),
    sha3_256=hashlib.sha3_256,
    sha3_512=hashlib.sha3_512,
    blake2b=hashlib.blake2b,
    blake2s=hashlib.blake2s,
)


def unb64(data):
    return base64.b64decode(data)


def in_bytes(options):
    """The options of a signer, or a class and its options, with those that are bytes as bytes."""
    if isinstance(options, list):
        return [in_bytes(item) for item in options]
    if isinstance(options, str):
        return options
    return {name: unb64(value) if name in ("salt", "sep") else value for name, value in options.items()}


def config(line):
    cfg = in_bytes(line["cfg"])
    return {**cfg, "keys": [unb64(key) for key in cfg["keys"]]}


def token_of(line):
    return line["token"].encode() if "token" in line else unb64(line["token_b64"])


def serializer_of(line):
    cls = getattr(itsdangerous, line["cls"])
    return make_serializer(cls, config(line), line.get("now"), in_bytes(line.get("fallback_signers", [])))


def sign(line):
    return text(make_signer(config(line), line.get("now")).sign(unb64(line["value"])))


def derive_key(line):
    cfg = config(line)
    signer = make_signer(cfg)
    return {"newest": b64(signer.derive_key()), "expect": [b64(signer.derive_key(key)) for key in cfg["keys"]]}


def matched(signer, token):
    """Whether the signature is good, whatever else there is to be said of the token."""
    if signer.sep not in token:
        return False
    return signer.verify_signature(*token.rsplit(signer.sep, 1))


def attempt(signer, token, expect):
    """What a signer says of a token, and how it looks at it."""
    timed = isinstance(signer, itsdangerous.TimestampSigner)
    return {"sep": b64(signer.sep), "timed": timed, "matched": matched(signer, token), "expect": expect}


def unsign(line):
    signer = make_signer(config(line), line.get("now"))
    options = {name: line[name] for name in ("max_age", "return_timestamp") if name in line}
    token = token_of(line)
    expect = verdict(lambda: unsigned(signer, token, **options))
    return {"tried": [attempt(signer, token, expect)], "expect": expect}


def dumps(line):
    serializer = serializer_of(line)
    value = json.loads(line["json"])
    salt = unb64(line["call_salt"]) if "call_salt" in line else None
    line["json"] = json.dumps(value)
    if "written" in line:
        serializer.serializer = SimpleNamespace(dumps=lambda _: line["written"])
    return {"payload": b64(serializer.dump_payload(value)), **text(serializer.dumps(value, salt).encode())}


def readable(serializer, token):
    """What can be read of what any of the signers takes for the payload, by that payload in base64."""
    payloads = {}
    for sep in {signer.sep for signer in serializer.iter_unsigners()}:
        for cut in (1, 2):
            payload, *rest = token.rsplit(sep, cut)
            answer = verdict(lambda: {"json": json.dumps(serializer.load_payload(payload))})
            if len(rest) == cut and answer["ok"]:
                payloads[b64(payload)] = answer["json"]
    return payloads


class KeepingProto:
    """Reads JSON. A document that has a key __proto__ anywhere still has one where a key that comes again hides it."""

    @staticmethod
    def loads(text):
        keys = set()

        def pairs(items):
            keys.update(key for key, _ in items)
            return dict(items)

        value = json.loads(text, object_pairs_hook=pairs)
        return {"__proto__": None} if "__proto__" in keys else value


def loads(line):
    serializer = serializer_of(line)
    serializer.serializer = KeepingProto
    token = token_of(line)
    salt = unb64(line["call_salt"]) if "call_salt" in line else None
    options = {"salt": salt, **({"max_age": line["max_age"]} if "max_age" in line else {})}
    answers = {
        "expect": verdict(lambda: loaded(serializer, token, **options)),
        "loads_unsafe": verdict(lambda: loaded_unsafe(serializer, token, **options)),
        "readable": readable(serializer, token),
    }
    tried = []
    for signer in list(serializer.iter_unsigners(salt)):
        serializer.iter_unsigners = lambda salt: [signer]
        tried.append(attempt(signer, token, verdict(lambda: loaded(serializer, token, **options))))
    return {"tried": tried, **answers}


ANSWERS = {
    "sign": sign,
    "derive_key": derive_key,
    "unsign": unsign,
    "dumps": dumps,
    "loads": loads,
    "int_to_bytes": lambda line: {"bytes": b64(int_to_bytes(int(line["int"])))},
    "base64_encode": lambda line: {"text": base64_encode(unb64(line["bytes"])).decode()},
    "base64_decode": lambda line: {"expect": verdict(lambda: {"bytes": b64(base64_decode(unb64(line["text_b64"])))})},
    "separator": lambda line: {
        "expect": verdict(lambda: {} if itsdangerous.Signer(b"key", sep=unb64(line["sep"])) else {})
    },
}


def answer(line):
    try:
        answers = ANSWERS[line["op"]](line)
    except Exception as error:
        answers = {"expect": {"ok": False, "exc": type(error).__name__, "leak": True}}
    return {**line, **answers}


print(json.dumps({"itsdangerous": version("itsdangerous"), "python": sys.version.split()[0]}), flush=True)
for batch in sys.stdin:
    print(json.dumps([answer(line) for line in json.loads(batch)]), flush=True)
