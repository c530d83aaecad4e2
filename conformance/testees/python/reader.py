"""Reads a layout as its document describes it.

Which fault is found first is part of the format: fields of fixed size that stand together are one run. Its length is checked
first, then each value, then the bounds of each. What cannot be judged yet is judged at the end, before the invariants.
"""
import struct as packing

from errors import Refused
from expressions import names_in
from model import is_variable, variables

LETTERS = {(8, False): "B", (8, True): "b", (16, False): "H", (16, True): "h", (32, False): "I", (32, True): "i", (64, False): "Q", (64, True): "q"}


class Reader:
    def __init__(self, model, data):
        self.model = model
        self.data = data
        self.at = 0
        self.end = len(data)

    def need(self, count):
        if self.end - self.at < count:
            raise Refused("TRUNCATED")

    def take(self, count):
        self.need(count)
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, size):
        return int.from_bytes(self.take(size), "big")

    def body(self, layout, scope, values, prefix, closes):
        """Reads into `values`, which the scope sees. Returns the rules that only what is around can judge."""
        late = []
        self.fields(layout["fields"], scope, values, late)
        rules = self.subsections(layout["subsections"], scope, values, prefix) if closes else []
        waiting = []
        for field, check in late:
            if scope.knows(check.names):
                check.judge(scope, values[field["name"]], field["type"])
            else:
                waiting.append((check, field))
        left = [("check", *pair) for pair in waiting]
        for rule in layout["invariants"]:
            if scope.knows(names_in(rule["expr"])):
                self.invariant(rule, scope)
            else:
                left.append(("rule", rule, None))
        return [rule for rule in rules + left if not self.later(rule, scope, values)]

    def later(self, rule, scope, values):
        """Judges a rule that came up from a subsection, if all that it mentions is there by now."""
        kind, what, field = rule
        if kind == "rule":
            if not scope.knows(names_in(what["expr"])):
                return False
            self.invariant(what, scope)
            return True
        if field["name"] not in values or not scope.knows(what.names):
            return False
        try:
            what.judge(scope, values[field["name"]], field["type"])
        except Refused:
            raise Refused("INVARIANT_BROKEN") from None
        return True

    def invariant(self, rule, scope):
        if not scope.value(rule):
            raise Refused("INVARIANT_BROKEN")

    def fields(self, fields, scope, values, late):
        run, size = [], 0
        at = 0
        while at < len(fields):
            field = fields[at]
            width = None if "when" in field else self.model.size(field["type"])
            if width is not None:
                run.append((field, size))
                size += width
                at += 1
                continue
            self.run(run, size, scope, values, late)
            run, size = [], 0
            if "when" in field:
                end = at
                while end < len(fields) and fields[end].get("when", {}).get("expr") == field["when"]["expr"]:
                    end += 1
                self.when(field["when"], fields[at:end], scope, values, late)
                at = end
            else:
                self.varying(field, scope, values)
                self.checked(field, scope, values, late)
                at += 1
        self.run(run, size, scope, values, late)

    def when(self, when, fields, scope, values, late):
        if scope.value(when):
            self.fields([{key: value for key, value in field.items() if key != "when"} for field in fields], scope, values, late)
            return
        for field in fields:
            if is_variable(field) and field["name"] not in values:
                values[field["name"]] = self.model.initial(field["type"], field, "absent", scope)

    def run(self, items, size, scope, values, late):
        self.need(size)
        start = self.at
        for field, offset in items:
            self.at = start + offset
            if "filler" in field:
                continue
            value = self.fixed(field["type"], scope)
            if is_variable(field):
                values[field["name"]] = value
        self.at = start + size
        for field, _offset in items:
            self.checked(field, scope, values, late)

    def checked(self, field, scope, values, late):
        if not is_variable(field):
            return
        for check in checks_of(field):
            if scope.knows(check.names):
                check.judge(scope, values[field["name"]], field["type"])
            else:
                late.append((field, check))

    def fixed(self, type_, scope):
        """A value of fixed size whose bytes are known to be there."""
        kind = type_["kind"]
        if kind == "padding":
            data = self.take(type_["length"])
            if type_["read"] == "zero" and any(data):
                raise Refused("RESERVED_BITS")
            return None
        if kind in ("int", "flags"):
            return self.integers(type_.get("base", type_), 1)[0]
        if kind == "bool":
            byte = self.number(1)
            if byte > 1:
                raise Refused("BOOL_INVALID")
            return byte == 1
        if kind == "enum":
            raw = self.integers(type_["base"], 1)[0]
            for value in type_["values"]:
                if int(value["value"]) == raw:
                    return value["name"]
            raise Refused("ENUM_UNKNOWN")
        if kind == "bytes":
            return self.take(type_["length"]["value"])
        if kind == "array":
            return self.elements(type_["element"], type_["count"]["value"], scope)
        return self.struct(type_["struct"], scope)

    def integers(self, base, count):
        letter = LETTERS[base["bits"], base["signed"]]
        data = self.take(count * base["bits"] // 8)
        return packing.unpack(("<" if base["order"] == "little" else ">") + str(count) + letter, data)

    def elements(self, element, count, scope):
        if element["kind"] in ("int", "flags"):
            return list(self.integers(element.get("base", element), count))
        return [self.fixed(element, scope) for _ in range(count)]

    def varying(self, field, scope, values):
        type_ = field["type"]
        kind = type_["kind"]
        if kind == "string":
            value = self.text(type_)
        elif kind == "bytes":
            value = self.take(self.counted(type_["length"], scope))
        elif kind == "struct":
            value = self.struct(type_["struct"], scope)
        elif type_["count"]["kind"] == "marked":
            value = self.list(type_, scope)
        else:
            value = self.array(type_, scope)
        if is_variable(field):
            values[field["name"]] = value

    def counted(self, count, scope):
        if count["kind"] == "fixed":
            return count["value"]
        value = scope.value(count["by"])
        if not 0 <= value <= count["capacity"]:
            raise Refused("COUNT_TOO_LARGE")
        return value

    def array(self, type_, scope):
        count = self.counted(type_["count"], scope)
        width = self.model.size(type_["element"])
        if width is None:
            return [self.struct(type_["element"]["struct"], scope) for _ in range(count)]
        self.need(count * width)
        return self.elements(type_["element"], count, scope)

    def list(self, type_, scope):
        marks, found = type_["count"], []
        while True:
            marker = self.number(1)
            if marker == marks["end"]:
                return found
            if marker != marks["more"]:
                raise Refused("MARKER_INVALID")
            if len(found) >= marks["capacity"]:
                raise Refused("COUNT_TOO_LARGE")
            width = self.model.size(type_["element"])
            self.need(width or 0)
            found.append(self.struct(type_["element"]["struct"], scope))

    def text(self, type_):
        length = self.number(type_["lengthBits"] // 8)
        if length > type_["capacity"]:
            raise Refused("COUNT_TOO_LARGE")
        data = self.take(length)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("STRING_INVALID") from None
        if "\0" in text:
            raise Refused("STRING_INVALID")
        return text

    def struct(self, name, scope):
        struct = self.model.structs[name]
        if self.model.versioned(struct) and self.number(4) != struct["version"]:
            raise Refused("STRUCT_VERSION_REFUSED")
        values = {}
        inner = scope.inside(name, values, struct.get("version", 1))
        closes = self.model.versioned(struct) or bool(struct["subsections"])
        self.body(struct, inner, values, struct.get("wireName", struct["origin"]), closes)
        return values

    def subsections(self, known, scope, values, prefix):
        by_name = {subsection["name"]: subsection for subsection in known}
        came, rules = {}, []
        headers = self.native_headers(by_name) if self.model.native else self.qemu_headers(by_name, prefix)
        for subsection, version in headers:
            if not subsection["minimum"] <= version <= subsection["version"]:
                raise Refused("SECTION_VERSION_REFUSED")
            # Its variables are seen by what is around when all have come.
            own = {}
            state, self_ = (dict(scope.state), scope.own) if scope.own is None else (scope.state, dict(scope.own))
            inner_scope = scope.at_version(version)
            inner_scope.state, inner_scope.own = state, self_
            rules += self.body(subsection, inner_scope, Both(own, state if scope.own is None else self_), subsection["name"], True)
            came[subsection["name"]] = own
        absent_outer = dict(values)
        for subsection in known:
            if subsection["name"] in came:
                values.update(came[subsection["name"]])
                continue
            absent = scope.at_version(scope.version)
            table = dict(absent_outer)
            if scope.own is None:
                absent.state = table
            else:
                absent.own = table
            for field in variables(subsection):
                table[field["name"]] = values[field["name"]] = self.model.initial(field["type"], field, "absent", absent)
        return rules

    def native_headers(self, known):
        left, seen = self.number(1), set()
        for _ in range(left):
            length = self.data[self.at] if self.at < self.end else 0
            self.need(length + 10)
            self.at += 1
            raw = self.take(length)
            version, flags = self.number(4), self.number(1)
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                raise Refused("STRING_INVALID") from None
            if name == "" or "\0" in name:
                raise Refused("STRING_INVALID")
            if flags > 1:
                raise Refused("RESERVED_BITS")
            size = self.number(4)
            self.need(size)
            if name in seen:
                raise Refused("SECTION_DUPLICATE")
            seen.add(name)
            outer, inner = self.end, self.at + size
            if name in known:
                self.end = inner
                yield known[name], version
                if self.at != inner:
                    raise Refused("TRAILING_BYTES")
                self.end = outer
            elif flags == 0:
                raise Refused("SECTION_UNKNOWN")
            self.at = inner

    def qemu_headers(self, known, prefix):
        """05 and a name that is longer than what is around and begins with it; anything else is not ours."""
        while self.at < self.end and self.data[self.at] == 5:
            length = self.data[self.at + 1] if self.at + 1 < self.end else 0
            after = self.at + 2 + length
            if after > self.end:
                raise Refused("TRUNCATED")
            name = self.data[self.at + 2 : after]
            if len(name) <= len(prefix.encode()) or not name.startswith(prefix.encode()):
                return
            if after + 4 > self.end:
                raise Refused("TRUNCATED")
            self.at = after
            version = self.number(4)
            subsection = next((each for known_name, each in known.items() if known_name.encode() == name), None)
            if subsection is None:
                raise Refused("SECTION_UNKNOWN")
            yield subsection, version


class Both:
    """Writes go to two tables: the subsection's own, and what its expressions see."""

    def __init__(self, own, seen):
        self.own = own
        self.seen = seen

    def __setitem__(self, name, value):
        self.own[name] = value
        self.seen[name] = value

    def __getitem__(self, name):
        return self.seen[name]

    def __contains__(self, name):
        return name in self.own

    def __iter__(self):
        return iter(self.seen)

    def keys(self):
        return self.seen.keys()

    def update(self, other):
        for name, value in other.items():
            self[name] = value


class Check:
    """One bound of a field."""

    def __init__(self, kind, code, expressions, compare=None):
        self.kind = kind
        self.code = code
        self.expressions = expressions
        self.compare = compare
        self.names = {name for each in expressions if isinstance(each, dict) for name in names_in(each["expr"])}

    def judge(self, scope, value, type_):
        if self.kind == "own" and type_["kind"] == "bytes":
            wanted, *mask = [bytes.fromhex(each["expr"]["value"]).ljust(len(value), b"\0") for each in self.expressions]
            masks = mask[0] if mask else b"\xff" * len(value)
            if any((a ^ b) & m for a, b, m in zip(value, wanted, masks)):
                raise Refused(self.code)
            return
        operands = [each if isinstance(each, int) else scope.value(each) for each in self.expressions]
        for element in flat(value):
            if not self.holds(element, *operands):
                raise Refused(self.code)

    def holds(self, value, operand, mask=None):
        if self.kind == "min":
            return value >= operand
        if self.kind == "max":
            return value <= operand
        if self.kind == "reserved":
            return value & operand == 0
        if self.kind == "negotiated":
            return value & ~operand == 0
        if self.compare == "at-most":
            return value <= operand
        if self.compare == "masked":
            return (value ^ operand) & mask == 0
        return value == operand


def flat(value):
    if not isinstance(value, (list, bytes)):
        yield value
        return
    for element in value:
        yield from flat(element)


def checks_of(field):
    """In the order in which they are judged."""
    bounds = field["bounds"]
    found = []
    if "reserved" in bounds:
        found.append(Check("reserved", "RESERVED_BITS", [int(bounds["reserved"])]))
    if "min" in bounds:
        found.append(Check("min", "OUT_OF_RANGE", [bounds["min"]]))
    if "max" in bounds:
        found.append(Check("max", "OUT_OF_RANGE", [bounds["max"]]))
    if "own" in bounds:
        own = bounds["own"]
        expressions = [own["value"]] + ([own["mask"]] if "mask" in own else [])
        found.append(Check("own", "ECHO_DIFFERS", expressions, own["compare"]))
    if "negotiated" in bounds:
        found.append(Check("negotiated", "FEATURES_NOT_OFFERED", [bounds["negotiated"]]))
    return found
