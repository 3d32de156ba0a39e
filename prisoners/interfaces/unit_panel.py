"""On the page of a unit: how many of it were captured and brought back, and where the others are, on the page's day.

Who may see figures but no persons sees none under five, and every other figure to the nearest five: so none of them can
be found out by subtracting others, those of another page or of the day before.
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
from common.templatetags.obmin import known
from prisoners.queries.unit_figures import Breakdown, UnitFigures, unit_figures
from units.interfaces.page import day_asked, day_query
from units.models import Unit
from units.queries.records import units

SMALL = 5
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

    def number(self, number: int) -> str:
        """A number of persons."""
        if self.exact or number == 0:
            return localize(number)
        return _("fewer than %(number)s") % {"number": SMALL} if number < SMALL else localize(self._rounded(number))

    def rate(self, figures: UnitFigures) -> str:
        """Persons brought back, of those ever captured; empty where nobody was, or where it would tell too much."""
        share = self.share(figures)
        if share is None:
            return ""
        return f"{localize(round(share, 1))} %" if self.exact else f"≈ {localize(round(share))} %"

    def share(self, figures: UnitFigures) -> float | None:
        """The rate in percent, of guarded figures for who sees guarded ones."""
        back, captured = figures.brought_back, figures.captured
        if not self.exact:
            if min(back, captured) < SMALL:
                return None
            back, captured = self._rounded(back), self._rounded(captured)
        return 100 * back / captured if captured else None

    def since(self, figures: UnitFigures) -> str:
        """The earliest capture of those held: the month only for who sees no persons."""
        if figures.since is None or (not self.exact and figures.held < SMALL):
            return ""
        return known(figures.since) if self.exact else date_format(figures.since, "YEAR_MONTH_FORMAT")

    @staticmethod
    def _rounded(number: int) -> int:
        return max(SMALL, SMALL * round(number / SMALL))


def figures_of_unit(unit: Unit, request: HttpRequest) -> Panel | None:
    """Figures of the unit with all under it; nothing for who may not see figures."""
    user = request.user
    if unit.is_voided or not user.has_perm(Permission.PRISONERS_FIGURES):
        return None
    on = day_asked(request.GET.get("on"))
    found = unit_figures(unit, on, user)
    telling = Telling(exact=user.has_perm(Permission.PRISONERS_VIEW))
    whole = found.whole
    context: dict[str, Any] = {
        "on": on,
        "exact": telling.exact,
        "whole": whole,
        "rate": telling.rate(whole),
        "share": telling.share(whole),
        "figures": {name: telling.number(getattr(whole, name)) for name in (*COLUMNS, "home")},
        "since": telling.since(whole),
        "again": whole.brought_back > whole.home and telling.exact,
        "rows": list(_rows(found, units(user), telling, on)),
    }
    return Panel("figures", _("Captured and brought back"), "prisoners/_unit_figures.html", context)


def _rows(found: Breakdown, seen: Any, telling: Telling, on: datetime.date) -> Iterator[Row]:
    """Units directly under it, by name, then those in none of them; nothing where there is no unit under it."""
    below = sorted(seen.filter(pk__in=found.below), key=str) if found.below else []
    for unit in below:
        yield _row(str(unit), f"{unit.get_absolute_url()}{day_query(on)}#figures", found.below[unit.pk], telling)
    if below and found.own.persons:
        yield _row(_("In the unit itself"), "", found.own, telling)


def _row(name: str, url: str, figures: UnitFigures, telling: Telling) -> Row:
    cells = [telling.number(getattr(figures, column)) for column in COLUMNS]
    return Row(name, url, cells, telling.rate(figures), round(telling.share(figures) or 0))
