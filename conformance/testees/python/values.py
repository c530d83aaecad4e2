"""Values as messages have them, and as the codecs do: integers, bool, str, bytes, list, dict."""
from errors import Refused
from model import variables


def byte_array(type_):
    element = type_["element"]
    base = element if element["kind"] == "int" else element.get("base", {})
    return element["kind"] in ("int", "flags") and base["bits"] == 8 and not base["signed"]


def to_json(model, type_, value):
    kind = type_["kind"]
    if kind in ("int", "flags"):
        return str(value) if type_.get("base", type_)["bits"] == 64 else value
    if kind == "bytes":
        return bytes(value).hex()
    if kind == "array":
        if byte_array(type_):
            return bytes(value).hex()
        return [to_json(model, type_["element"], element) for element in value]
    if kind == "struct":
        return {name: to_json(model, field["type"], value[name]) for name, field in model.struct_fields(type_["struct"]).items()}
    return value


def from_json(model, type_, value):
    """Refuses with STATE_INVALID what is not of the type or does not fit it."""
    kind = type_["kind"]
    if kind in ("int", "flags"):
        return integer(type_.get("base", type_), value)
    if kind == "bool":
        return expect(value, type(value) is bool)
    if kind in ("enum", "string"):
        return expect(value, isinstance(value, str))
    if kind == "bytes" or kind == "array" and byte_array(type_):
        try:
            data = bytes.fromhex(expect(value, isinstance(value, str)))
        except ValueError:
            raise Refused("STATE_INVALID") from None
        return data if kind == "bytes" else list(data)
    if kind == "array":
        return [from_json(model, type_["element"], element) for element in expect(value, isinstance(value, list))]
    return fields_from_json(model, model.struct_fields(type_["struct"]).values(), value)


def fields_from_json(model, fields, value):
    expect(value, isinstance(value, dict))
    expect(value, all(field["name"] in value for field in fields) and len(value) == len(fields))
    return {field["name"]: from_json(model, field["type"], value[field["name"]]) for field in fields}


def section_from_json(model, section, value):
    return fields_from_json(model, variables(section), value)


def integer(base, value):
    if base["bits"] == 64:
        digits = expect(value, isinstance(value, str) and value.lstrip("-").isdecimal())
        value = int(digits)
    expect(value, type(value) is int)
    low = -(1 << base["bits"] - 1) if base["signed"] else 0
    return expect(value, low <= value < low + (1 << base["bits"]))


def fact(type_, value):
    """A param or a fact."""
    return int(value) if type_ and type_["kind"] in ("int", "flags") else value


def expect(value, good):
    if not good:
        raise Refused("STATE_INVALID")
    return value
