"""Answers what Python's own readers make of ini texts: a JSON question a line in, a JSON answer a line out."""

import configparser
import io
import json
import platform
import shlex
import sys
from importlib.metadata import version

import iniconfig


def main():
    for line in sys.stdin:
        question = json.loads(line)
        print(answer(question), flush=True)


def answer(question):
    if question["kind"] == "versions":
        return "python %s, iniconfig %s, pytest %s" % (
            platform.python_version(),
            version("iniconfig"),
            version("pytest"),
        )
    read = {"iniconfig": read_iniconfig, "configparser": read_configparser, "addopts": read_addopts}
    return json.dumps([read[question["kind"]](text) for text in question["texts"]])


def universal_newlines(text):
    return io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8").read()


def read_iniconfig(text):
    try:
        config = iniconfig.IniConfig("x.ini", data=universal_newlines(text))
    except iniconfig.ParseError as error:
        return {"error": error.msg, "line": error.lineno + 1}
    return {
        "sections": [
            {
                "name": name,
                "keys": [[key, value, config.lineof(name, key)] for key, value in keys.items()],
            }
            for name, keys in config.sections.items()
        ]
    }


def read_configparser(text):
    lines = Lines(universal_newlines(text))
    parser = configparser.RawConfigParser()
    parser.optionxform = lambda name: Option(name.lower(), lines.number)
    try:
        parser.read_file(lines)
    except configparser.DuplicateSectionError as error:
        return {"error": "section %r already exists" % error.section, "line": error.lineno}
    except configparser.DuplicateOptionError as error:
        message = "option %r in section %r already exists" % (error.option, error.section)
        return {"error": message, "line": error.lineno}
    except configparser.MissingSectionHeaderError as error:
        return {"error": "File contains no section headers.", "line": error.lineno}
    except configparser.ParsingError as error:
        return {"error": "Source contains parsing errors", "line": error.errors[0][0]}
    return {
        "sections": [
            {"name": name, "keys": keys_with_lines(parser._sections[name])} for name in parser.sections()
        ],
        "defaults": keys_with_lines(parser.defaults()),
    }


def keys_with_lines(options):
    return [[key, value, key.line] for key, value in options.items()]


class Lines:
    """The lines of a text, and the number of the one that was handed out last."""

    def __init__(self, text):
        self.lines = io.StringIO(text)
        self.number = 0

    def __iter__(self):
        for line in self.lines:
            self.number += 1
            yield line


class Option(str):
    """An option's name that knows its line."""

    def __new__(cls, name, line):
        option = super().__new__(cls, name)
        option.line = line
        return option


def read_addopts(text):
    section = iniconfig.IniConfig("pytest.ini", data=universal_newlines(text)).sections["pytest"]
    return {"addopts": shlex.split(section["addopts"]), "testpaths": section.get("testpaths")}


main()
