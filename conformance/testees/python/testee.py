"""A testee in Python: codecs that are read off the capability documents, asked over a pipe.

migspec conform --testee 'python3 conformance/testees/python/testee.py'

It shares nothing with the generated codecs but the documents. Standard library only. docs/reference/testee.md is the protocol.
"""
import json
import os
import sys

from documents import load_codecs
from errors import Refused

LONGEST = 16 * 1024 * 1024


def read_message(stream):
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = int.from_bytes(head, "big")
    if length > LONGEST:
        sys.exit("a message is too long")
    return json.loads(stream.read(length))


def write_message(stream, message):
    body = json.dumps(message, separators=(",", ":")).encode()
    stream.write(len(body).to_bytes(4, "big") + body)
    stream.flush()


def answer(codecs, request):
    if request["op"] == "hello":
        return {"protocol": 1, "name": "Python over capability documents", "codecs": list(codecs)}
    codec = codecs.get("|".join((request["model"], request["build"], request["section"])))
    if codec is None:
        return {"unsupported": True}
    try:
        if request["op"] == "decode":
            return {"ok": True, "value": codec.decode(request, bytes.fromhex(request["hex"]))}
        return {"ok": True, "hex": codec.encode(request, request["value"]).hex()}
    except Refused as refused:
        return {"ok": False, "error": refused.code}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "../../../packages/capabilities/documents")
    codecs = load_codecs(folder)
    while True:
        request = read_message(sys.stdin.buffer)
        if request is None:
            return
        write_message(sys.stdout.buffer, answer(codecs, request))


if __name__ == "__main__":
    main()
