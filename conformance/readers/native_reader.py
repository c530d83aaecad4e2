#!/usr/bin/env python3
"""Reads native streams. Written from docs/reference/native-stream.md alone; Python 3.8 or later, nothing but its library.

    native_reader.py STREAM             prints the stream as JSON; refused: exit code 1 and the code on stderr
    native_reader.py --check FILE ...   reads the vectors of each FILE and compares with what they expect
    native_reader.py --lines            one {"hex": ..., "limits"?: ...} a line on stdin, {"ok": ...} or {"error": CODE} on stdout
"""

import json
import struct
import sys

MAGIC = bytes.fromhex("894D494753500D0A")
HEADER_LENGTH = 24
HEADER_LENGTH_MAX = 4096
KNOWN_CRITICAL = 0
KNOWN_OPTIONAL = 0

MACHINE, CONFIGURATION, CONFIGURATION_END, SECTION, END = 1, 2, 3, 4, 5
ORDER = {
    "start": (MACHINE,),
    "configuration": (CONFIGURATION, CONFIGURATION_END),
    "state": (SECTION, END),
}

INTEGERS = {
    2: ("u8", ">B"),
    3: ("u16", ">H"),
    4: ("u32", ">I"),
    5: ("u64", ">Q"),
    6: ("i8", ">b"),
    7: ("i16", ">h"),
    8: ("i32", ">i"),
    9: ("i64", ">q"),
    12: ("flags32", ">I"),
    13: ("flags64", ">Q"),
}

LIMITS = {
    "recordBytes": 1048576,
    "deviceBytes": 16777216,
    "modelBytes": {},
    "records": 65536,
    "devices": 4096,
    "fields": 4096,
}


class Refused(Exception):
    def __init__(self, code, offset):
        super().__init__("%s at byte %d" % (code, offset))
        self.code = code
        self.offset = offset


def _crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ 0x82F63B78 if value & 1 else value >> 1
        table.append(value)
    return table


_CRC_TABLE = _crc_table()


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value = (value >> 8) ^ _CRC_TABLE[(value ^ byte) & 0xFF]
    return value ^ 0xFFFFFFFF


class Payload:
    """The payload of one record; `code` is what a malformed one is refused with."""

    def __init__(self, data, start, stop, code):
        self.data = data
        self.at = start
        self.stop = stop
        self.code = code

    def malformed(self, at):
        return Refused(self.code, at)

    def take(self, length):
        if length > self.stop - self.at:
            raise self.malformed(self.at)
        at = self.at
        self.at += length
        return self.data[at : self.at]

    def unpack(self, form):
        return struct.unpack(form, self.take(struct.calcsize(form)))[0]

    def text(self, length):
        at = self.at
        raw = self.take(length)
        try:
            text = raw.decode("utf-8", "strict")
        except UnicodeDecodeError:
            raise Refused("STRING_INVALID", at)
        if "\0" in text:
            raise Refused("STRING_INVALID", at)
        return text

    def text8(self):
        return self.text(self.unpack(">B"))

    def text16(self):
        return self.text(self.unpack(">H"))

    def name8(self):
        at = self.at
        text = self.text8()
        if text == "":
            raise self.malformed(at)
        return text

    def value(self):
        at = self.at
        kind = self.unpack(">B")
        if kind == 1:
            byte = self.unpack(">B")
            if byte > 1:
                raise Refused("BOOL_INVALID", self.at - 1)
            return {"type": "bool", "value": byte == 1}
        if kind == 10:
            return {"type": "string", "value": self.text16()}
        if kind == 11:
            return {"type": "enum", "value": self.name8()}
        if kind not in INTEGERS:
            raise self.malformed(at)
        name, form = INTEGERS[kind]
        number = self.unpack(form)
        return {"type": name, "value": str(number) if name.endswith("64") else number}

    def fields(self, limits, read):
        at = self.at
        count = self.unpack(">H")
        if count > limits["fields"]:
            raise Refused("LIMIT_EXCEEDED", at)
        fields = []
        before = b""  # names are never empty, so this is below all of them
        for _ in range(count):
            at = self.at
            name, field = read()
            encoded = name.encode("utf-8")
            if encoded <= before:
                raise self.malformed(at)
            before = encoded
            fields.append(field)
        return fields

    def done(self):
        if self.at != self.stop:
            raise self.malformed(self.at)


