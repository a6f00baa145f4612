"""What pytest itself makes of folders and what Python makes of command lines; see pytest-config.mjs.

Reads one JSON list of requests from standard input and writes one JSON list of answers.
"""

import contextlib
import io
import json
import os
import shlex
import sys
from importlib.metadata import version


def winner(request):
    """The file that pytest takes for its configuration in a folder, what it ignores, and its addopts."""
    from _pytest.config import get_config

    os.chdir(request["folder"])
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            config = get_config([])
            config.parse(["-p", "no:cacheprovider"], addopts=False)
            try:
                addopts = [str(item) for item in config.getini("addopts")]
            except Exception as error:
                addopts = type(error).__name__
        path = config.inipath
        # A pyproject.toml without pytest's tables only marks the root.
        file = path.name if path and path.parent == config.invocation_params.dir else None
        return {
            "file": file,
            "addopts": addopts,
            "ignored": list(config._ignored_config_files),
        }
    except BaseException as error:
        return {"error": type(error).__name__}
    finally:
        os.chdir("/")


def words(request):
    try:
        return shlex.split(request["line"])
    except ValueError:
        return None


def facts(_request):
    import psutil

    return {
        "versions": f"pytest {version('pytest')}, pytest-xdist {version('pytest-xdist')}, CPython {sys.version.split()[0]}",
        "logical": len(os.sched_getaffinity(0)),
        "logical_psutil": psutil.cpu_count(logical=True),
        "physical": psutil.cpu_count(logical=False) or psutil.cpu_count(),
    }


ANSWER = {"winner": winner, "words": words, "facts": facts}

if __name__ == "__main__":
    json.dump([ANSWER[request["kind"]](request) for request in json.load(sys.stdin)], sys.stdout)
