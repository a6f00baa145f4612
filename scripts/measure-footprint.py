"""Measures one recipe of footprint-recipes.json in this fresh interpreter. It comes on standard input; figures go out.

Memory is that of this process and all below it. Anonymous and shared memory is what each further process takes again.
Pages of mapped files (library code, weights that are mapped and not read) are there once for all processes, and the
kernel drops them when memory is short: they are given apart.
"""

import gc
import importlib.metadata
import json
import os
import platform
import re
import subprocess
import sys
import time

CYCLES = 4


def main():
    recipe = json.load(sys.stdin)
    # What makes files runs elsewhere, since memory that it gave back would be used again here.
    subprocess.run([sys.executable, "-c", recipe.get("files", "")], check=True, stdout=sys.stderr)
    names = {"__name__": "measured"}
    run(recipe.get("prepare", ""), names)
    bare = resident()
    if "imports" in recipe:
        run("import " + recipe["imports"], names)
        taken = {"first": minus(resident(), bare)}
    else:
        taken = cycles(recipe, names)
    packages = recipe["packages"]
    print(json.dumps({
        **taken,
        "python": platform.python_version(),
        "versions": {name: importlib.metadata.version(name) for name in map(bare_name, packages)},
    }))
    sys.stdout.flush()
    os._exit(0)


def cycles(recipe, names):
    """What the first object takes, with all that is loaded for it; what another one takes then; and what of it stays.

    An allocator may keep what an object gave back, and the next one uses it again: `again` is small then, and so is `kept`.
    """
    alive, gone = [resident()], []
    bare = alive[0]
    again = 1 if recipe.get("once") else CYCLES
    for number in range(again + 1):
        names["number"] = number
        run(recipe["make"], names)
        alive.append(resident())
        run(recipe["drop"], names)
        gone.append(resident())
    return {
        "first": minus(alive[1], bare),
        "again": minus(max(alive[2:]), gone[0]),
        "kept": (gone[-1][0] - gone[0][0]) // again,
    }


def run(code, names):
    exec(compile(code, "<recipe>", "exec"), names)


def minus(one, other):
    return one[0] - other[0], one[1] - other[1]


def resident():
    """(private, mapped) bytes of this process and all below it, once they are at rest."""
    gc.collect()
    last = measured()
    for _ in range(20):
        time.sleep(0.25)
        now = measured()
        if abs(now[0] - last[0]) < 1 << 20:
            return now
        last = now
    return last


def measured():
    private = mapped = 0
    for process in tree():
        try:
            with open(f"/proc/{process}/smaps_rollup") as rollup:
                fields = dict(line.split(":") for line in rollup.read().splitlines()[1:])
        except (FileNotFoundError, ProcessLookupError):
            continue
        kilobytes = {name: int(value.split()[0]) for name, value in fields.items()}
        private += kilobytes["Pss_Anon"] + kilobytes["Pss_Shmem"]
        mapped += kilobytes["Pss_File"]
    return private << 10, mapped << 10


def bare_name(requirement):
    return re.split(r"[=<>]", requirement)[0]


def tree():
    children = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as stat:
                parent = int(stat.read().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(parent, []).append(int(name))
    found = [os.getpid()]
    for process in found:
        found.extend(children.get(process, ()))
    return found


if __name__ == "__main__":
    main()
