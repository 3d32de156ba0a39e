"""`make bench`: every `bench/bench_*.py`, each with a `figures()`.

    make bench                                    all of them, the register with 20,000 persons
    make bench ARGS="--persons 1000000"           the register at full size; it takes some minutes to fill
    make bench ARGS="--persons 1000000 search"    one of them

A module that says `REGISTER = True` is measured in the register of invented persons, which is filled once a run; with
`GROWTH = True` it is measured at a tenth of them too, with `WRITES = True` after the others. Any other module has a
database of its own. On a server that lasts, `--keep` leaves the register for the next run.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import django

from bench.figures import HEADER


def main(arguments: list[str]) -> int:
    there = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    asked = _parser(there).parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    modules = [importlib.import_module(f"bench.bench_{name}") for name in asked.names or there]
    shared = sorted((each for each in modules if _says(each, "REGISTER")), key=lambda each: _says(each, "WRITES"))
    print(HEADER)
    for module in modules:
        if module not in shared:
            with database(keep=False):
                measure(module)
    if shared:
        with database(keep=asked.keep):
            measure_register(shared, asked.persons)
    return 0


def _parser(there: list[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="Measure against bare SQL and COPY in the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(there)}; by default all")
    parser.add_argument("--persons", type=int, default=20_000, metavar="N", help="size of the register")
    parser.add_argument("--keep", action="store_true", help="leave the register for the next run")
    return parser


def _says(module: ModuleType, mark: str) -> bool:
    return getattr(module, mark, False)


@contextmanager
def database(*, keep: bool) -> Iterator[None]:
    from django.db import connection

    first = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=keep)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(first, verbosity=0, keepdb=keep)


def measure(module: ModuleType) -> None:
    for figure in module.figures():
        print(figure, flush=True)


def measure_register(modules: list[ModuleType], persons: int) -> None:
    """Fill the register, stopping at a tenth of it for those that tell of growth."""
    from bench.data import registered

    growing = [module for module in modules if _says(module, "GROWTH")]
    for size, measured in ((persons // 10, growing), (persons, modules)):
        if measured and registered(size) == size:
            for module in measured:
                measure(module)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
