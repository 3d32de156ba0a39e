"""Who is in sight, for statements written as SQL: the same conditions that `visible_to` puts on a queryset."""

import re

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Permission
from accounts.sight import hidden, shown
from prisoners.models import Person

#: Inside a CTE of that name the bare name of a table is the CTE: who is restricted is asked of today, never of then.
_TABLE = re.compile(r'(FROM|JOIN) "')


def in_sight(user: User, column: str, permission: str = Permission.PRISONERS_VIEW) -> str:
    """A condition on the key of a person: those whom a permission shows to a user. It has no parameters of its own.

    For whoever sees everywhere it leaves out a few, by an index of those who are restricted: it costs next to nothing.
    """
    if not user.has_perm(permission):
        return "false"
    sight = user.sight(permission)
    out = hidden(Person, sight)
    try:
        keys = of_today(Person.objects.filter(shown(Person, sight) if out is None else out).values("pk"))
    except EmptyResultSet:
        return "false" if out is None else "true"
    return f"{column} {'IN' if out is None else 'NOT IN'} ({keys})"


def of_today(queryset: QuerySet) -> str:
    """A queryset as text for a statement whose CTEs bear the names of its tables: it is asked of the tables themselves.

    Raises EmptyResultSet for one that never has a row.
    """
    return _TABLE.sub(r'\1 public."', written(queryset))


def written(queryset: QuerySet) -> str:
    """A queryset as text for a statement written as SQL. Raises EmptyResultSet for one that never has a row."""
    statement, values = queryset.query.sql_with_params()
    with connection.cursor() as cursor:
        return cursor.mogrify(statement, values).decode().replace("%", "%%")
