"""On the page of a unit: in which exchanges how many of it came home.

Who may see figures but no persons is told them as everywhere (common/small_figures.py).
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.roles import Permission
from common.panels import Panel
from common.reading import Surface, shown
from common.small_figures import in_words, partition, told
from exchanges.models import Exchange
from exchanges.queries.of_unit import came_home
from units.interfaces.page import day_asked
from units.models import Unit

#: Exchanges that are told one by one; those before them together.
LATEST = 20
EARLIER = "earlier"


@dataclass(frozen=True)
class Row:
    """An exchange, or None for all before those that are told, and how many of the unit it brought home, in words."""

    exchange: Exchange | None
    number: str


def exchanges_of_unit(unit: Unit, request: HttpRequest) -> Panel | None:
    """The exchanges of the unit with all under it; nothing for who may not see figures, or where there is none."""
    user = request.user
    if unit.is_voided or not (user.has_perm(Permission.PRISONERS_FIGURES) and user.has_perm(Permission.EXCHANGES_VIEW)):
        return None
    on = day_asked(request.GET.get("on"))
    found = came_home(unit, on, user)
    if not found:
        return None
    named = {exchange.pk: exchange for exchange, _number in found[:LATEST]}
    shown(Exchange, named, Surface.LIST)
    numbers = {exchange.pk: number for exchange, number in found[:LATEST]}
    if rest := sum(number for _exchange, number in found[LATEST:]):
        numbers[EARLIER] = rest
    exact = user.has_perm(Permission.PRISONERS_VIEW)
    whole = sum(numbers.values())
    context = {
        "on": on,
        "exact": exact,
        "whole": localize(whole) if exact else in_words(told(whole)),
        "rows": _rows(named, numbers, exact=exact),
    }
    return Panel("exchanges", _("Brought home by exchanges"), "exchanges/_of_unit.html", context)


def _rows(named: dict, numbers: dict, *, exact: bool) -> list[Row]:
    shown_ones = numbers if exact else partition(numbers)
    return [Row(named.get(key), localize(number) if exact else in_words(number)) for key, number in shown_ones.items()]
