"""
The benchmark's contestants in Python. Each line of the input is a message in JSON and is answered with one:

{"module": …, "class": …, "options": {…}, "method": …, "arguments": {…}, "inputs": […], "base64": …, "refuses": …}
    Makes an object, or takes the module where no class is given. The answer has what the method gives for each input, or
    the name of what it raises, and the id of the call. Inputs and results that are no text go as base64. Where the method
    is to raise for all inputs, it is measured with the handler around it that a caller has.
{"id": …, "milliseconds": …}
    Makes the call with all inputs in turns for that long, and answers with the mean milliseconds of one pass over them.
"""

import base64
import importlib
import json
import sys
from functools import partial
from time import perf_counter_ns


def prepare(message):
    target = importlib.import_module(message["module"])
    if "class" in message:
        target = getattr(target, message["class"])(**message["options"])
    call = getattr(target, message["method"])
    return partial(call, **message["arguments"]) if "arguments" in message else call


def result(call, value, as_base64):
    try:
        given = call(value)
    except Exception as error:
        return type(error).__name__
    if isinstance(given, bytes):
        return (base64.b64encode(given) if as_base64 else given).decode()
    return given


def refusing(call):
    def run(value):
        try:
            call(value)
        except Exception:
            pass

    return run


def measure(call, inputs, milliseconds):
    passes = 0
    start = now = perf_counter_ns()
    while now - start < milliseconds * 1e6:
        for value in inputs:
            call(value)
        passes += 1
        now = perf_counter_ns()
    return (now - start) / passes / 1e6


calls = []
for line in sys.stdin:
    message = json.loads(line)
    if "id" in message:
        answer = measure(*calls[message["id"]], message["milliseconds"])
    else:
        call, inputs, as_base64 = prepare(message), message["inputs"], message.get("base64")
        if as_base64:
            inputs = [base64.b64decode(value) for value in inputs]
        answer = {"id": len(calls), "results": [result(call, value, as_base64) for value in inputs]}
        calls.append((refusing(call) if message.get("refuses") else call, inputs))
    print(json.dumps(answer), flush=True)
