"""A pytest plugin that notes what is started in every process, and tells Python how many cpus there are."""

import multiprocessing.process
import os


def note(what):
    with open(os.environ["MEMLINT_NOTES"], "a") as out:
        out.write(f"{what}\n")


def pytest_configure(config):
    note("pytest")
    if hasattr(config, "workerinput"):
        note("worker")


def stated_cpus():
    return int(os.environ["MEMLINT_CPUS"])


# multiprocessing asks one of these, depending on the version of Python.
os.cpu_count = stated_cpus
if hasattr(os, "process_cpu_count"):
    os.process_cpu_count = stated_cpus

start = multiprocessing.process.BaseProcess.start


def noted_start(process):
    note("pool")
    start(process)


multiprocessing.process.BaseProcess.start = noted_start
