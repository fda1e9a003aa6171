#!/usr/bin/python3
"""Writes tagged-json.jsonl: what Flask's TaggedJSONSerializer makes of the inputs below.

Nothing here depends on chance or on the clock. README.md beside this file describes the lines.
"""

import json
import sys
from collections import OrderedDict
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.json.tag import JSONTag, TaggedJSONSerializer
from markupsafe import Markup

from typed_values import typed


class TagOrderedDict(JSONTag):
    """The example of Flask's documentation for a tag of one's own."""

    key = " od"

    def check(self, value):
        return isinstance(value, OrderedDict)

    def to_json(self, value):
        return [[k, self.serializer.tag(v)] for k, v in value.items()]

    def to_python(self, value):
        return OrderedDict(value)


FLASKS = TaggedJSONSerializer()
WITH_OWN_TAG = TaggedJSONSerializer()
WITH_OWN_TAG.register(TagOrderedDict, index=0)

lines = []


def written(group, value, serializer=FLASKS):
    tagged = serializer.dumps(value)
    lines.append(
        {
            "id": f"{group}-{len(lines) + 1}",
            "group": group,
            "op": "dumps",
            "value": typed(value),
            "json": tagged,
            "loads": typed(serializer.loads(tagged)),
        }
    )


def read(group, tagged, serializer=FLASKS):
    try:
        expect = {"ok": True, "value": typed(serializer.loads(tagged))}
    except Exception as error:
        expect = {"ok": False, "exc": type(error).__name__}
    lines.append({"id": f"{group}-{len(lines) + 1}", "group": group, "op": "loads", "json": tagged, "expect": expect})


def numbers():
    written("numbers", [0, -1, 2**53 - 1, 2**53, -(2**53), 2**64, 10**30])
    written("numbers", [1.5, 1e-7, 0.0001, 1e16, 1.7976931348623157e308, 5e-324, -0.0, 123456789.123])
    for literal in ["1.0", "1e2", "-0.0", "NaN", "-Infinity", "9007199254740993", "9007199254740993.0"]:
        read("numbers", literal)


def texts():
    written("texts", {"quote": '"\\/', "controls": "\x00\b\t\n\f\r\x1f\x7f\u2028", "beyond": "é☃\U0001f600"})
    # By code point U+FFFF comes before U+10000, by UTF-16 unit after it.
    written("texts", {"\uffff": 1, "\U00010000": 2, "é": 3, "z": 4, "Z": 5, "": 6, "zz": 7, "10": 8, "9": 9})
    written("texts", {"a\U00010000": 1, "a\uffff": 2, "a": 3})


def dates():
    for fields in [
        (100, 1, 1),
        (999, 12, 31, 23, 59, 59),
        (1969, 12, 31, 23, 59, 59, 500_000),
        (2026, 2, 28, 12, 0, 0, 999_000),
        (2024, 2, 29),
        (9999, 12, 31, 23, 59, 59, 999_000),
    ]:
        written("dates", datetime(*fields, tzinfo=timezone.utc))
    for text in [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "06 Nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 -0130",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 0050 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-68 08:49:37 GMT",
        "Sunday, 06-Nov-69 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Wed Nov 16 08:49:37 1994",
        "Thu, 29 Feb 2024 00:00:00 GMT",
        "Thu, 29 Feb 2023 00:00:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:60 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "",
    ]:
        read("dates", json.dumps({" d": text}))
    for value in [None, 5, True, {"a": 1}]:
        read("dates", json.dumps({" d": value}))


def tagged():
    for key in ["t", "b", "m", "u", "d", "di"]:
        written("tags", {f" {key}": 1})
        written("tags", {f" {key}__": 1})
        written("tags", {f" {key}": {f" {key}": (1,)}})
        written("tags", {f" {key}": 1, "other": (2,)})
    written("tags", [(), [], {}, ((),), ([()],), b"", None])
    written("tags", [bytes(range(length)) for length in range(1, 5)] + [b"\xfb\xff\xfe"])
    written("tags", [Markup("<i>é</i>"), Markup("")])
    written("tags", [UUID(int=0), UUID(int=2**128 - 1)])


def read_tags():
    digits = "12345678123456781234567812345678"
    for text in [digits, digits[:-1], f"{digits}0", f"urn:uuid:{{{digits}}}", f"}}{digits}{{", digits[:-1] + "g", ""]:
        read("uuid", json.dumps({" u": text}))
    for text in ["QQ==", "QQ=", "QQ", "Q", "QR==", "QUI=", "QUJ=", "QQ==QQ==", "QQ=QQQQ=", "Q=Q=", "=QQ==", "Q Q\n= =", "+/+/", "-_-_", "é"]:
        read("bytes", json.dumps({" b": text}))
    for value in ["", "aé\U0001f600", {"b": 1, "a": 2}, {}, {" t": [1]}, None, True, 5]:
        read("tuple", json.dumps({" t": value}))
    for value in [5, -7, 12345678901234567890]:
        read("markup", json.dumps({" m": value}))
    for value in [{"a": 1}, {" t__": 1, "b": 2}, {" t__": [{" t": []}]}, {}, [1], [], 5, None]:
        read("escape", json.dumps({" di": value}))


def own_tag():
    both = OrderedDict([("z", (1, b"x")), ("a", OrderedDict([("m", {" od": Markup("<b>")})]))])
    written("own-tag", {"cart": both, "plain": {"z": 1, "a": 2}}, WITH_OWN_TAG)
    written("own-tag", OrderedDict(), WITH_OWN_TAG)
    read("own-tag", '{" od":[["a",{" t":[1]}]]}', WITH_OWN_TAG)
    # To who does not know the tag, it is an object with a key.
    read("unknown-tag", '{" od":[["a",{" t":[1]}]]}')


def main():
    # Within an app Flask writes as its JSON provider does: keys sorted, beyond ASCII escaped.
    with Flask(__name__).app_context():
        for group in [numbers, texts, dates, tagged, read_tags, own_tag]:
            group()
    meta = {
        "flask": version("flask"),
        "werkzeug": version("werkzeug"),
        "python": ".".join(map(str, sys.version_info[:3])),
    }
    path = Path(__file__).with_name("tagged-json.jsonl")
    with path.open("w", newline="\n") as file:
        for line in [{"meta": meta}, *lines]:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    print(f"{path.name}: {len(lines)} lines, {path.stat().st_size} bytes")


main()
