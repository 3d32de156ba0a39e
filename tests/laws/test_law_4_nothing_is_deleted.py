"""Law 4: nothing is deleted, neither by SQL nor by the application's role."""

import pytest
from django.conf import settings
from django.db import InternalError, connection, transaction

from accounts.models import FailedSignIn
from api.models import Operation
from audit.models import Anchor, Booked, Change, FeedEntry, Read, Verification
from tests.laws.house import our_models

pytestmark = pytest.mark.django_db

#: What the application may only add to.
APPENDED = [Change, FeedEntry, Anchor, Read, Verification, FailedSignIn, Operation]
KEPT = [model for model in our_models() if issubclass(model, (Booked, *APPENDED))]


def _role_exists() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
        return cursor.fetchone() is not None


def _may(table: str, right: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [settings.DATABASE_APP_ROLE, table, right])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_every_record_refuses_delete(model, everything) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")
        assert cursor.fetchone()[0], "there is a row that could be deleted"
        with pytest.raises(InternalError, match="DELETE of .* is refused"), transaction.atomic():
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_every_record_refuses_truncate(model) -> None:
    with (
        connection.cursor() as cursor,
        pytest.raises(InternalError, match="TRUNCATE of .* is refused"),
        transaction.atomic(),
    ):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model._meta.label)
def test_the_application_may_write_a_record_and_not_remove_it(model) -> None:
    if not _role_exists():
        pytest.skip("this server has no role for the application")
    table = model._meta.db_table
    assert _may(table, "INSERT")
    assert not _may(table, "DELETE")
    assert not _may(table, "TRUNCATE")


def test_the_application_may_clear_sessions() -> None:
    if not _role_exists():
        pytest.skip("this server has no role for the application")
    assert _may("accounts_session", "DELETE")


@pytest.mark.parametrize("model", APPENDED, ids=lambda model: model._meta.label)
def test_the_book_refuses_a_change_of_itself(model, everything) -> None:
    column = model._meta.concrete_fields[1].column
    with (
        connection.cursor() as cursor,
        pytest.raises(InternalError, match="Cannot update"),
        transaction.atomic(),
    ):
        cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = {column}")


@pytest.mark.parametrize("model", APPENDED, ids=lambda model: model._meta.label)
def test_the_application_may_not_change_the_book(model) -> None:
    if not _role_exists():
        pytest.skip("this server has no role for the application")
    assert not _may(model._meta.db_table, "UPDATE")
