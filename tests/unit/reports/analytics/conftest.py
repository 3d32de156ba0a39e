"""The analysts' own role, and what it is answered."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import Error
from psycopg2 import sql

Ask = Callable[[str], list[tuple]]


@pytest.fixture
def as_analyst(db) -> Ask:
    """Answers a statement as the analysts' role."""

    def ask(statement: str) -> list[tuple]:
        role = sql.Identifier(settings.DATABASE_ANALYST_ROLE)
        # A statement that is refused takes the role back with it.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(role))
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
            cursor.execute("RESET ROLE")
            return rows

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_ANALYST_ROLE])
        if not cursor.fetchone():
            pytest.skip("this server has no role for analysts")
    return ask


def refused(ask: Ask, statement: str) -> str | None:
    """The code by which PostgreSQL refuses a statement; None when it lets it pass, which is undone."""
    try:
        with transaction.atomic():
            ask(statement)
            transaction.set_rollback(True)
    except Error as error:
        return error.__cause__.pgcode
    return None
