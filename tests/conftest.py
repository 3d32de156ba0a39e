"""What every test stands on: strict databases, no outside world, a real browser."""

import os
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

pytest_plugins = ["tests.browser"]

FOUNDING = [
    ("accounts.migrations.0002_system", ("accounts", "User")),
    ("exchanges.migrations.0002_setback_reasons", ("exchanges", "SetbackReason")),
]
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


@pytest.fixture(autouse=True)
def founding_rows(request) -> None:
    """The rows that migrations found, put back where a transactional test before this one emptied the tables."""
    marker = request.node.get_closest_marker("django_db")
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not transactional and not (marker and marker.kwargs.get("transaction")):
        return
    request.getfixturevalue("transactional_db")
    for migration, model in FOUNDING:
        if not apps.get_model(*model).objects.exists():
            import_module(migration).add(apps, None)


@pytest.fixture
def process_environment(django_db_setup) -> dict[str, str]:
    """Variables for a process of ours (a worker, a command) that is to use the test's database and Redis."""
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    database = f"{server}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
