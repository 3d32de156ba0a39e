"""Law 4 as the application itself meets it: raw SQL on every table that there is, enumerated, not listed by hand."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from psycopg2 import sql

from audit.grants import CLEARABLE
from tests.laws.house import our_models

pytestmark = pytest.mark.django_db
TABLES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
"""
INSUFFICIENT_PRIVILEGE, BY_A_TRIGGER = "42501", "P0001"

#: Statements by which a record, or what guards it, could be taken away.
ON_A_TABLE = [
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "ALTER TABLE {} DISABLE TRIGGER USER",
    "ALTER TABLE {} ADD COLUMN spare integer",
    "ALTER TABLE {} OWNER TO CURRENT_USER",
    "DROP TABLE {} CASCADE",
    "CREATE INDEX ON {} ((1))",
]
ANYWHERE = [
    "CREATE TABLE public.spare (id integer)",
    "CREATE SCHEMA spare",
    "CREATE FUNCTION public.spare() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE ROLE spare",
    "CREATE EXTENSION dblink",
    "SET session_replication_role = replica",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/spare'",
    "SELECT pg_read_file('PG_VERSION')",
]


@pytest.fixture
def as_application(db) -> Iterator[None]:
    """Statements run as the application's role, until the end of the test."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_APP_ROLE])
        if not cursor.fetchone():
            pytest.skip("this server has no role for the application")
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(settings.DATABASE_APP_ROLE)))
        yield
        cursor.execute("RESET ROLE")


def tables() -> set[str]:
    """Every table of the database, by its own catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return {name for (name,) in cursor.fetchall()}


def refused(statement: str) -> str | None:
    """The code by which PostgreSQL refuses a statement; None when it lets it pass, which is undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except (ProgrammingError, InternalError) as error:
        return error.__cause__.pgcode
    return None


def test_every_model_has_its_table_in_the_catalogue() -> None:
    assert {model._meta.db_table for model in apps.get_models(include_auto_created=True)} <= tables()
    assert len(tables()) > len(our_models()) > 30


@pytest.mark.parametrize("statement", ON_A_TABLE)
def test_no_table_can_be_emptied_changed_or_bared_of_its_triggers(as_application, statement: str) -> None:
    left = tables() - (CLEARABLE if statement.startswith("DELETE") else set())
    codes = {table: refused(statement.format(connection.ops.quote_name(table))) for table in left}
    assert {table: code for table, code in codes.items() if code != INSUFFICIENT_PRIVILEGE} == {}


@pytest.mark.parametrize("statement", ANYWHERE)
def test_nothing_is_built_and_no_guard_is_lifted(as_application, statement: str) -> None:
    assert refused(statement) == INSUFFICIENT_PRIVILEGE


def test_the_application_may_take_no_other_role(as_application) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute(
            "SELECT rolname FROM pg_roles WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')"
        )
        assert cursor.fetchall() == []


def test_the_book_is_not_rewritten(as_application) -> None:
    assert refused("UPDATE audit_change SET reason = 'it was not me'") in {INSUFFICIENT_PRIVILEGE, BY_A_TRIGGER}


def test_what_is_no_record_may_go(as_application) -> None:
    """The control: a statement that is granted passes the same way."""
    assert {table: refused(f"DELETE FROM {table}") for table in CLEARABLE} == dict.fromkeys(CLEARABLE)


def test_the_owner_is_not_refused_by_grants() -> None:
    """The control: the same statement as the owner is told from a refusal by grant."""
    assert refused("ALTER TABLE audit_change ADD COLUMN spare integer") is None