def bits(bitmap):
    return [bit for bit in range(32) if bitmap >> bit & 1]


class Reader:
    def __init__(self, data, limits=None):
        self.data = data
        self.limits = dict(LIMITS, **(limits or {}))
        self.phase = "start"
        self.records = 0
        self.skipped = []
        self.machine = None
        self.devices = []
        self.places = set()
        self.keys = []
        self.lengths = []
        self.section_device = 0

    def read(self):
        at = self.header()
        while self.phase != "end":
            at = self.record(at)
        if at != len(self.data):
            raise Refused("TRAILING_BYTES", at)
        return {
            "format": self.format,
            "features": self.features,
            "machine": self.machine,
            "devices": self.devices,
            "report": {"unknownFeatures": self.unknown, "skippedRecords": self.skipped, "records": self.records},
        }

    def header(self):
        data = self.data
        for at in range(min(len(MAGIC), len(data))):
            if data[at] != MAGIC[at]:
                raise Refused("MAGIC_INVALID", at)
        if len(data) < 12:
            raise Refused("TRUNCATED", len(data))
        major, minor, length = struct.unpack_from(">BBH", data, 8)
        if major != 1:
            raise Refused("FORMAT_VERSION_REFUSED", 8)
        if length < HEADER_LENGTH or (minor == 0 and length != HEADER_LENGTH):
            raise Refused("HEADER_INVALID", 10)
        if length > HEADER_LENGTH_MAX:
            raise Refused("LIMIT_EXCEEDED", 10)
        if len(data) < length:
            raise Refused("TRUNCATED", len(data))
        checksum = data[length - 4 : length]
        if crc32c(data[: length - 4]) != int.from_bytes(checksum, "big"):
            raise Refused("CHECKSUM_WRONG", length - 4)
        critical, optional = struct.unpack_from(">II", data, 12)
        if critical & ~KNOWN_CRITICAL:
            raise Refused("STREAM_FEATURE_UNKNOWN", 12)
        self.format = "%d.%d" % (major, minor)
        self.features = {"critical": critical, "optional": optional & KNOWN_OPTIONAL}
        self.unknown = bits(optional & ~KNOWN_OPTIONAL)
        self.checksums = bytearray(checksum)
        return length

    def record(self, at):
        data, limits = self.data, self.limits
        if self.records >= limits["records"]:
            raise Refused("LIMIT_EXCEEDED", at)
        if len(data) - at < 8:
            raise Refused("TRUNCATED", len(data))
        kind, flags, length = struct.unpack_from(">HHI", data, at)
        limit = limits["recordBytes"]
        if kind == SECTION:
            limit = max([limits["deviceBytes"], *limits["modelBytes"].values()])
        if length > limit:
            raise Refused("LIMIT_EXCEEDED", at)
        start = at + 8
        stop = start + length
        if len(data) - stop < 4:
            raise Refused("TRUNCATED", len(data))
        checksum = data[stop : stop + 4]
        if crc32c(data[at:stop]) != int.from_bytes(checksum, "big"):
            raise Refused("CHECKSUM_WRONG", stop)
        if flags & ~1:
            raise Refused("RECORD_INVALID", at + 2)
        if kind == 0:
            raise Refused("RECORD_INVALID", at)
        optional = flags == 1
        if kind > END:
            if not optional:
                raise Refused("RECORD_UNKNOWN", at)
            self.skipped.append({"kind": kind, "offset": at, "length": length})
        else:
            if optional and kind != SECTION:
                raise Refused("RECORD_INVALID", at + 2)
            if kind not in ORDER[self.phase]:
                raise Refused("ORDER_WRONG", at)
            code = "CONFIGURATION_INVALID" if kind == CONFIGURATION else "RECORD_INVALID"
            self.content(kind, optional, Payload(data, start, stop, code))
        self.records += 1
        self.checksums += checksum
        return stop + 4

    def content(self, kind, optional, payload):
        if kind == MACHINE:
            self.read_machine(payload)
            self.phase = "configuration"
        elif kind == CONFIGURATION:
            self.read_configuration(payload)
        elif kind == CONFIGURATION_END:
            if payload.unpack(">I") != len(self.devices):
                raise payload.malformed(payload.at - 4)
            payload.done()
            self.phase = "state"
        elif kind == SECTION:
            self.read_section(payload, optional)
        else:
            self.read_end(payload)
            self.phase = "end"

    def read_machine(self, payload):
        def fact():
            name = payload.name8()
            return name, dict(name=name, **payload.value())

        kind = payload.text8()
        facts = payload.fields(self.limits, fact)
        payload.done()
        self.machine = {"type": kind or None, "facts": facts}

    def read_configuration(self, payload):
        def param():
            identity = payload.name8()
            flags = payload.unpack(">B")
            if flags & ~1:
                raise payload.malformed(payload.at - 1)
            return identity, dict(id=identity, off=flags == 1, **payload.value())

        at = payload.at
        index = payload.unpack(">H")
        if index != len(self.devices):
            raise Refused("ORDER_WRONG", at)
        if index >= self.limits["devices"]:
            raise Refused("LIMIT_EXCEEDED", at)
        device = {
            "model": payload.name8(),
            "build": payload.name8(),
            "path": payload.text8(),
            "instance": payload.unpack(">I"),
            "version": payload.text8() or None,
            "fingerprint": payload.text8() or None,
            "params": payload.fields(self.limits, param),
            "sections": [],
        }
        payload.done()
        place = (device["model"], device["path"], device["instance"])
        if place in self.places:
            raise payload.malformed(at)
        self.places.add(place)
        self.devices.append(device)
        self.keys.append(set())
        self.lengths.append(0)

    def read_section(self, payload, optional):
        at = payload.at
        length = payload.stop - at
        index = payload.unpack(">H")
        if index >= len(self.devices):
            raise payload.malformed(at)
        if index < self.section_device:
            raise Refused("ORDER_WRONG", at)
        self.section_device = index
        section = {
            "name": payload.name8(),
            "instance": payload.unpack(">I"),
            "version": payload.unpack(">I"),
            "optional": optional,
            "payload": payload.take(payload.stop - payload.at).hex(),
        }
        key = (section["name"], section["instance"])
        if key in self.keys[index]:
            raise Refused("SECTION_DUPLICATE", at)
        self.keys[index].add(key)
        self.lengths[index] += length
        limit = self.limits["modelBytes"].get(self.devices[index]["model"], self.limits["deviceBytes"])
        if self.lengths[index] > limit:
            raise Refused("LIMIT_EXCEEDED", at)
        self.devices[index]["sections"].append(section)

    def read_end(self, payload):
        if payload.unpack(">I") != self.records:
            raise payload.malformed(payload.at - 4)
        seal = payload.unpack(">I")
        payload.done()
        if seal != crc32c(self.checksums):
            raise Refused("CHECKSUM_WRONG", payload.at - 4)


def answer(request):
    try:
        return {"ok": Reader(bytes.fromhex(request["hex"]), request.get("limits")).read()}
    except Refused as refused:
        return {"error": refused.code}


def check(files):
    wrong = agreed = 0
    for file in files:
        with open(file, encoding="utf-8") as opened:
            vectors = json.load(opened)["vectors"]
        for vector in vectors:
            have = answer(vector)
            if have == vector["expect"]:
                agreed += 1
            else:
                wrong += 1
                print("%s: have %s, want %s" % (vector["name"], json.dumps(have), json.dumps(vector["expect"])), file=sys.stderr)
    print("%d vectors agree, %d do not" % (agreed, wrong))
    return 1 if wrong or not agreed else 0


def main(arguments):
    if len(arguments) > 1 and arguments[0] == "--check":
        return check(arguments[1:])
    if arguments == ["--lines"]:
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line))))
        return 0
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], "rb") as opened:
        data = opened.read()
    try:
        print(json.dumps(Reader(data).read(), indent=2))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
