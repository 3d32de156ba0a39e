"""`make bench`: every `bench/bench_*.py`, each with a `figures()`, each in a database of its own."""

import importlib
import os
import sys
from pathlib import Path

import django

from bench.figures import HEADER


def main(wanted: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from django.db import connection

    there = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    chosen = [name for name in there if not wanted or name.removeprefix("bench_") in wanted]
    if not chosen:
        print(f"nothing to measure; there are: {', '.join(name.removeprefix('bench_') for name in there)}")
        return 1
    first = connection.settings_dict["NAME"]
    print(HEADER)
    for name in chosen:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            for figure in importlib.import_module(f"bench.{name}").figures():
                print(figure, flush=True)
        finally:
            connection.creation.destroy_test_db(first, verbosity=0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
