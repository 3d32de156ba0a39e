"""What every test stands on: strict databases, no outside world, a real browser."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import emptying, signed_in

pytest_plugins = ["tests.browser"]

signed_in.install()
emptying.install()

# A busy machine is no fault of a property.
settings.register_profile("obmin", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("obmin")
# Takes minutes: chosen by `make prove-api`, after this has been read.
settings.register_profile("proving", parent=settings.get_profile("obmin"))


END_SESSIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Sessions that outlive their test are ended at the end, so that the database can be dropped."""
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
def process_environment(django_db_setup) -> dict[str, str]:
    return of_processes()


def of_processes() -> dict[str, str]:
    """Variables for a process of ours (a worker, a command) that is to use the test's database and Redis."""
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    database = f"{server}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
