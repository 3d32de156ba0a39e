"""The calendar of exchanges, with the rounds of negotiation beside them."""

import dataclasses

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from accounts.roles import Permission
from common.month import month_asked, sheet, span
from common.reading import Surface, shown
from exchanges.interfaces import calendar
from exchanges.models import Exchange
from exchanges.queries.calendar import exchanges_between, exchanges_without_day
from negotiations.interfaces.words import round_item
from negotiations.models import Round
from negotiations.queries.records import rounds_between


class ExchangeCalendar(PermissionRequiredMixin, View):
    """What was planned for a month (`?month=2026-11`) and what took place, as far as the reader may know of it."""

    permission_required = Permission.EXCHANGES_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        first, last = span(month_asked(request.GET.get("month")))
        found = exchanges_between(request.user, first, last)
        undated = exchanges_without_day(request.user, first, last)
        rounds = rounds_between(request.user, first, last)
        shown(Exchange, [each.pk for each in (*found, *undated)], Surface.LIST)
        shown(Round, [each.pk for each in rounds], Surface.LIST)
        items = [item for each in found for item in calendar.items(each)]
        items += [dataclasses.replace(round_item(each), kind=_("Round")) for each in rounds]
        context = {
            "title": _("Calendar of exchanges"),
            "month": sheet(first, items),
            "undated": [calendar.undated(each) for each in undated],
            "number": len(found),
            "rounds": len(rounds),
            "may_log": request.user.has_perm(Permission.EXCHANGES_WRITE),
        }
        return render(request, "exchanges/calendar.html", context)
