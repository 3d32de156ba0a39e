"""What every test stands on: strict databases, no outside world, a real browser."""

import os
from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models.signals import post_migrate
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import signed_in

pytest_plugins = ["tests.browser"]

signed_in.install()

# A busy machine is no fault of a property.
settings.register_profile("obmin", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("obmin")


FOUNDING = [
    ("accounts.migrations.0002_system", ("accounts", "User")),
    ("exchanges.migrations.0002_setback_reasons", ("exchanges", "SetbackReason")),
]
NO_TRUNCATE = "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_no_truncate%'"

END_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Django empties the tables after a transactional test by TRUNCATE, which our records refuse: let it pass here."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        _switch(cursor, "DISABLE")
    # Emptying the tables ends with this signal, once for each app that has models.
    post_migrate.connect(_found_rows, sender=apps.get_app_config("exchanges"), weak=False)
    yield
    # A thread of the live server or a killed worker may still hold a session, and a database in use is not dropped.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(END_SESSIONS)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words outside of a request are English, whatever language an earlier test left behind."""
    with translation.override("en"):
        yield


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


def _switch(cursor: CursorWrapper, verb: str) -> None:
    cursor.execute(NO_TRUNCATE)
    for table, trigger in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} {verb} TRIGGER "{trigger}"')


def _found_rows(**_) -> None:
    """Puts back the rows that migrations found, after a transactional test has emptied the tables."""
    for migration, model in FOUNDING:
        if not apps.get_model(*model).objects.exists():
            import_module(migration).add(apps, None)


@pytest.fixture
def process_environment(django_db_setup) -> dict[str, str]:
    """Variables for a process of ours (a worker, a command) that is to use the test's database and Redis."""
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    database = f"{server}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
