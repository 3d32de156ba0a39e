"""The analysts' role reads the views of `analytics`, and nothing else; it writes nowhere."""

import pytest
from django.db import connection

from reports.analytics import VIEWS
from tests.unit.reports.analytics.conftest import refused

pytestmark = pytest.mark.django_db
INSUFFICIENT_PRIVILEGE = "42501"
RELATIONS = """
SELECT format('%%I.%%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname %s AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
"""
OURS = "NOT IN ('analytics', 'pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg_temp%%'"
WRITES = [
    "INSERT INTO {} DEFAULT VALUES",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "DROP VIEW {}",
    "CREATE OR REPLACE VIEW {} AS SELECT 1",
]
ANYWHERE = [
    "CREATE TABLE public.spare (id integer)",
    "CREATE TABLE analytics.spare (id integer)",
    "CREATE FUNCTION analytics.spare() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA spare",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT * FROM analytics.counted()",
    "SELECT analytics.seen_exchanges()",
]


def relations(where: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(RELATIONS % where.replace("%%", "%"))
        return [name for (name,) in cursor.fetchall()]


def test_every_view_is_read(as_analyst) -> None:
    assert {name.removeprefix("analytics.") for name in relations("= 'analytics'")} == set(VIEWS)
    assert {view: refused(as_analyst, f"SELECT * FROM analytics.{view}") for view in VIEWS} == dict.fromkeys(VIEWS)


def test_nothing_else_is(as_analyst) -> None:
    tables = relations(OURS)
    assert len(tables) > 60
    codes = {table: refused(as_analyst, f"SELECT count(*) FROM {table}") for table in tables}
    assert {table: code for table, code in codes.items() if code != INSUFFICIENT_PRIVILEGE} == {}


@pytest.mark.parametrize("statement", WRITES)
def test_no_view_is_written(as_analyst, statement: str) -> None:
    codes = {view: refused(as_analyst, statement.format(f"analytics.{view}")) for view in VIEWS}
    # A view over a function takes no row from anybody, whatever the grants; "TRUNCATE" is for tables.
    assert set(codes.values()) <= {INSUFFICIENT_PRIVILEGE, "55000", "42809"}, codes


@pytest.mark.parametrize("statement", ANYWHERE)
def test_nothing_is_built_and_no_function_of_ours_called(as_analyst, statement: str) -> None:
    assert refused(as_analyst, statement) == INSUFFICIENT_PRIVILEGE


def test_it_may_take_no_other_role(as_analyst) -> None:
    others = "SELECT rolname FROM pg_roles WHERE rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER')"
    assert as_analyst(others) == []
    assert as_analyst("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user") == [(False,)]


def test_the_owner_is_refused_nothing_of_this() -> None:
    """The control: the same statements pass for whoever may."""
    assert refused(run, "SELECT count(*) FROM public.prisoners_person") is None
    assert refused(run, "SELECT * FROM analytics.counted()") is None


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
