"""Rows that are made once for all tests of a file, or of a run, instead of once for each."""

import copy
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import translation

from tests.emptying import filled_tables

T = TypeVar("T")
#: By what made them: what it returned, and the rows of each table as PostgreSQL's COPY tells them.
_kept: dict[Callable[[], Any], tuple[Any, dict[str, str]]] = {}


@contextmanager
def shared(blocker) -> Iterator[None]:
    """What the block of a module's fixture makes is there for each test, which sees it whole, and gone after the last.

    What a test changes is rolled back, as ever. Not for a file with tests that commit.
    """
    outer = transaction.atomic()
    # As Django marks the transaction of a test, so that one which has to be its own is let through.
    outer._from_testcase = True
    with blocker.unblock(), outer, translation.override("en"):
        yield
        transaction.set_rollback(True)


def settle() -> None:
    """Do now the checks that wait for the end of the transaction: no test inherits them."""
    connection.check_constraints()


def kept(make: Callable[[], T]) -> T:
    """What `make` makes where there is nothing else yet: by verbs for the first file, for the next row by row.

    A register takes verbs ten seconds, and COPY a tenth of one. Called within `shared`.
    """
    if make in _kept:
        _put_back(_kept[make][1])
    else:
        made = make()
        settle()
        _kept[make] = made, {table: _rows(table) for table in filled_tables()}
    return copy.deepcopy(_kept[make][0])


def _rows(table: str) -> str:
    rows = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
    return rows.getvalue()


def _put_back(kept_rows: dict[str, str]) -> None:
    """Fill the tables with these rows and no others. Triggers of ours do not see it, foreign keys are looked at."""
    settle()
    tables = sorted({*filled_tables(), *kept_rows})
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"ALTER TABLE {table} DISABLE TRIGGER USER; DELETE FROM {table}" for table in tables))
        for table, rows in kept_rows.items():
            cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO(rows))
        settle()
        cursor.execute("; ".join(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables))
