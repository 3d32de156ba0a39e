"""Law 3: what a model declares of constraints and indexes is in the database, whatever migrations did on the way.

Django drops a partial unique index along with the plain index of its one column, and says nothing.
"""

import pytest
from django.db import connection

from tests.laws.house import our_models

DECLARED = """
SELECT conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid WHERE relname = %s
UNION SELECT indexname FROM pg_indexes WHERE tablename = %s
UNION SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE relname = %s
"""


def missing(table: str, names: set[str]) -> set[str]:
    """Those of the names that nothing of the table has."""
    with connection.cursor() as cursor:
        cursor.execute(DECLARED, [table] * 3)
        return names - {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_what_a_model_declares_is_in_the_database(model) -> None:
    options = model._meta
    names = {each.name for each in (*options.constraints, *options.indexes)}
    names |= {trigger.get_pgid(model) for trigger in getattr(options, "triggers", ())}
    assert missing(options.db_table, names) == set()


@pytest.mark.django_db
def test_what_is_not_there_is_missed() -> None:
    assert missing("prisoners_person", {"no_such_constraint"}) == {"no_such_constraint"}
