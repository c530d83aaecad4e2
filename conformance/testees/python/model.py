"""A model of a document: its structs, the sizes of its types, and values that fields have without being read."""


class Model:
    def __init__(self, document, model):
        self.native = document["framing"] == "native"
        self.structs = model["structs"]
        self.variables = {field["name"]: field for field in model["variables"]}
        self.params = {param["id"]: param for param in model["params"]}
        self.facts = {"machine": document["machineFacts"], "host": document.get("hostFacts", {})}
        self._fields = {}
        self._sizes = {}

    def struct_fields(self, struct):
        """Variables of the struct and of its subsections, by name."""
        if struct not in self._fields:
            self._fields[struct] = {field["name"]: field for field in variables(self.structs[struct])}
        return self._fields[struct]

    def size(self, type_):
        """Bytes of a type that are always the same; None for one that varies."""
        kind = type_["kind"]
        if kind == "int":
            return type_["bits"] // 8
        if kind == "bool":
            return 1
        if kind in ("enum", "flags"):
            return type_["base"]["bits"] // 8
        if kind == "padding":
            return type_["length"]
        if kind == "bytes":
            return type_["length"].get("value")
        if kind == "array":
            element = self.size(type_["element"]) if type_["count"]["kind"] == "fixed" else None
            return None if element is None else element * type_["count"]["value"]
        if kind == "struct":
            return self.struct_size(type_["struct"])
        return None

    def struct_size(self, name):
        if name not in self._sizes:
            struct = self.structs[name]
            sizes = [None if "when" in field else self.size(field["type"]) for field in struct["fields"]]
            varies = struct["subsections"] or self.versioned(struct) or None in sizes
            self._sizes[name] = None if varies else sum(sizes)
        return self._sizes[name]

    def versioned(self, struct):
        return self.native and "version" in struct

    def count(self, count, scope):
        return count["value"] if count["kind"] == "fixed" else 0 if count["kind"] == "marked" else scope.value(count["by"])

    def initial(self, type_, field, moment, scope, length=None):
        """After reset (`reset`), or when nothing comes (`absent`)."""
        kind = type_["kind"]
        given = field.get("absent", field.get("reset")) if moment == "absent" else field.get("reset")
        if kind == "struct":
            return self.initial_struct(type_["struct"], scope)
        if kind == "array":
            return [self.initial(type_["element"], field, moment, scope) for _ in range(self.count(type_["count"], scope))]
        if kind == "bytes":
            length = self.count(type_["length"], scope) if length is None else length
            text = given["expr"]["value"] if given and given["expr"]["op"] == "string" else ""
            return bytes.fromhex(text)[:length].ljust(length, b"\0")
        if given:
            return scope.value(given)
        if kind == "enum":
            values = type_["values"]
            return next((value["name"] for value in values if int(value["value"]) == 0), values[0]["name"] if values else "")
        return False if kind == "bool" else "" if kind == "string" else 0

    def initial_struct(self, name, scope):
        own = {}
        inner = scope.inside(name, own, self.structs[name].get("version", 1))
        for field in self.struct_fields(name).values():
            own[field["name"]] = self.initial(field["type"], field, "reset", inner)
        return own


def is_variable(field):
    return field["name"] != "" and "filler" not in field and field["type"]["kind"] != "padding"


def variables(layout):
    """Fields that are variables, of a layout and of its subsections; of two of one name, where the first stands, the last."""
    found = {field["name"]: field for field in layout["fields"] if is_variable(field)}
    for subsection in layout["subsections"]:
        found.update((field["name"], field) for field in variables(subsection))
    return list(found.values())
