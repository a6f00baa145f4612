"""A pytest plugin that notes every time a fixture is really made, in whichever worker."""

import os


def pytest_fixture_setup(fixturedef):
    with open(os.environ["MEMLINT_FIXTURE_SETUPS"], "a") as out:
        out.write(f"{fixturedef.argname}\n")
