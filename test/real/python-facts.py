"""Dumps what Python's own parser sees in files, one JSON line each. Paths come on stdin, one per line."""

import ast
import json
import operator
import re
import sys
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
FSTRING_POSITIONS = sys.version_info >= (3, 12)


def main():
    for line in sys.stdin:
        path = line.rstrip("\n")
        print(json.dumps({"path": path, **facts_of(path)}))


def facts_of(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return {"skipped": "not UTF-8"}
    try:
        tree = ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {"skipped": "not valid for this Python"}
    return Facts(text).read(tree)


class Facts:
    def __init__(self, text):
        self.text = text if "\\N{" in text else ""
        self.bom = text.startswith("\ufeff")
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.lines = [line.encode("utf-8") for line in lines]
        self.functions, self.classes, self.calls, self.imports, self.names = [], [], [], [], []

    def read(self, tree):
        open_nodes = [(tree, (), False)]
        while open_nodes:
            node, path, in_fstring = open_nodes.pop()
            self.add(node, path, in_fstring)
            is_fstring = in_fstring or type(node).__name__ in ("JoinedStr", "TemplateStr")
            for field, value in ast.iter_fields(node):
                inner = path
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and field == "body":
                    inner = (*path, node.name)
                for child in value if isinstance(value, list) else [value]:
                    if isinstance(child, ast.AST):
                        open_nodes.append((child, inner, is_fstring))
        return {
            "functions": self.functions,
            "classes": self.classes,
            "calls": self.calls,
            "imports": self.imports,
            "names": self.names,
        }

    def add(self, node, path, in_fstring):
        where = None if in_fstring and not FSTRING_POSITIONS else self.position(node)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.functions.append(
                {
                    "name": ".".join((*path, node.name)),
                    "line": node.lineno,
                    "async": isinstance(node, ast.AsyncFunctionDef),
                    "decorators": [decorator(one, self.text) for one in node.decorator_list],
                    "parameters": parameters(node.args),
                    "yields": own_yields(node),
                }
            )
        elif isinstance(node, ast.ClassDef):
            self.classes.append(
                {
                    "name": ".".join((*path, node.name)),
                    "line": node.lineno,
                    "decorators": [decorator(one, self.text) for one in node.decorator_list],
                    "bases": len([base for base in node.bases if not isinstance(base, ast.Starred)]),
                }
            )
        elif isinstance(node, ast.Call):
            self.calls.append({"at": where, "callee": callee(node.func), "arguments": arguments(node, self.text)})
        elif isinstance(node, ast.Import):
            for name in node.names:
                first = name.name.split(".")[0]
                local, qualified = (name.asname, name.name) if name.asname else (first, first)
                self.imports.append([name.lineno, local, qualified, name.name])
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for name in node.names:
                qualified = module + ("" if module.endswith(".") else ".") + name.name
                if name.name == "*":
                    qualified = module
                self.imports.append([name.lineno, name.asname or name.name, qualified, module])
        elif isinstance(node, ast.Name):
            self.names.append([where, node.id])
        for name in names_without_position(node):
            self.names.append([None, name])

    def position(self, node):
        if not hasattr(node, "lineno"):
            return None
        before = self.lines[node.lineno - 1][: node.col_offset].decode("utf-8")
        column = len(before.encode("utf-16-le")) // 2
        return [node.lineno, column + (1 if self.bom and node.lineno == 1 else 0)]


def names_without_position(node):
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        return node.names
    kind = type(node).__name__
    if kind in ("ExceptHandler", "MatchAs", "MatchStar"):
        return [node.name] if node.name else []
    return [node.rest] if kind == "MatchMapping" and node.rest else []


def callee(node):
    path = []
    while True:
        if isinstance(node, ast.Attribute):
            path.append("." + node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            path.append("[]")
            node = node.value
        else:
            root = node.id if isinstance(node, ast.Name) else "?"
            return root + "".join(reversed(path))


def decorator(node, text):
    if isinstance(node, ast.Call):
        return [callee(node.func), arguments(node, text)]
    return [callee(node), None]


def arguments(node, text):
    found = [[one.lineno, one.col_offset, "*" if isinstance(one, ast.Starred) else None, one] for one in node.args]
    found += [[one.lineno, one.col_offset, one.arg or "**", one.value] for one in node.keywords]
    found.sort(key=lambda one: one[:2])
    return [[name, literal(value, text)] for _, _, name, value in found]


def parameters(args):
    plain = [*args.posonlyargs, *args.args]
    found = [[one.arg, "plain"] for one in plain]
    found += [[args.vararg.arg, "*"]] if args.vararg else []
    found += [[one.arg, "keyword-only"] for one in args.kwonlyargs]
    found += [[args.kwarg.arg, "**"]] if args.kwarg else []
    return found


def own_yields(function):
    open_nodes = list(function.body)
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            open_nodes += ast.iter_child_nodes(node)
    return False


ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul}
FOLDED = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.LShift: "<<", ast.Pow: "**"}


def literal(node, text):
    """A plain string or whole number as text, so that the other side can compare it exactly."""
    if text and isinstance(node, ast.Constant) and isinstance(node.value, str):
        source = ast.get_source_segment(text, node) or ""
        if source[:1] not in "rR" and re.search(r"(?<!\\)(\\\\)*\\N\{", source):
            return None  # needs the Unicode database
    value = folded(node)
    if isinstance(value, str):
        return "s" + value.encode("utf-16-le", "surrogatepass").hex()
    if isinstance(value, bool) or value is None and isinstance(node, ast.Constant):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value) if isinstance(value, int) and value.bit_length() < 13000 else None


def folded(node):
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, (str, int, float, type(None))) else ...
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = folded(node.operand)
        return -inner if is_number(inner) else ...
    if not isinstance(node, ast.BinOp) or type(node.op) not in FOLDED:
        return ...
    left, right = folded(node.left), folded(node.right)
    if not is_number(left) or not is_number(right):
        return ...
    sign = FOLDED[type(node.op)]
    if isinstance(left, float) or isinstance(right, float):
        # the other side has one kind of number, so that 2.0 is whole
        whole = all(float(one).is_integer() and abs(one) < 2**53 for one in (left, right))
        if not whole:
            return ARITHMETIC[sign](left, right) if sign in ARITHMETIC else ...
        left, right = int(left), int(right)
    if sign == "//" and (left < 0 or right <= 0):
        return ...
    if sign == "<<" and not 0 <= right <= 64:
        return ...
    if sign == "**" and not (0 <= right <= 64 and -65536 <= left <= 65536):
        return ...
    return eval(f"({left}) {sign} ({right})")


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


main()
