"""Emptying the tables after a test that commits: only those that hold a row, and by DELETE.

Django's own way is TRUNCATE of all tables together, which costs half a second of a processor however little a test
has written, and then makes all permissions anew: with hundreds of such tests, minutes. Content types and permissions
come of the code, not of a test, and stay.
"""

from importlib import import_module

from django.apps import apps
from django.db import connection, transaction
from django.test import TransactionTestCase

STAY = {"django_migrations", "django_content_type", "auth_permission"}
#: Rows that a migration found, and the model that tells whether they are there.
FOUNDING = [
    ("accounts.migrations.0002_system", ("accounts", "User")),
    ("exchanges.migrations.0002_setback_reasons", ("exchanges", "SetbackReason")),
]


def install() -> None:
    """Make it what follows on every test that commits."""
    TransactionTestCase._fixture_teardown = lambda _case: empty()


def filled_tables() -> list[str]:
    """The tables that hold a row, without those that stay."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - STAY)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables))
        return [table for (table,) in cursor.fetchall()]


def empty() -> None:
    """Leave in the tables what migrations left there, and nothing else. Triggers of ours do not see it."""
    with transaction.atomic(), connection.cursor() as cursor:
        filled = filled_tables()
        clear = [f"ALTER TABLE {table} DISABLE TRIGGER USER; DELETE FROM {table}" for table in filled]
        # Foreign keys wait for the end of the transaction, and a table that something waits for is not altered.
        again = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in filled]
        cursor.execute("; ".join([*clear, "SET CONSTRAINTS ALL IMMEDIATE", *again]))
        for migration, model in FOUNDING:
            if not apps.get_model(*model)._base_manager.exists():
                import_module(migration).add(apps, None)
