"""One section of one build: its payload to values and back."""
from errors import Refused
from model import Model, variables
from reader import Reader
from scope import Scope
from values import fact, from_json, section_from_json, to_json
from writer import Writer


class SectionCodec:
    def __init__(self, document, model, section):
        self.model = Model(document, model)
        self.section = section
        pieces = [piece for piece in section["name"] if isinstance(piece, str)]
        # Names of subsections begin with the section's name without the device's address.
        self.prefix = section["name"][0] if len(section["name"]) == 1 and pieces else (pieces[-1] if pieces else "").removeprefix("/")

    def decode(self, request, data):
        version = request["version"]
        if not self.section["minimum"] <= version <= self.section["version"]:
            raise Refused("SECTION_VERSION_REFUSED")
        state = self.others(request)
        reader = Reader(self.model, data)
        reader.body(self.section, Scope(self.model, self.circumstances(request), state, None, version), state, self.prefix, True)
        if reader.at != len(data):
            raise Refused("TRAILING_BYTES")
        return {field["name"]: to_json(self.model, field["type"], state[field["name"]]) for field in variables(self.section)}

    def encode(self, request, value):
        state = section_from_json(self.model, self.section, value)
        state.update(self.others(request))
        writer = Writer(self.model)
        scope = Scope(self.model, self.circumstances(request), state, None, self.section["version"])
        writer.body(self.section, scope, state, True)
        return bytes(writer.out)

    def others(self, request):
        known = self.model.variables
        return {name: from_json(self.model, known[name]["type"], value) for name, value in request.get("state", {}).items()}

    def circumstances(self, request):
        params, facts = self.model.params, self.model.facts
        given = {
            kind: {name: fact(facts[kind].get(name, {}).get("type"), value) for name, value in request[kind].items()}
            for kind in ("machine", "host")
        }
        given["param"] = {id_: fact(p["type"], request["params"][p["name"]]) for id_, p in params.items() if p["name"] in request["params"]}
        given["device"] = {"path": "", "instance": 0}
        return given
