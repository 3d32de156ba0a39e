"""The home page: what happened, what waits, how things stand."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from accounts.domain.people import look_at_today
from accounts.roles import Permission
from common import clock
from common.reading import Surface, shown
from common.today import figures_for, waiting_for
from exchanges.interfaces.news import news
from exchanges.interfaces.strip import strip
from exchanges.models import Exchange
from exchanges.queries.overview import latest, overview
from exchanges.queries.sides import sides

SHOWN = 16
FIRST_TIME = datetime.timedelta(days=7)
SINCE = "today_since"


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Everyone's first page; each block shows what the reader may see."""
    user = request.user
    since = _since(request)
    context = {
        "since": since or clock.now() - FIRST_TIME,
        "first_time": since is None,
        "news": news(user, since or clock.now() - FIRST_TIME),
        "waiting": waiting_for(user),
        "room_figures": figures_for(user),
        "figures": None,
        "may_log": user.has_perm(Permission.EXCHANGES_WRITE),
    }
    if user.has_perm(Permission.EXCHANGES_VIEW):
        figures = overview(user)
        party = sides()
        last = latest(user, SHOWN)
        shown(Exchange, [each.pk for each in last], Surface.LIST)
        days = (clock.today() - figures.last).days if figures.last else None
        context |= {
            "figures": figures,
            "days_since": days,
            "strip": strip(last),
            "sides": {"us": party.name("to_us"), "them": party.name("to_them")},
        }
    return render(request, "exchanges/today.html", context)


def _since(request: HttpRequest) -> datetime.datetime | None:
    """When the person looked before this session: reading a page twice loses no news."""
    if SINCE not in request.session:
        before = look_at_today(user=request.user)
        request.session[SINCE] = before.isoformat() if before else ""
    return parse_datetime(request.session[SINCE]) if request.session[SINCE] else None
