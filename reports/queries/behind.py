"""The records behind a figure, page by page."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet

from accounts.models import User
from exchanges.models import Exchange
from negotiations.models import ListEntry
from prisoners.models import Captivity
from prisoners.queries.held import Statement, rows

PAGE = 50
START = "coalesce(c.captured_on, 'infinity')"
FROM = "FROM prisoners_captivity c JOIN prisoners_person p ON p.id = c.person_id"
#: The longest held first; the key is that of a captivity and says nothing about a person.
LISTED = f"SELECT c.id {FROM} WHERE {{where}} ORDER BY {START}, c.id LIMIT {PAGE + 1}"
AFTER = f"""({START}, c.id) > (
    SELECT coalesce(b.captured_on, 'infinity'), b.id FROM prisoners_captivity b WHERE b.id = %(after)s
)"""  # noqa: S608


def exchanges_behind(user: User, ids: Iterable[str]) -> QuerySet:
    """The exchanges of these keys that the user may see now."""
    return Exchange.objects.visible_to(user).filter(pk__in=list(ids))


def arranged(behind: QuerySet) -> QuerySet:
    """Records as the page behind a figure shows them: in their order, with what it says of each."""
    if behind.model is Exchange:
        return behind.with_counts().order_by("day", "number")
    if behind.model is ListEntry:
        return behind.select_related("name_list").order_by("name_list_id", "row_number")
    return behind


def captivities_behind(
    user: User, statement: Statement, after: uuid.UUID | None
) -> tuple[list[Captivity], uuid.UUID | None]:
    """A page of the captivities of a statement over `c` and `p`, with the key after which the next page begins.

    They are as recorded now, and only those that the user may see.
    """
    if after:
        statement.limit(AFTER, after=after)
    keys = [key for (key,) in rows(statement, LISTED.format(where=statement.where))]
    found = Captivity.objects.visible_to(user).select_related("person", "unit").in_bulk(keys[:PAGE])
    more = keys[PAGE - 1] if len(keys) > PAGE else None
    return [found[key] for key in keys[:PAGE] if key in found], more


def number_behind(behind: Statement | QuerySet) -> int:
    """How many records stand behind a figure."""
    if isinstance(behind, QuerySet):
        return behind.order_by().count()
    return rows(behind, f"SELECT count(*) {FROM} WHERE {behind.where}")[0][0]
