"""The public record in the database, once for a file of tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation

from tests.unit.reports import record


@pytest.fixture(scope="module")
def public_record(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The 71 rows, for tests that only read; rolled back at the end of the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        record.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words are checked in English."""
    with translation.override("en"):
        yield
