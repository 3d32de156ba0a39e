"""What every test stands on: strict databases, no outside world, a real browser."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection

pytest_plugins = ["tests.browser"]

NO_TRUNCATE = "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_no_truncate%'"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Django empties the tables after a transactional test by TRUNCATE, which our records refuse: let it pass here."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        _switch(cursor, "DISABLE")


@pytest.fixture
def truncate_refused(db) -> Iterator[None]:
    """The records refuse TRUNCATE again, as they do outside of tests."""
    with connection.cursor() as cursor:
        _switch(cursor, "ENABLE")
    yield
    # A refused TRUNCATE leaves the test's transaction aborted; its rollback then undoes the switch anyway.
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            _switch(cursor, "DISABLE")


def _switch(cursor, verb: str) -> None:
    cursor.execute(NO_TRUNCATE)
    for table, trigger in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} {verb} TRIGGER "{trigger}"')


@pytest.fixture
def process_environment(django_db_setup) -> dict[str, str]:
    """Variables for a process of ours (a worker, a command) that is to use the test's database and Redis."""
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    database = f"{server}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
