"""On the page of a unit: how many of it were captured and brought back, and where the others are, on the page's day.

Who may see figures but no persons is told them as everywhere (common/small_figures.py).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from accounts.roles import Permission
from common.panels import Panel
from common.small_figures import SMALL, Told, in_words, partition, told
from common.templatetags.obmin import known
from prisoners.queries.captured import UnitFigures
from prisoners.queries.unit_figures import Breakdown, unit_figures
from units.interfaces.page import day_asked, day_query
from units.models import Unit
from units.queries.records import units

#: Names of the columns of the table, with what they count.
COLUMNS = ("captured", "brought_back", "held", "missing", "dead", "elsewhere")


@dataclass(frozen=True)
class Row:
    """A unit, or those in none of the units under it: figures in words, the rate and the length of its bar."""

    name: str
    url: str
    cells: list[str]
    rate: str
    percent: int


class Telling:
    """Figures in words, exact or guarded."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact

    def number(self, number: Told) -> str:
        """A number of persons as it is told."""
        return localize(number) if self.exact else in_words(number)

    def states(self, figures: UnitFigures) -> dict[str, Told]:
        """What is told of a whole: where those are who were captured, and how many."""
        numbers = {name: getattr(figures, name) for name in (*COLUMNS, "home")}
        if self.exact:
            return numbers
        parts = partition({name: numbers[name] for name in ("held", "home", "dead", "elsewhere")})
        return {name: told(number) for name, number in numbers.items()} | parts

    def columns(self, parts: dict[Any, UnitFigures]) -> dict[str, dict[Any, Told]]:
        """What is told of the parts of a whole, by column."""
        columns = {name: {key: getattr(each, name) for key, each in parts.items()} for name in COLUMNS}
        return columns if self.exact else {name: partition(numbers) for name, numbers in columns.items()}

    def rate(self, back: Told, captured: Told) -> str:
        """Persons brought back, of those ever captured; empty where nobody was, or where it would tell too much."""
        share = self.share(back, captured)
        if share is None:
            return ""
        return f"{localize(round(share, 1))} %" if self.exact else f"≈ {localize(round(share))} %"

    def share(self, back: Told, captured: Told) -> float | None:
        """The rate in percent, of guarded figures for who sees guarded ones."""
        if isinstance(back, str) or isinstance(captured, str) or (not self.exact and min(back, captured) < SMALL):
            return None
        return 100 * back / captured if captured else None

    def since(self, figures: UnitFigures) -> str:
        """The earliest capture of those held: the month only for who sees no persons."""
        if figures.since is None or (not self.exact and figures.held < SMALL):
            return ""
        return known(figures.since) if self.exact else date_format(figures.since, "YEAR_MONTH_FORMAT")


def figures_of_unit(unit: Unit, request: HttpRequest) -> Panel | None:
    """Figures of the unit with all under it; nothing for who may not see figures."""
    user = request.user
    if unit.is_voided or not user.has_perm(Permission.PRISONERS_FIGURES):
        return None
    on = day_asked(request.GET.get("on"))
    found = unit_figures(unit, on, user)
    telling = Telling(exact=user.has_perm(Permission.PRISONERS_VIEW))
    whole = found.whole
    states = telling.states(whole)
    context: dict[str, Any] = {
        "on": on,
        "exact": telling.exact,
        "whole": whole,
        "rate": telling.rate(states["brought_back"], states["captured"]),
        "share": telling.share(states["brought_back"], states["captured"]),
        "figures": {name: telling.number(number) for name, number in states.items()},
        "since": telling.since(whole),
        "again": whole.brought_back > whole.home and telling.exact,
        "rows": list(_rows(found, units(user), telling, on)),
    }
    return Panel("figures", _("Captured and brought back"), "prisoners/_unit_figures.html", context)


def _rows(found: Breakdown, seen: Any, telling: Telling, on: datetime.date) -> Iterator[Row]:
    """Units directly under it, by name, then those in none of them; nothing where there is no unit under it."""
    below = sorted(seen.filter(pk__in=found.below), key=str) if found.below else []
    columns = telling.columns({**found.below, None: found.own})
    for unit in below:
        url = f"{unit.get_absolute_url()}{day_query(on)}#figures"
        yield _row(str(unit), url, {name: shown[unit.pk] for name, shown in columns.items()}, telling)
    if below and found.own.persons:
        yield _row(_("In the unit itself"), "", {name: shown[None] for name, shown in columns.items()}, telling)


def _row(name: str, url: str, shown: dict[str, Told], telling: Telling) -> Row:
    rated = shown["brought_back"], shown["captured"]
    cells = [telling.number(shown[column]) for column in COLUMNS]
    return Row(name, url, cells, telling.rate(*rated), round(telling.share(*rated) or 0))
