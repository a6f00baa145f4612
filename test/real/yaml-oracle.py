"""Answers what libyaml makes of YAML texts: a JSON question a line in, a JSON answer a line out."""

import json
import math
import platform
import re
import sys

import yaml

CORE = "tag:yaml.org,2002:"
KNOWN = {CORE + kind for kind in ("str", "int", "float", "bool", "null", "map", "seq", "merge")}


class Reader12(yaml.CSafeLoader):
    """libyaml with the words of YAML 1.2: `on` is a string, `0o17` a number."""


Reader12.yaml_implicit_resolvers = {}
for name, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
    ("merge", r"<<", "<"),
]:
    Reader12.add_implicit_resolver(CORE + name, re.compile("^(?:%s)$" % pattern), list(first))


def main():
    for line in sys.stdin:
        question = json.loads(line)
        print(json.dumps(answer(question)), flush=True)


def answer(question):
    if question["kind"] == "version":
        return "PyYAML %s, python %s" % (yaml.__version__, platform.python_version())
    if question["kind"] == "1.1":
        return [read11(text) for text in question["texts"]]
    return [read12(text) for text in question["texts"]]


def read11(text):
    """What a stock reader of YAML 1.1 makes of it, with its kinds spelt out."""
    return repr(yaml.safe_load(text))


def read12(text):
    try:
        return {"documents": [plain(node) for node in yaml.compose_all(text, Loader=Reader12)]}
    except (yaml.YAMLError, Unsupported, RecursionError) as error:
        return {"error": str(error).split("\n")[0]}


class Unsupported(Exception):
    """What memlint does not take, or has a form of its own for."""


def plain(node):
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        return scalar(node)
    if node.tag not in KNOWN:
        return {"!tagged": True}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    own, merged = {}, {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise Unsupported("a key that is no word")
        if key.tag == CORE + "merge":
            merged = merge(merged, plain(value))
        elif key.value in own:
            raise Unsupported("a key that is there twice")
        else:
            own[key.value] = plain(value)
    return {**merged, **own}


def merge(merged, value):
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            merged = {**each, **merged}
    return merged


def scalar(node):
    if node.tag not in KNOWN:
        return {"!tagged": True}
    kind = node.tag[len(CORE) :]
    if kind == "bool":
        return node.value.lower() == "true"
    if kind == "null":
        return None
    if kind == "int":
        return number(int(node.value, 0 if node.value[:2] in ("0o", "0x") else 10))
    if kind == "float":
        return number(float(re.sub(r"\.(?=inf|nan)", "", node.value.lower())))
    return node.value


def number(value):
    if isinstance(value, int):
        return value if abs(value) < 2**53 else {"!integer": str(value)}
    if math.isfinite(value):
        return value
    return {"!float": "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"}


main()
