"""Keyset pages: the cursor is the id of the last row, so nothing of a record stands in a URL."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request

from api.errors import Detail
from api.problems import BadParameter
from common.pagination import after, total_order

LIMIT, MOST = 100, 1000
PARAMETERS = {"cursor", "limit", "count"}


@dataclass(frozen=True)
class Slice:
    """Rows of a page, and the URL of the next one."""

    rows: list[Any]
    next: str | None


def limit_of(request: Request, default: int = LIMIT) -> int:
    """How many rows a page has. Raises a problem 400 for what is no number from 1 to 1000."""
    text = request.query_params.get("limit", str(default))
    if not (text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= MOST):
        raise BadParameter(Detail.of_parameter("limit", "invalid", _("A number from 1 to %(most)d.") % {"most": MOST}))
    return int(text)


def flag(request: Request, name: str) -> bool:
    """A parameter that is true or false. Raises a problem 400 for another word."""
    text = request.query_params.get(name, "false")
    if text not in {"true", "false"}:
        raise BadParameter(Detail.of_parameter(name, "invalid", _("true or false.")))
    return text == "true"


def after_cursor(request: Request, rows: QuerySet, within: QuerySet) -> QuerySet:
    """`rows` in their whole order, from behind the row that the cursor names.

    That row is looked up `within` all rows of the reader, so that it may have left the filter in the meantime. Raises a
    problem 400 for a cursor that names none.
    """
    order = total_order(rows)
    rows = rows.order_by(*order)
    if (cursor := request.query_params.get("cursor")) is None:
        return rows
    names = [each.expression.name for each in order]
    try:
        key = within.model._meta.pk.to_python(cursor)
        place = (key,) if len(names) == 1 else within.filter(pk=key).values_list(*names).first()
    except (ValidationError, OverflowError):
        place = None
    if place is None:
        raise _nowhere()
    return rows.filter(after(rows.model, order, list(place)))


def _nowhere() -> BadParameter:
    return BadParameter(
        Detail.of_parameter("cursor", "invalid", _("This cursor leads nowhere: begin anew without it."))
    )


def cut(request: Request, rows: list[Any], limit: int, last_key: Any) -> Slice:
    """The first `limit` of `limit + 1` rows; `last_key(row)` is what the next cursor names."""
    if len(rows) <= limit:
        return Slice(rows, None)
    params = request.query_params.copy()
    params["cursor"] = str(last_key(rows[limit - 1]))
    params.pop("count", None)
    return Slice(rows[:limit], request.build_absolute_uri(f"{request.path}?{params.urlencode()}"))
