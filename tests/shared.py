"""Rows that are made once for all tests of a file, instead of once for each."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import translation


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
