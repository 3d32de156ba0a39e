"""The public record and the awkward register in the database, each once for a file of tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation

from tests.factories.awkward import Awkward, awkward
from tests.factories.lawful import lawful
from tests.shared import kept, shared
from tests.unit.reports import record


@pytest.fixture(scope="module")
def public_record(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The 71 rows, for tests that only read; rolled back at the end of the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        record.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker) -> Iterator[Awkward]:
    """The awkward register, once for a file of tests; what a test changes is rolled back."""
    with shared(django_db_blocker):
        yield kept(awkward)


@pytest.fixture(scope="module")
def law(django_db_setup, django_db_blocker) -> Iterator[Awkward]:
    """The awkward register with what the conventions ask for, once for a file of tests."""
    with shared(django_db_blocker):
        yield kept(lawful)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Words are checked in English."""
    with translation.override("en"):
        yield
