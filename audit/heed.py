"""No session may tell the triggers to look away.

django-pgtrigger's triggers first ask a function whether the session's setting `pgtrigger.ignore` names them. Any
database role may make that setting, so the answer here is always no. It is a fast no, too: the function as it is
installed raises and catches an error for each row, which made an import of 20,000 rows take minutes.
"""

from typing import Any

from django.db import connections

HEED = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT FALSE'
"""


def heed_every_trigger(sender: Any, using: str, **_: Any) -> None:
    """After each migration, which may have installed the function anew, let it answer no."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('public._pgtrigger_should_ignore(name)')")
        if cursor.fetchone()[0]:
            cursor.execute(HEED)
