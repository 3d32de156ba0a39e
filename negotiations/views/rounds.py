"""Pages of rounds: list, calendar, detail, create, edit, move, void, restrict."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View

from accounts.models import Record
from accounts.roles import Permission
from accounts.views.records import RecordCreate, RecordEdit, RecordPage
from accounts.views.restricting import RecordLift, RecordRestrict
from accounts.views.void import RecordVoid
from common import reading
from common.lists import ListPage
from common.month import month_asked, sheet, span
from negotiations.domain.rounds import log_round, move_round, restrict_round, revise_round
from negotiations.enums import RoundStatus
from negotiations.interfaces import words
from negotiations.interfaces.act_forms import RoundMoveForm
from negotiations.interfaces.filters import RoundFilter
from negotiations.interfaces.forms import RoundForm
from negotiations.interfaces.pages import RoundSheet
from negotiations.interfaces.tables import RoundTable
from negotiations.models import Round
from negotiations.queries.records import rounds, rounds_between, rounds_without_day
from negotiations.views.detail import SheetDetail
from negotiations.views.moves import RecordMove


class RoundPage(RecordPage):
    """What the pages of a round share."""

    queryset = staticmethod(rounds)
    namespace, argument = "rounds", "round"


class RoundList(ListPage):
    """Rounds, filtered, sorted, paged and exported."""

    model = Round
    filterset_class, table_class = RoundFilter, RoundTable
    permission_required = Permission.NEGOTIATIONS_VIEW
    title = _("Rounds")
    empty_text = _("No round is logged yet. A round is a meeting of negotiators, planned or past.")
    create_url_name, create_permission = "rounds:create", Permission.NEGOTIATIONS_WRITE
    create_label = _("Log a round")
    export_name = "rounds"
    template_name = "negotiations/list.html"

    def get_queryset(self) -> QuerySet[Round]:
        return rounds(self.request.user).standing()


class RoundCalendar(PermissionRequiredMixin, View):
    """The rounds of a month (`?month=2026-11`), and those of which no day is known."""

    permission_required = Permission.NEGOTIATIONS_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        first = month_asked(request.GET.get("month"))
        found = rounds_between(request.user, *span(first))
        undated = rounds_without_day(request.user)
        reading.shown(Round, [each.pk for each in (*found, *undated)], reading.Surface.LIST)
        month = sheet(first, map(words.round_item, found))
        context = {
            "title": _now("Calendar of rounds"),
            "month": month,
            "undated": [words.round_item(each) for each in undated],
        }
        context["number"] = len(found)
        context["may_log"] = request.user.has_perm(Permission.NEGOTIATIONS_WRITE)
        return render(request, "negotiations/calendar.html", context)


class RoundDetail(RoundPage, SheetDetail):
    """A round: who sat there, who helped, what was proposed, its minutes for those who may read them, its history."""

    template_name, sheet_class = "negotiations/round.html", RoundSheet


class RoundCreate(RoundPage, RecordCreate):
    """Log a round."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = RoundForm, staticmethod(log_round)
    title = _("Log a round")


class RoundEdit(RoundPage, RecordEdit):
    """Correct a round."""

    permission_required = Permission.NEGOTIATIONS_WRITE
    form_class, verb = RoundForm, staticmethod(revise_round)


class RoundMove(RoundPage, RecordMove):
    """Record that a round has begun, ended, was broken off or called off."""

    states, tones, labels = RoundStatus, words.ROUND_TONES, words.ROUND_LABELS
    form_class, verb = RoundMoveForm, staticmethod(move_round)


class RoundVoid(RoundPage, RecordVoid):
    """Void a round that never was."""

    permission_required = Permission.NEGOTIATIONS_VOID

    def consequences(self, record: Record) -> list[str]:
        number = record.minutes.standing().count()
        told = ngettext(
            "%(number)d file of minutes is voided with it.", "%(number)d files of minutes are voided with it.", number
        )
        return [_now("Its delegations and mediators are voided with it."), told % {"number": number}]


class RoundRestrict(RoundPage, RecordRestrict):
    """Restrict a round with all that belongs to it."""

    verb = staticmethod(restrict_round)


class RoundLift(RoundPage, RecordLift):
    """Propose to lift the restriction of a round."""
