"""What names mean while a layout is read or written."""
from expressions import Unknown, evaluate


class Scope:
    """`state` and `self` grow while a layout is read; a name that is not there yet is unknown."""

    def __init__(self, model, circumstances, state, own, version, struct=None):
        self.model = model
        self.circumstances = circumstances
        self.state = state
        self.own = own
        self.version = version
        self.struct = struct
        self.variables = {}

    def inside(self, struct, own, version):
        return Scope(self.model, self.circumstances, self.state, own, version, struct)

    def at_version(self, version):
        return Scope(self.model, self.circumstances, self.state, self.own, version, self.struct)

    def name(self, kind, name):
        table = self.state if kind == "state" else self.own if kind == "self" else self.circumstances[kind]
        if table is None or name not in table:
            raise Unknown(kind + " " + name)
        return table[name]

    def value(self, expression):
        return evaluate(expression["expr"], self)

    def knows(self, names):
        return all(name in ((self.state if kind == "state" else self.own) or {}) for kind, name in names)

    def is_reset(self, expr):
        try:
            value = evaluate(expr, self)
        except IndexError:
            return True
        field, type_ = self.place(expr)
        return self.same(type_, field, value)

    def place(self, expr):
        """The field and the type behind an expression that names a place."""
        if expr["op"] in ("state", "self"):
            fields = self.model.variables if expr["op"] == "state" else self.model.struct_fields(self.struct)
            return fields[expr["name"]], fields[expr["name"]]["type"]
        field, type_ = self.place(expr["of"])
        if expr["op"] == "index":
            return field, type_["element"]
        inner = self.model.struct_fields(type_["struct"])[expr["name"]]
        return inner, inner["type"]

    def same(self, type_, field, value):
        """Whether a value is what the field has after reset."""
        from expressions import MISSING

        if value is MISSING:
            return True
        if type_["kind"] == "array":
            return all(self.same(type_["element"], field, element) for element in value)
        if type_["kind"] == "struct":
            inner = self.inside(type_["struct"], value, self.version)
            fields = self.model.struct_fields(type_["struct"])
            return all(inner.same(each["type"], each, value[name]) for name, each in fields.items())
        return value == self.model.initial(type_, field, "reset", self, len(value) if type_["kind"] == "bytes" else None)
