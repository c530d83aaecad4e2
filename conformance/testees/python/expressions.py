"""The expression trees of a document, over Python values: integers are exact, enum values are their names."""

MISSING = object()  # an element that does not exist: zero, false or the empty string, as the context has it
LONGEST_SHIFT = 64


class Unknown(Exception):
    """A name that has no value yet."""


def evaluate(expr, scope):
    op = expr["op"]
    if op == "int":
        return int(expr["value"])
    if op in ("bool", "string"):
        return expr["value"]
    if op in ("param", "machine", "host", "state", "self", "device"):
        return scope.name(op, expr.get("id", expr.get("name")))
    if op == "var":
        return scope.variables[expr["name"]]
    if op == "version":
        return scope.version
    if op == "field":
        of = evaluate(expr["of"], scope)
        return MISSING if of is MISSING else of[expr["name"]]
    if op == "index":
        of = evaluate(expr["of"], scope)
        return of[expr["index"]] if of is not MISSING and expr["index"] < len(of) else MISSING
    if op == "bit":
        return bool(number(evaluate(expr["of"], scope)) >> expr["bit"] & 1)
    if op == "not":
        return not truth(evaluate(expr["of"], scope))
    if op == "neg":
        return -number(evaluate(expr["of"], scope))
    if op == "and":
        return truth(evaluate(expr["left"], scope)) and truth(evaluate(expr["right"], scope))
    if op == "or":
        return truth(evaluate(expr["left"], scope)) or truth(evaluate(expr["right"], scope))
    if op in ("eq", "ne"):
        left, right = evaluate(expr["left"], scope), evaluate(expr["right"], scope)
        return (like(left, right) == like(right, left)) == (op == "eq")
    if op in COMPARISONS:
        return COMPARISONS[op](number(evaluate(expr["left"], scope)), number(evaluate(expr["right"], scope)))
    if op == "if":
        return evaluate(expr["then"] if truth(evaluate(expr["cond"], scope)) else expr["else"], scope)
    if op == "call":
        return call(expr["name"], [number(evaluate(arg, scope)) for arg in expr["args"]])
    if op == "isReset":
        return all(scope.is_reset(of) for of in expr["of"])
    if op == "size":
        of = evaluate(expr["of"], scope)
        return 0 if of is MISSING else len(of)
    if op in ("all", "exists"):
        return quantified(expr, scope)
    raise ValueError("no such operator: " + op)


def quantified(expr, scope):
    of = evaluate(expr["in"], scope)
    elements = [] if of is MISSING else of
    outer = dict(scope.variables)
    found = expr["op"] == "all"
    for element in elements:
        scope.variables[expr["name"]] = element
        if truth(evaluate(expr["body"], scope)) != found:
            found = not found
            break
    scope.variables = outer
    return found


COMPARISONS = {
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
}


def call(name, args):
    first, rest = args[0], args[1:]
    if name == "bitAnd":
        for arg in rest:
            first &= arg
        return first
    if name == "bitOr":
        for arg in rest:
            first |= arg
        return first
    if name == "bitNot":
        return ~first & ((1 << clamp(rest[0])) - 1)
    if name == "shiftLeft":
        return first << clamp(rest[0])
    if name == "shiftRight":
        return first >> clamp(rest[0])
    if name == "min":
        return min(args)
    if name == "max":
        return max(args)
    if name == "pow2ceil":
        return 1 if first <= 1 else 1 << (first - 1).bit_length()
    if name == "align":
        return first + (-first) % rest[0] if rest[0] > 0 else first
    raise ValueError("no such function: " + name)


def clamp(count):
    return max(0, min(LONGEST_SHIFT, count))


def number(value):
    return 0 if value is MISSING else value


def truth(value):
    return value is not MISSING and value


def like(value, other):
    """What is missing, as the zero of what it is compared with."""
    if value is not MISSING:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0


def names_in(expr):
    """What an expression mentions: pairs of kind and name."""
    found = set()
    pending = [expr]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            pending.extend(node)
        elif isinstance(node, dict):
            if node.get("op") in ("state", "self"):
                found.add((node["op"], node["name"]))
            pending.extend(value for value in node.values() if isinstance(value, (dict, list)))
    return found
