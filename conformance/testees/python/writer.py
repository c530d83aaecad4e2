"""Writes a layout as its document describes it. A writer judges no bounds: it says what is, and the reader judges."""
import struct as packing

from errors import Refused
from model import is_variable
from reader import LETTERS


class Writer:
    def __init__(self, model):
        self.model = model
        self.out = bytearray()

    def body(self, layout, scope, values, closes):
        for field in layout["fields"]:
            if "when" in field and not scope.value(field["when"]):
                continue
            if is_variable(field):
                self.value(field["type"], values[field["name"]], scope)
            else:
                self.nothing(field, scope)
        if closes:
            self.subsections(layout["subsections"], scope, values)

    def nothing(self, field, scope):
        """Padding, and fillers."""
        type_ = field["type"]
        if type_["kind"] == "padding":
            self.out += bytes(type_["length"])
            return
        filler = field["filler"]
        if type_["kind"] == "bytes":
            length = self.counted(type_["length"], scope)
            text = filler["expr"]["value"] if filler["expr"]["op"] == "string" else ""
            self.out += bytes.fromhex(text)[:length].ljust(length, b"\0")
        elif type_["kind"] == "array":
            for _ in range(self.counted(type_["count"], scope)):
                self.value(type_["element"], scope.value(filler), scope)
        else:
            self.value(type_, scope.value(filler), scope)

    def counted(self, count, scope):
        value = self.model.count(count, scope)
        if not 0 <= value <= count.get("capacity", value):
            raise Refused("STATE_INVALID")
        return value

    def value(self, type_, value, scope):
        kind = type_["kind"]
        if kind in ("int", "flags"):
            self.integers(type_.get("base", type_), [value])
        elif kind == "bool":
            self.out.append(1 if value else 0)
        elif kind == "enum":
            numbers = [int(each["value"]) for each in type_["values"] if each["name"] == value]
            if not numbers:
                raise Refused("STATE_INVALID")
            self.integers(type_["base"], numbers[:1])
        elif kind == "bytes":
            self.length(type_["length"], value, scope)
            self.out += value
        elif kind == "string":
            self.text(type_, value)
        elif kind == "struct":
            self.struct(type_["struct"], value, scope)
        elif type_["count"]["kind"] == "marked":
            self.list(type_, value, scope)
        else:
            self.array(type_, value, scope)

    def length(self, count, value, scope):
        if len(value) != self.model.count(count, scope) or len(value) > count.get("capacity", len(value)):
            raise Refused("STATE_INVALID")

    def array(self, type_, value, scope):
        self.length(type_["count"], value, scope)
        element = type_["element"]
        if element["kind"] in ("int", "flags"):
            self.integers(element.get("base", element), value)
            return
        for each in value:
            self.value(element, each, scope)

    def list(self, type_, value, scope):
        marks = type_["count"]
        if len(value) > marks["capacity"]:
            raise Refused("STATE_INVALID")
        for each in value:
            self.out.append(marks["more"])
            self.value(type_["element"], each, scope)
        self.out.append(marks["end"])

    def integers(self, base, values):
        order = "<" if base["order"] == "little" else ">"
        try:
            self.out += packing.pack(order + str(len(values)) + LETTERS[base["bits"], base["signed"]], *values)
        except packing.error:
            raise Refused("STATE_INVALID") from None

    def text(self, type_, value):
        try:
            data = value.encode("utf-8")
        except UnicodeEncodeError:
            raise Refused("STATE_INVALID") from None
        if len(data) > type_["capacity"] or b"\0" in data:
            raise Refused("STATE_INVALID")
        self.out += len(data).to_bytes(type_["lengthBits"] // 8, "big") + data

    def struct(self, name, value, scope):
        struct = self.model.structs[name]
        if self.model.versioned(struct):
            self.out += struct["version"].to_bytes(4, "big")
        inner = scope.inside(name, value, struct.get("version", 1))
        self.body(struct, inner, value, self.model.versioned(struct) or bool(struct["subsections"]))

    def subsections(self, known, scope, values):
        needed = [subsection for subsection in known if scope.value(subsection["needed"])]
        if self.model.native:
            self.out.append(len(needed))
        for subsection in needed:
            name, version = subsection["name"].encode(), subsection["version"]
            self.out += (b"" if self.model.native else b"\x05") + bytes([len(name)]) + name + version.to_bytes(4, "big")
            if self.model.native:
                optional = subsection["optional"]
                self.out += bytes([1 if optional and scope.value(optional) else 0]) + bytes(4)
            start = len(self.out)
            self.body(subsection, scope.at_version(version), values, True)
            if self.model.native:
                self.out[start - 4 : start] = (len(self.out) - start).to_bytes(4, "big")
