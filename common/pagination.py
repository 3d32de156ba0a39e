"""Pages of a list. A small list says "1-50 of 71"; a large one goes by keyset, without ever counting all its rows."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict

#: Up to here rows are counted and pages are numbered.
COUNTED = 1000


@dataclass(frozen=True)
class Page:
    """Rows to show, and the way on. `total` is None for a list too large to count; queries start with `?`."""

    rows: list[Any]
    first: int
    total: int | None
    number: int = 1
    pages: int = 1
    previous: str = ""
    next: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def paginate(
    queryset: QuerySet,
    params: QueryDict,
    size: int,
    whole: QuerySet | None = None,
    *,
    is_large: bool = False,
    head: Q | None = None,
) -> Page:
    """The page of `queryset` that the parameters `page` (small lists) or `after` (large ones) ask for.

    `whole` is the queryset before it was filtered: the rows of a large list are read from it by their keys. `is_large`:
    it is known to be too large to be counted. `head`: rows that sort before all others, and are looked for first.
    """
    total = COUNTED + 1 if is_large else queryset.order_by().values("pk")[: COUNTED + 1].count()
    if total <= COUNTED:
        return _numbered(queryset, params, size, total)
    return _keyset(queryset, params, size, queryset if whole is None else whole, head)


def _numbered(queryset: QuerySet, params: QueryDict, size: int, total: int) -> Page:
    pages = max(1, -(-total // size))
    asked = params.get("page", "1")
    number = min(max(int(asked), 1), pages) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * size
    rows = list(queryset.order_by(*total_order(queryset))[start : start + size]) if total else []
    return Page(
        rows=rows,
        first=start + 1 if rows else 0,
        total=total,
        number=number,
        pages=pages,
        previous=_query(params, page=number - 1 if number > 2 else None) if number > 1 else "",
        next=_query(params, page=number + 1) if number < pages else "",
    )


def _keyset(queryset: QuerySet, params: QueryDict, size: int, whole: QuerySet, head: Q | None) -> Page:
    """The rows after the one whose key `after` names; the key says nothing about a person, so it may stand in a URL."""
    order = total_order(queryset)
    ordered = queryset.order_by(*order)
    key = params.get("after", "")
    boundary = _boundary(ordered, key) if key else None
    if boundary is not None:
        ordered = ordered.filter(after(queryset.model, order, boundary))
    # The keys are found first, from indexes where they can be: only the rows of this page are read whole.
    keys = _keys(ordered.filter(head), size) if head else []
    if len(keys) <= size:
        keys = _keys(ordered, size)
    more = len(keys) > size
    found = whole.in_bulk(keys[:size])
    rows = [found[key] for key in keys[:size] if key in found]
    return Page(
        rows=rows,
        first=1,
        total=None,
        previous=_query(params, after=None) if boundary is not None else "",
        next=_query(params, after=keys[size - 1]) if more else "",
    )


def _keys(ordered: QuerySet, size: int) -> list[Any]:
    """The keys of a page, and one more if there is another page."""
    return list(ordered.values_list("pk", flat=True)[: size + 1])


def total_order(queryset: QuerySet) -> list[OrderBy]:
    """The list's ordering with the key as the last word, so that it is total; the key runs as the field before it."""
    model: type[Model] = queryset.model
    fields = queryset.query.order_by or model._meta.ordering
    order = []
    for field in fields:
        if isinstance(field, str):
            name = field.removeprefix("-")
            order.append(OrderBy(F(model._meta.pk.name if name == "pk" else name), descending=field.startswith("-")))
        else:
            order.append(field if isinstance(field, OrderBy) else OrderBy(field))
    if not any(_name(each) == model._meta.pk.name for each in order):
        order.append(OrderBy(F(model._meta.pk.name), descending=bool(order) and order[-1].descending))
    return order


def _name(order: OrderBy) -> str:
    if not isinstance(order.expression, F):
        raise TypeError(f"A large list is sorted by plain fields, not by {order.expression!r}: annotate it")
    return order.expression.name


def _boundary(queryset: QuerySet, key: str) -> list[Any] | None:
    """The sort values of the row with that key, if the reader may see it."""
    try:
        row = queryset.filter(pk=key).values_list(*[_name(order) for order in total_order(queryset)]).first()
    except (ValueError, ValidationError):
        return None
    return None if row is None else list(row)


def after(model: type[Model], order: list[OrderBy], boundary: list[Any]) -> Q:
    """Rows that sort after the boundary, found along an index where there is one."""
    return _from(model, order[0], boundary[0]) & beyond(order, boundary)


def _from(model: type[Model], first: OrderBy, value: Any) -> Q:
    """What `beyond` says of the first word of the order alone: from there an index is read, not from its beginning."""
    name, fields = _name(first), {field.name: field for field in model._meta.fields}
    if value is None or name not in fields or fields[name].null:
        return Q()
    return Q(**{f"{name}__{'lte' if first.descending else 'gte'}": value})


def beyond(order: list[OrderBy], boundary: list[Any]) -> Q:
    """Rows that sort after the boundary. Postgres puts NULL last when ascending and first when descending."""
    after, equal = Q(pk__in=[]), Q()
    for each, value in zip(order, boundary, strict=True):
        name = _name(each)
        nulls_last = bool(each.nulls_last) or (not each.descending and not each.nulls_first)
        if value is None:
            step = Q(pk__in=[]) if nulls_last else Q(**{f"{name}__isnull": False})
        else:
            step = Q(**{f"{name}__{'lt' if each.descending else 'gt'}": value})
            step = step | Q(**{f"{name}__isnull": True}) if nulls_last else step
        after |= equal & step
        equal &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return after


def _query(params: QueryDict, **changes: Any) -> str:
    changed = params.copy()
    for key in ("page", "after"):
        changed.pop(key, None)
    for key, value in changes.items():
        if value is not None:
            changed[key] = str(value)
    return f"?{changed.urlencode()}"
